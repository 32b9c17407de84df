/** Whether steps took effect: the objects read back, and the exchanges of the components. */
import type { Step } from '../../domain/plan.ts';
import type { ProofJson } from '../../render/json/plan.ts';
import { changeOf, holds } from '../../repair/change.ts';
import type { Session } from '../../session/session.ts';
import { exchangeInTime, exchangeOf } from '../repair/verify.ts';

/** Seconds between reads: a directory can show old values for minutes. */
const pauses = [1, 2, 5, 10, 15, 30, 30, 30, 30, 30];

/** What the steps say that reading does not show, after minutes of asking. */
export async function unconfirmed(
  session: Session,
  steps: readonly Step[],
  progress: (text: string) => void,
): Promise<readonly string[]> {
  const objects = session.clients.objects(session.environmentUrl);
  const { sleep } = session.context.target;
  const isSeen = async (step: Step) => {
    const change = changeOf(step);
    return change !== null && holds((await objects.read(change.object)).values, change.after);
  };
  let left = [...steps];
  for (const seconds of pauses) {
    const seen = await Promise.all(left.map(isSeen));
    left = left.filter((_step, index) => seen[index] !== true);
    if (left.length === 0) return [];
    progress('The services do not show every change yet; reading again.');
    await sleep(seconds * 1000);
  }
  return left.map(({ says }) => says);
}

/** One after the other, with the patience that a new credential needs. */
export async function exchangesOf(
  session: Session,
  components: readonly string[],
  progress: (text: string) => void,
): Promise<Pick<ProofJson, 'exchange' | 'exchanges'>> {
  const { sleep } = session.context.target;
  const results: Pick<ProofJson, 'exchange' | 'exchanges'>[] = [];
  for (const id of components) results.push(await exchangeInTime(() => exchangeOf(session, id), true, progress, sleep));
  const sum = (of: (each: ProofJson['exchanges']) => number) =>
    results.reduce((total, { exchanges }) => total + of(exchanges), 0);
  const exchanges = { succeeded: sum(({ succeeded }) => succeeded), of: sum(({ of }) => of) };
  if (results.some(({ exchange }) => exchange === 'failed')) return { exchange: 'failed', exchanges };
  return { exchange: exchanges.of === 0 ? 'not-run' : 'succeeded', exchanges };
}
