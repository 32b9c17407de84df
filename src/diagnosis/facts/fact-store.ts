import type { Reading } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FactName, Facts } from '../../domain/facts.ts';
import { reasonOf } from '../../domain/unread.ts';
import type { Sources } from '../../sources/sources.ts';

/** How one fact is read, what it depends on, and which permission it needs and who can grant that. */
export interface FactReader<N extends FactName = FactName, R extends FactName = FactName> {
  readonly name: N;
  readonly dependsOn: readonly R[];
  readonly permission: { readonly required: string; readonly grantedBy: string } | null;
  read(sources: Sources, facts: Pick<Facts, R>): Promise<Facts[N]>;
}

export function defineFact<const N extends FactName, const R extends FactName>(reader: {
  readonly name: N;
  readonly dependsOn: readonly R[];
  readonly permission: { readonly required: string; readonly grantedBy: string } | null;
  readonly read: (sources: Sources, facts: Pick<Facts, NoInfer<R>>) => Promise<Facts[NoInfer<N>]>;
}): FactReader<N, R> {
  return reader;
}

type AnyReader = Pick<FactReader, 'name' | 'dependsOn' | 'permission'> & {
  read(sources: Sources, facts: Facts): Promise<Facts[FactName]>;
};

export type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

/**
 * Reads facts on demand, each once; first, in parallel, the facts that it depends on. An error that means only that the
 * fact could not be read becomes an unread fact, and all facts that depend on it name the same cause. Any other error is thrown.
 */
export function createFactStore(readers: readonly AnyReader[], sources: Sources): ReadFact {
  const byName = new Map(readers.map((reader) => [reader.name, reader]));
  const started = new Map<FactName, Promise<Reading<unknown>>>();

  async function read(name: FactName): Promise<Reading<unknown>> {
    const reader = byName.get(name);
    if (reader === undefined) throw new Error(`no reader for the fact ${name}`);
    const facts: Partial<Record<FactName, unknown>> = {};
    const dependencies = await Promise.all(
      reader.dependsOn.map(async (dependency) => [dependency, await gather(dependency)] as const),
    );
    for (const [dependency, reading] of dependencies) {
      if (!reading.ok) return { ok: false, unread: reading.unread };
      facts[dependency] = reading.value;
    }
    try {
      return { ok: true, value: await reader.read(sources, facts as unknown as Facts) };
    } catch (error) {
      if (!(error instanceof PpmiError) || reasonOf(error) === null) throw error;
      return { ok: false, unread: { fact: reader.name, error: withPermission(error, reader) } };
    }
  }

  function gather(name: FactName): Promise<Reading<unknown>> {
    const running = started.get(name) ?? read(name);
    started.set(name, running);
    return running;
  }

  return gather as ReadFact;
}

/**
 * A refusal of a service names what the service knows; the reader of the fact knows what was read. A token that must not
 * go somewhere and a redirect that is not followed are no matter of permissions.
 */
function withPermission(error: PpmiError, { permission: own }: AnyReader): PpmiError {
  if (error.id !== 'refused' || own === null) return error;
  const { vague, ...args } = error.args;
  const ours = { permission: own.required, who: own.grantedBy };
  return new PpmiError('refused', vague === undefined ? { ...ours, ...args } : { ...args, ...ours }, { cause: error });
}
