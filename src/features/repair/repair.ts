/** A repair over a session: planned from a diagnosis, applied, and verified by the same checks and the real exchange. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { decodeErrors } from '../../domain/entra-errors/decode/decode.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import { PpmiError } from '../../domain/errors.ts';
import { type ApplyResult, applySteps, refuseIfChanged } from '../../repair/apply.ts';
import { type Plan, planRepairs } from '../../repair/plan.ts';
import { repairs } from '../../repair/repairs/index.ts';
import type { Report } from '../../report/report.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { PluginRun } from '../../session/target.ts';
import { type DiagnoseOptions, type DiagnoseResult, diagnoseFacts } from '../diagnose/diagnose.ts';

export interface Proof {
  /** The same checks again, after the steps. */
  readonly report: Report;
  readonly exchange: ExchangeResult;
}

export type ExchangeResult = 'succeeded' | 'failed' | 'not-run';

/** @throws PpmiError `choice-needed` when a repair depends on something that only the user can decide */
export async function planFor({ diagnosis, read }: DiagnoseResult, flags: SessionFlags): Promise<Plan> {
  const choices = { applicationId: flags['application-id'] ?? null, newRecordId: randomUUID() };
  const plan = await planRepairs(diagnosis, repairs, read, choices);
  const [choice] = plan.choices;
  if (choice !== undefined) {
    throw new PpmiError('choice-needed', { what: choice.what, flag: choice.flag, candidates: choice.candidates });
  }
  return plan;
}

/** Nothing is to be changed then, but there is something to verify. */
export function awaitsCredential({ findings }: Diagnosis): boolean {
  return findings.some(({ name }) => name === 'fic-propagating');
}

export interface Applied extends ApplyResult {
  /** The latest failed run before the first step; what failed up to then says nothing about what is so afterwards. */
  readonly lastFailure: Date | null;
}

/**
 * Reads again what the plan is based on, and sends its steps.
 * @throws PpmiError `repair-changed-meanwhile`
 */
export async function applyPlan(session: Session, plan: Plan, { read: before }: DiagnoseResult): Promise<Applied> {
  const sources = session.sources();
  const now = createFactStore(factReaders, sources);
  await refuseIfChanged(plan, { before, now });
  const lastFailure = await latestFailure(now);
  return { ...(await applySteps(plan.steps, (request) => sources[request.system].send(request))), lastFailure };
}

async function latestFailure(read: DiagnoseResult['read']): Promise<Date | null> {
  const runs = await read('recentErrors');
  const times = runs.ok ? runs.value.map(({ at }) => Date.parse(at)) : [];
  return times.length === 0 ? null : new Date(Math.max(...times));
}

export interface VerifyOptions extends DiagnoseOptions {
  readonly progress?: (text: string) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** The same checks over what is read now, and the exchange. */
export async function verify(
  session: Session,
  flags: SessionFlags,
  { lastFailure }: Pick<Applied, 'lastFailure'>,
  { progress = () => {}, sleep: pause = sleep, ...options }: VerifyOptions = {},
): Promise<Proof> {
  const read = createFactStore(factReaders, { ...session.sources(), runsAfter: lastFailure });
  const { report } = await diagnoseFacts(read, session, flags, options);
  const attempt = () => exchange(session, report);
  if (report.summary.errors > 0) return { report, exchange: (await attempt()).result };
  return { report, exchange: await exchangeInTime(attempt, progress, pause) };
}

interface Exchange {
  readonly result: ExchangeResult;
  /** Entra found no credential that matches. */
  readonly unmatched: boolean;
}

/** Runs the plug-in where the target has means to do so. */
async function exchange({ context, environmentUrl }: Session, { target }: Report): Promise<Exchange> {
  const { runPlugin } = context.target;
  if (runPlugin === null) return { result: 'not-run', unmatched: false };
  const run = await runPlugin({ environmentUrl, componentId: target.component?.id ?? null });
  if (run.ok) return { result: 'succeeded', unmatched: false };
  return { result: 'failed', unmatched: foundNoCredential(run) };
}

function foundNoCredential({ stack }: Extract<PluginRun, { ok: false }>): boolean {
  const [error] = decodeErrors(stack);
  return error !== undefined && noMatch.has(error.code);
}

/** Seconds between attempts. That a credential needs minutes to replicate is documented; how often to ask is not. */
const pauses = [5, 10, 20, 40, 60];

/** Where all checks pass and Entra still finds no credential, the credential is being replicated. */
async function exchangeInTime(
  attempt: () => Promise<Exchange>,
  progress: (text: string) => void,
  pause: (ms: number) => Promise<unknown>,
): Promise<ExchangeResult> {
  let last = await attempt();
  for (const seconds of pauses) {
    if (!last.unmatched) return last.result;
    progress(`The credential has not reached all of Entra yet. Next attempt in ${seconds} seconds.`);
    await pause(seconds * 1000);
    last = await attempt();
  }
  return last.result;
}
