/** Plans a repair from a diagnosis, and checks the plan again before the first request. */
import { randomUUID } from 'node:crypto';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { PpmiError } from '../../domain/errors.ts';
import { refuseIfChanged } from '../../repair/based-on.ts';
import { changeOf } from '../../repair/change.ts';
import type { Plan } from '../../repair/plan.ts';
import { planWhole } from '../../repair/plan-whole.ts';
import { repairs } from '../../repair/repairs/index.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { DiagnoseResult } from '../diagnose/diagnose.ts';

/** @throws PpmiError `choice-needed` if a repair depends on a decision of the user */
export async function planFor(
  diagnosed: DiagnoseResult,
  flags: SessionFlags,
  newRecordId: string = randomUUID(),
): Promise<Plan> {
  const choices = { applicationId: flags['application-id'] ?? null, newRecordId };
  const plan = await planWhole(diagnosed, diagnosed.diagnoseAfter, repairs, choices);
  const [choice] = plan.choices;
  if (choice !== undefined) {
    throw new PpmiError('choice-needed', { what: choice.what, flag: choice.flag, candidates: choice.candidates });
  }
  refuseUnknownChoice(plan);
  return plan;
}

/** A mistyped ID would replace one application that does not exist by another. */
function refuseUnknownChoice({ steps, left, chosen: { applicationId } }: Plan): void {
  const isWritten = steps.some((step) => changeOf(step)?.after?.applicationid === applicationId);
  if (applicationId === null || !isWritten) return;
  if (!left.some(({ finding }) => finding.name === 'record-application-unknown')) return;
  throw new PpmiError('usage', {
    detail: `No app registration or user-assigned managed identity of the tenant has the client ID ${applicationId}`,
  });
}

/** Nothing has to be changed, but there is a result to verify. */
export function awaitsCredential({ findings }: Diagnosis): boolean {
  return findings.some(({ name }) => name === 'fic-propagating');
}

/**
 * Reads again the facts that the plan is based on.
 * @returns the time of the latest failed run; failures up to then do not count against the repair
 * @throws PpmiError `repair-changed-meanwhile`
 */
export async function readAgain(
  session: Session,
  plan: Pick<Plan, 'basedOn'>,
  { read: before }: Pick<DiagnoseResult, 'read'>,
): Promise<Date | null> {
  const now = createFactStore(factReaders, session.sources());
  await refuseIfChanged(plan, { before, now });
  return latestFailure(now);
}

export async function latestFailure(read: DiagnoseResult['read']): Promise<Date | null> {
  const runs = await read('recentErrors');
  const times = runs.ok ? runs.value.map(({ at }) => Date.parse(at)) : [];
  return times.length === 0 ? null : new Date(Math.max(...times));
}
