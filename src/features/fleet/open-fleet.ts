/** The environments of a fleet: that of a session, or those listed in a file. */
import { boundComponents, meansSeveral } from '../../diagnosis/facts/component.ts';
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Reading } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import { reasonOf } from '../../domain/unread.ts';
import type { FleetFlags } from '../../flags/doctor.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { cloudOf } from '../../session/environment-url.ts';
import type { HttpContext } from '../../session/http-context.ts';
import { readLocalFiles } from '../../session/local-files.ts';
import { otherEnvironments } from '../../session/other-environments.ts';
import { createServiceClientsOpener } from '../../session/service-clients.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { ComponentChoice, Sources } from '../../sources/sources.ts';
import type { DiagnosePlace } from '../diagnose/diagnose.ts';
import { readEnvironments } from './targets.ts';

export interface FleetTarget {
  readonly context: HttpContext;
  /** Origins. */
  readonly environments: readonly string[];
  open(url: string): Promise<FleetEnvironment>;
}

export interface FleetEnvironment {
  readonly place: DiagnosePlace;
  /** Every component that has an identity. */
  components(): Promise<Reading<readonly ComponentFact[]>>;
  /** Shared facts are read once for all components; null: the components could not be listed. */
  facts(component: ComponentFact | null): ReadFact;
}

/** Dataverse limits requests per five minutes. Hundreds of components justify waiting that long. */
const retry = { budgetMs: 15 * 60_000 };

export type FleetOptions = SessionFlags & FleetFlags;

/** @throws PpmiError `usage` for contradicting flags */
export function wantsFleet(flags: FleetOptions, json: boolean): boolean {
  const { all, ndjson, shard, resume, component } = flags;
  const asked = { all, 'environments-file': flags['environments-file'], shard, ndjson, resume };
  const [flag] = Object.entries(asked).find(([, value]) => value !== undefined && value !== false) ?? [];
  if (flag === undefined) return false;
  const contradiction = (detail: string) => new PpmiError('usage', { detail });
  if (component !== undefined) throw contradiction(`--component and --${flag} cannot be used together`);
  if (json && ndjson === true) throw contradiction('--json and --ndjson cannot be used together');
  return true;
}

/** One environment, or those listed in a file. */
export async function openFleet(command: CommandContext, flags: FleetOptions): Promise<FleetTarget> {
  const file = flags['environments-file'];
  if (file === undefined) return fleetOf(await command.openSession(flags, { retry }), flags);
  const environments = await readEnvironments(file, flags.cloud);
  const context = await command.openHttpContext(flags, { retry });
  const openClients = createServiceClientsOpener(flags, context);
  const more = {
    assumedApplicationId: flags['application-id'] ?? null,
    localFiles: await readLocalFiles(flags, context.target),
  };
  return {
    context,
    environments,
    async open(url) {
      const place = { context, environmentUrl: url };
      try {
        const cloudId = cloudOf(url, flags.cloud);
        const clients = await openClients(cloudId, url);
        const others = otherEnvironments(clients, {
          cloudId,
          own: url,
          named: environments.filter((each) => cloudOf(each, flags.cloud) === cloudId),
        });
        const sources = (target: ComponentChoice) => ({
          ...clients.shared(url),
          target,
          environments: others,
          directoryTenantId: clients.directoryTenantId,
          ...more,
        });
        return environmentOf({ ...place, clients }, sources, flags);
      } catch (error) {
        if (!(error instanceof PpmiError) || reasonOf(error) === null) throw error;
        return unreadable(place, error);
      }
    },
  };
}

/** The environment of a session that is open. */
export function fleetOf(session: Session, flags: FleetOptions): FleetTarget {
  return {
    context: session.context,
    environments: [session.environmentUrl],
    open: async () => environmentOf(session, session.sharedSources, flags),
  };
}

function environmentOf(
  place: DiagnosePlace,
  sources: (target: ComponentChoice) => Sources,
  { 'component-type': type }: FleetOptions,
): FleetEnvironment {
  const facts = (component: ComponentFact | null) =>
    createFactStore(factReaders, sources({ component: component?.id ?? null, type: component?.type ?? null }));
  return {
    place,
    facts,
    async components() {
      const read = facts(null);
      // All that depends on nothing begins at the same time and is shared by all components: where the network drops
      // packets, what is read later waits for a timeout of its own. The components do not wait for the last two.
      for (const shared of ['records', 'traceLogging'] as const) void read(shared);
      const [rows] = await Promise.all([read('components'), read('environment')]);
      if (!rows.ok) return rows;
      const bound = boundComponents(rows.value);
      return { ok: true, value: type === undefined ? bound : bound.filter((row) => row.type === type) };
    },
  };
}

/** Makes every fact of an environment unread for this reason; the others are diagnosed nevertheless. */
function unreadable(place: DiagnosePlace, error: PpmiError): FleetEnvironment {
  const reading = async () => ({ ok: false, unread: { fact: 'environment', error } }) as const;
  return { place, components: reading, facts: () => reading };
}

/** Whether a session without a component has several to diagnose. Facts read for this are not read again. */
export async function isAboutSeveral(session: Session, flags: FleetOptions): Promise<boolean> {
  const { target, ...sources } = session.sharedSources();
  if (target.component !== null || flags.component !== undefined || flags.assembly !== undefined) return false;
  const read = createFactStore(factReaders, { ...sources, target });
  // Read at the same time what a diagnosis of one component requires.
  const [components] = await Promise.all([read('components'), read('environment'), read('records')]);
  return components.ok && meansSeveral(components.value, target);
}
