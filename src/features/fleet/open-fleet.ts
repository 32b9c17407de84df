import { boundComponents } from '../../diagnosis/facts/component.ts';
import { PpmiError } from '../../domain/errors.ts';
import { cloudOf } from '../../session/environment-url.ts';
import { type HttpContext, openHttpContext } from '../../session/http-context.ts';
import { createServiceClientsOpener } from '../../session/service-clients.ts';
import { openSession, type Session, type SessionFlags } from '../../session/session.ts';
import type { FleetEnvironment } from './run.ts';
import { readEnvironments } from './targets.ts';

export interface Fleet {
  readonly context: HttpContext;
  readonly environments: readonly string[];
  open(url: string): Promise<FleetEnvironment>;
  close(): Promise<void>;
}

/** Dataverse asks for up to the five minutes of its window; hundreds of components are worth that wait. */
const retry = { budgetMs: 15 * 60_000 };

export interface FleetFlags extends SessionFlags {
  readonly all?: boolean | undefined;
  readonly 'environments-file'?: string | undefined;
  readonly shard?: string | undefined;
  readonly ndjson?: boolean | undefined;
  readonly resume?: string | undefined;
}

/** @throws PpmiError `usage` where the flags contradict each other */
export function wantsFleet(flags: FleetFlags, json: boolean): boolean {
  const { all, ndjson, shard, resume, component } = flags;
  const asked = { all, 'environments-file': flags['environments-file'], shard, ndjson, resume };
  const [flag] = Object.entries(asked).find(([, value]) => value !== undefined && value !== false) ?? [];
  if (flag === undefined) return false;
  if (component !== undefined) throw contradiction(`--component names one, --${flag} looks at many`);
  if (json && ndjson === true) throw contradiction('--json is one value, --ndjson a line for each component');
  return true;
}

const contradiction = (detail: string) => new PpmiError('usage', { detail: `${detail}; give one of the two` });

/** One environment, or those that a file names. */
export async function openFleet(flags: FleetFlags, prompt: (text: string) => void): Promise<Fleet> {
  const file = flags['environments-file'];
  if (file === undefined) return fleetOf(await openSession(flags, { notify: prompt, retry }));
  const environments = await readEnvironments(file, flags.cloud);
  const context = await openHttpContext(flags, { notify: prompt, retry });
  const openAccess = createServiceClientsOpener(flags, context);
  return {
    context,
    environments,
    async open(url) {
      const access = await openAccess(cloudOf(url, flags.cloud), url);
      return { url, sources: (target) => ({ ...access.shared(url), target, assumedApplicationId: null }) };
    },
    close: () => context.close(),
  };
}

/** The environment of a session that is open. */
export function fleetOf(session: Session): Fleet {
  const { context, environmentUrl } = session;
  const environment = { url: environmentUrl, sources: session.sharedSources };
  return { context, environments: [environmentUrl], open: async () => environment, close: session.close };
}

/** Nobody said which component, and several have an identity. What was read for that is not read again. */
export async function meansMany(error: unknown, session: Session, { component }: SessionFlags): Promise<boolean> {
  if (!(error instanceof PpmiError) || error.id !== 'component-ambiguous' || component !== undefined) return false;
  return boundComponents(await session.sharedSources().dataverse.components()).length > 1;
}
