/** Compares the facts that a plan is based on with those read before applying it. */
import type { Reading } from '../domain/diagnosis.ts';
import { PpmiError } from '../domain/errors.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Plan } from './plan.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

/**
 * @throws PpmiError `repair-changed-meanwhile`, or the error of a fact that can no longer be read; nothing was sent then
 */
export async function refuseIfChanged(
  { basedOn }: Pick<Plan, 'basedOn'>,
  { before, now }: { readonly before: ReadFact; readonly now: ReadFact },
): Promise<void> {
  for (const fact of basedOn) {
    // The clock always differs, and no step depends on it.
    if (fact === 'now') continue;
    const [was, is] = await Promise.all([before(fact), now(fact)]);
    if (!is.ok) throw is.unread.error;
    if (!was.ok || comparable(was.value) !== comparable(is.value)) {
      throw new PpmiError('repair-changed-meanwhile', { what: fact });
    }
  }
}

/** The facts of repairs hold plain data only. */
const comparable = (value: unknown): string => JSON.stringify(value);
