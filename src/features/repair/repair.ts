/** A repair over a session: planned from a diagnosis, applied, and proven by the same checks and the real exchange. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExitCode } from '../../cli/base-command.ts';
import { exitCodeOf } from '../../cli/exit-codes.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Diagnosis, Reading } from '../../domain/diagnosis.ts';
import { decodeErrors } from '../../domain/entra-errors/decode/decode.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FailedRun } from '../../domain/facts.ts';
import type { Step, StepRequest } from '../../domain/plan.ts';
import { type ExchangeResult, type Proof, type RepairJson, repairJson } from '../../render/json/plan.ts';
import { applyPlan, type Plan, planRepairs } from '../../repair/plan.ts';
import { repairs } from '../../repair/repairs/index.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { type DiagnoseResult, diagnoseSession } from '../diagnose/diagnose.ts';

/** @throws PpmiError `choice-needed` when a repair rests on something that only a person can say */
export async function planFor({ diagnosis, read }: DiagnoseResult, flags: SessionFlags): Promise<Plan> {
  const choices = { applicationId: flags['application-id'] ?? null, newRecordId: randomUUID() };
  const plan = await planRepairs(diagnosis, repairs, read, choices);
  const [choice] = plan.choices;
  if (choice !== undefined) {
    throw new PpmiError('choice-needed', { what: choice.what, flag: choice.flag, candidates: choice.candidates });
  }
  return plan;
}

/** Nothing is to be changed then, but there is something to prove. */
export function awaitsCredential({ findings }: Diagnosis): boolean {
  return findings.some(({ name }) => name === 'fic-propagating');
}

export interface RepairResult {
  readonly applied: readonly Step[];
  readonly proof: Proof;
}

export async function repair(
  session: Session,
  flags: SessionFlags,
  plan: Plan,
  { read }: DiagnoseResult,
  progress: (text: string) => void = () => {},
): Promise<RepairResult> {
  const again = createFactStore(factReaders, session.sources());
  const sources = session.sources();
  const send = (request: StepRequest) => sources[request.system].send(request);
  const outdated = await again('recentErrors');
  const applied = await applyPlan(plan, { before: read, now: again }, send);
  const { report } = await diagnoseSession(onlyLaterRuns(session, outdated), flags);
  const component = await read('component');
  const attempt = () => run(session, component.ok ? component.value.id : null);
  const exchange = report.summary.errors === 0 ? await exchangeInTime(attempt, progress) : await attempt();
  return { applied, proof: { doctor: report, exchange: exchange.result } };
}

/** What is printed as JSON: the plan alone, or with what was done and the proof. */
export function view({ context }: Session, { steps }: Plan, mended: RepairResult | null): RepairJson {
  const { applied, proof } = mended ?? { applied: [], proof: { doctor: null, exchange: 'not-run' as const } };
  return context.redactor.redactData(repairJson({ steps, applied, proof, emulated: context.target.emulated }));
}

/** 0 only when the checks find nothing any more and the exchange succeeded. */
export function provenExit({ proof: { doctor, exchange } }: RepairResult): ExitCode {
  const checked = doctor === null ? 2 : exitCodeOf(doctor, 'error');
  return checked === 0 && exchange !== 'succeeded' ? 1 : checked;
}

interface Run {
  readonly result: ExchangeResult;
  /** Entra found no credential that fits. */
  readonly unmatched: boolean;
}

/** Runs the plug-in of the component, where the target can. */
async function run({ context, environmentUrl }: Session, componentId: string | null): Promise<Run> {
  const { runPlugin } = context.target;
  if (runPlugin === null) return { result: 'not-run', unmatched: false };
  const ran = await runPlugin({ environmentUrl, componentId });
  if (ran.ok) return { result: 'succeeded', unmatched: false };
  const [error] = decodeErrors(ran.stack);
  return { result: 'failed', unmatched: error !== undefined && noMatch.has(error.code) };
}

/** Seconds between attempts. That a credential needs minutes to spread is documented, in what steps to ask is not. */
const pauses = [5, 10, 20, 40, 60];

/** Where all checks pass and Entra still finds no credential, the credential is on its way. */
async function exchangeInTime(attempt: () => Promise<Run>, progress: (text: string) => void): Promise<Run> {
  let last = await attempt();
  for (const pause of pauses) {
    if (!last.unmatched) return last;
    progress(`Entra does not know the credential everywhere yet; the next attempt is in ${pause} seconds.`);
    await sleep(pause * 1000);
    last = await attempt();
  }
  return last;
}

/** What failed before the repair says nothing about what is so after it. */
function onlyLaterRuns(session: Session, before: Reading<readonly FailedRun[]>): Session {
  const last = Math.max(...(before.ok ? before.value : []).map(({ at }) => Date.parse(at)));
  const sources = () => {
    const all = session.sources();
    const traceLogs: typeof all.dataverse.traceLogs = async (since, types) =>
      (await all.dataverse.traceLogs(since, types)).filter(({ createdOn }) => Date.parse(createdOn) > last);
    return { ...all, dataverse: { ...all.dataverse, traceLogs } };
  };
  return { ...session, sources };
}
