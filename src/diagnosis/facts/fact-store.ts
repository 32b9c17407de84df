import type { Reading, Unread, UnreadKind } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FactName, Facts } from '../../domain/facts.ts';
import type { Sources } from '../../sources/sources.ts';

/** How one fact is read, what it rests on, and which permission it needs and who can grant that. */
export interface FactReader<N extends FactName = FactName, R extends FactName = FactName> {
  readonly name: N;
  readonly dependsOn: readonly R[];
  readonly permission: { readonly wanted: string; readonly grantedBy: string } | null;
  read(sources: Sources, facts: Pick<Facts, R>): Promise<Facts[N]>;
}

export function defineFact<const N extends FactName, const R extends FactName>(reader: {
  readonly name: N;
  readonly dependsOn: readonly R[];
  readonly permission: { readonly wanted: string; readonly grantedBy: string } | null;
  readonly read: (sources: Sources, facts: Pick<Facts, NoInfer<R>>) => Promise<Facts[NoInfer<N>]>;
}): FactReader<N, R> {
  return reader;
}

type AnyReader = Pick<FactReader, 'name' | 'dependsOn' | 'permission'> & {
  read(sources: Sources, facts: Facts): Promise<Facts[FactName]>;
};

export type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

const unreadKinds: Partial<Record<PpmiError['id'], UnreadKind>> = {
  refused: 'refused',
  'cut-off': 'cut-off',
  throttled: 'throttled',
  'answer-malformed': 'malformed',
  'redirect-refused': 'refused',
  'host-not-allowed': 'refused',
  'sign-in-missing': 'no-sign-in',
  'sign-in-failed': 'no-sign-in',
  'file-broken': 'malformed',
  'file-not-recognised': 'malformed',
};

/**
 * Reads facts on demand, each once, what it rests on first and in parallel. An error that only says "could not look"
 * becomes an unread fact, and everything resting on it names the same root; any other error is thrown.
 */
export function createFactStore(readers: readonly AnyReader[], sources: Sources): ReadFact {
  const byName = new Map(readers.map((reader) => [reader.name, reader]));
  const started = new Map<FactName, Promise<Reading<unknown>>>();

  async function read(name: FactName): Promise<Reading<unknown>> {
    const reader = byName.get(name);
    if (reader === undefined) throw new Error(`no reader for the fact ${name}`);
    const facts: Partial<Record<FactName, unknown>> = {};
    const rests = await Promise.all(reader.dependsOn.map(async (rest) => [rest, await gather(rest)] as const));
    for (const [rest, reading] of rests) {
      if (!reading.ok) return { ok: false, unread: reading.unread };
      facts[rest] = reading.value;
    }
    try {
      return { ok: true, value: await reader.read(sources, facts as unknown as Facts) };
    } catch (error) {
      const unread = couldNotLook(error, reader);
      if (unread === null) throw error;
      return { ok: false, unread };
    }
  }

  function gather(name: FactName): Promise<Reading<unknown>> {
    const running = started.get(name) ?? read(name);
    started.set(name, running);
    return running;
  }

  return gather as ReadFact;
}

function couldNotLook(error: unknown, reader: AnyReader): Unread | null {
  if (!(error instanceof PpmiError)) return null;
  const kind = unreadKinds[error.id];
  if (kind === undefined) return null;
  // A token that may not go somewhere, a redirect that is not followed: no permission helps.
  const { permission, grantedBy } = error.id === 'refused' ? wantedBy(error, reader) : nothingWanted;
  return { kind, fact: reader.name, permission, grantedBy, detail: text(error.args.detail) ?? error.message };
}

const nothingWanted = { permission: null, grantedBy: null };

/** The reader's words where the service cannot know what was read, else what the service's answer means. */
function wantedBy({ args }: PpmiError, { permission: own }: AnyReader): Pick<Unread, 'permission' | 'grantedBy'> {
  const theirs = { permission: text(args.permission), grantedBy: text(args.who) };
  const ours = { permission: own?.wanted ?? null, grantedBy: own?.grantedBy ?? null };
  const [first, second] = args.vague === undefined ? [theirs, ours] : [ours, theirs];
  return { permission: first.permission ?? second.permission, grantedBy: first.grantedBy ?? second.grantedBy };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
