/** The names that a check reports on facts, or its other result. */
import type { CheckResult } from '../../../src/diagnosis/check.ts';
import type { Facts } from '../../../src/domain/facts.ts';
import type { FindingName } from '../../../src/domain/findings.ts';
import { facts } from '../../facts.ts';

interface Runnable<N extends FindingName> {
  run(facts: Facts, used: never): CheckResult<N>;
}

export function namesOf<N extends FindingName>(check: Runnable<N>, more: Partial<Facts>): readonly string[] | string {
  const all = { ...facts, ...more };
  const used = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { ok: true, value }]));
  const result = check.run(all, used as never);
  if (typeof result === 'string') return result;
  return 'inconclusive' in result ? 'inconclusive' : result.map(({ name }) => name);
}
