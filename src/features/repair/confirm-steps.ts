/** Verifies that steps took effect: reads the objects back, and exchanges tokens for the components. */

import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import type { ProofJson } from '../../render/json/plan.ts';
import { changeOf, holds } from '../../repair/change.ts';
import type { Session } from '../../session/session.ts';
import { exchangeInTime, exchangeOf } from './verify.ts';

/** Seconds between reads: a directory can return old values for minutes. */
const pauses = [1, 2, 5, 10, 15, 30, 30, 30, 30, 30];

/** The steps whose result is not visible after minutes of reading. */
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

/** Exchanges one after the other, and waits for new credentials to become effective. */
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

/**
 * Before a step that waits and then deletes a credential: these exchanges must succeed, where ppmi can run them.
 * @throws PpmiError `repair-not-proven`
 */
export async function refuseToCut(
  session: Session,
  { settle, request, says }: Step,
  working: readonly string[],
  progress: (text: string) => void,
): Promise<void> {
  if (settle === undefined || request.method !== 'DELETE' || request.system === 'dataverse') return;
  const { exchange } = await exchangesOf(session, working, progress);
  if (exchange !== 'failed') return;
  const detail = `${quoted(says)} was not applied: the token exchange must succeed before it, and failed`;
  throw new PpmiError('repair-not-proven', { detail });
}
