/** An emulated cloud that outlives the runs against it. */
import { randomUUID } from 'node:crypto';
import type { Step } from '../../src/domain/plan.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import type { World } from '../../src/emulator/world/model.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { createHttp } from '../../src/net/http.ts';
import type { Clock } from '../../src/net/retry.ts';
import type { RunHeader } from '../../src/repair/journal/files.ts';
import { openSession, type Session } from '../../src/session/session.ts';
import { type Emulation, emulate } from '../worlds/direct-http.ts';

export interface Cloud {
  readonly emulator: Emulation['cloud'];
  readonly session: Session;
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly prepare?: (world: World) => void;
  /** For requests that meet faults of the network. */
  readonly throughProxy?: boolean;
}

export async function openCloud(
  scenario: string,
  { prepare = () => {}, throughProxy = false }: CloudOptions = {},
): Promise<Cloud> {
  const { world } = buildScenario(scenario);
  prepare(world);
  const { cloud: emulator, access } = await emulate(world, { throughProxy: throughProxy || throttles(world) });
  // What waits for a throttled service waits in the time of the emulated cloud.
  const clock: Clock = {
    now: () => emulator.now().getTime(),
    sleep: async (ms) => emulator.advance(ms / 1000),
    random: () => 0.5,
  };
  const inEmulatedTime: typeof createHttp = (options) => createHttp({ ...options, clock });
  const session = await openSession({ emulate: scenario }, { createHttp: inEmulatedTime, ...access });
  return { emulator, session, close: () => session.close() };
}

/** Azure answers 429 above a rate, and what waits then is the HTTP client. */
function throttles({ consistency, subscriptions }: World): boolean {
  const hasIdentity = subscriptions.some(({ identities }) => identities.length > 0);
  return hasIdentity && consistency !== undefined && consistency.identityWrites.perSecond < 10;
}

export const newRecordId = '7a3f0000-0000-4000-8000-00000000abcd';

export function headerOf({ session }: Cloud, steps: readonly Step[]): RunHeader {
  return {
    schema: 'ppmi.run/1',
    id: `20261128T120000Z-${randomUUID().slice(0, 6)}`,
    tool: { version: '0.0.0' },
    startedAt: '2026-11-28T12:00:00Z',
    cloud: 'public',
    tenantId: null,
    emulated: true,
    environment: { url: session.environmentUrl, id: null },
    component: null,
    applicationId: null,
    steps,
  };
}

/** Everything that services record by themselves, and ids of what they create. */
const recorded = new Set([
  'traceLogs',
  'signIns',
  'directoryAudits',
  'auditLogs',
  'activityLog',
  'modifiedOn',
  'createdOn',
  'createdAt',
  'visibleFrom',
  'rowVersion',
  'lastRowVersion',
  'limits',
  'wire',
  'now',
  'ranBefore',
  // What changes a row of a managed solution leaves an unmanaged layer, also when the old values are written back.
  'unmanagedLayer',
  // What the token exchange keeps of a credential that was corrected.
  'exchangeSubject',
]);

/** The configuration of a world, comparable byte for byte. `known`: ids of before; those of new objects differ. */
export function configurationOf({ world }: Pick<Emulator, 'world'>, known: ReadonlySet<string>): string {
  return configurationIn(worldFile(world), known);
}

/** The same of a file, as the emulator's control host gives it. */
export function configurationIn(file: unknown, known: ReadonlySet<string>): string {
  return JSON.stringify(file, (key, value) => {
    if (recorded.has(key)) return undefined;
    const isNew = typeof value === 'string' && !known.has(value);
    if (key === 'id' && isNew) return undefined;
    // One that is created again is the last one.
    if (key === 'federatedIdentityCredentials')
      return [...(value as Named[])].sort((a, b) => (a.name < b.name ? -1 : 1));
    // The ID of a new record is the client's choice.
    return key === 'managedIdentityId' && isNew ? newRecordId : value;
  });
}

export function idsIn({ world }: Pick<Emulator, 'world'>, steps: readonly Step[] = []): ReadonlySet<string> {
  return idsInFile(worldFile(world), steps);
}

/** Without those of credentials that the steps delete: undoing creates them again, and the service chooses the ID. */
export function idsInFile(file: unknown, steps: readonly Step[] = []): ReadonlySet<string> {
  const ids = new Set<string>([newRecordId]);
  const deleted = new Set(
    steps.flatMap(({ request: { method, url } }) =>
      method === 'DELETE' ? (/\/federatedIdentityCredentials\/([^/?]+)/.exec(url)?.[1] ?? []) : [],
    ),
  );
  JSON.stringify(file, (_key, value) => {
    const { id, name } = (value ?? {}) as Partial<Named>;
    if (typeof id === 'string' && !deleted.has(id) && !deleted.has(String(name))) ids.add(id);
    return value;
  });
  return ids;
}

interface Named {
  readonly id: string;
  readonly name: string;
}
