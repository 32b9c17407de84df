/** Checks that tell which of their facts they read and what they reported, to hold that against what they declare. */
import type { AnyCheck } from '../src/diagnosis/check.ts';

export interface Watched {
  readonly checks: readonly AnyCheck[];
  /** `check-id: fact` for each need and use that no run has read. */
  unread(): readonly string[];
  /** `check-id: finding` for each declared finding that no run has reported. */
  unreported(): readonly string[];
}

export function watch(checks: readonly AnyCheck[]): Watched {
  const read = new Set<string>();
  const reported = new Set<string>();
  const watching = <T extends object>(id: string, facts: T): T =>
    new Proxy(facts, {
      get(target, name, receiver) {
        read.add(`${id}: ${String(name)}`);
        return Reflect.get(target, name, receiver);
      },
    });
  return {
    checks: checks.map((check) => ({
      ...check,
      run(facts, used) {
        const result = check.run(watching(check.id, facts), watching(check.id, used));
        if (Array.isArray(result)) for (const { name } of result) reported.add(`${check.id}: ${name}`);
        return result;
      },
    })),
    unread: () => declared(checks, ({ needs, uses = [] }) => [...needs, ...uses]).filter((each) => !read.has(each)),
    unreported: () => declared(checks, ({ emits }) => emits).filter((each) => !reported.has(each)),
  };
}

function declared(checks: readonly AnyCheck[], names: (check: AnyCheck) => readonly string[]): readonly string[] {
  return checks.flatMap((check) => names(check).map((name) => `${check.id}: ${name}`));
}
