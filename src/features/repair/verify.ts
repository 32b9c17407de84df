/** Whether a repair worked: the objects as they are read, the same checks again, and the exchange where it can be run. */
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { decodeErrors } from '../../domain/entra-errors/decode/decode.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import type { Step } from '../../domain/plan.ts';
import { changeOf, holds } from '../../repair/change.ts';
import type { Report } from '../../report/report.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { PluginRun } from '../../session/target.ts';
import type { Objects } from '../../sources/objects.ts';
import { type DiagnoseOptions, diagnoseFacts } from '../diagnose/diagnose.ts';

export type ExchangeResult = 'succeeded' | 'failed' | 'not-run';

export interface Proof {
  /** The same checks again, after the steps. */
  readonly report: Report;
  readonly exchange: ExchangeResult;
  /** One exchange proves little: even a right credential is refused now and then (2 % observed). */
  readonly exchanges: { readonly succeeded: number; readonly of: number };
}

export interface VerifyOptions extends DiagnoseOptions {
  readonly progress?: (text: string) => void;
  /** The latest failed run before the first step; what failed up to then says nothing about what is so afterwards. */
  readonly lastFailure: Date | null;
  readonly steps: readonly Step[];
}

export async function verify(
  session: Session,
  flags: SessionFlags,
  { progress = () => {}, lastFailure, steps, ...options }: VerifyOptions,
): Promise<Proof> {
  const { sleep } = session.context.target;
  await awaitVisible(session.clients.objects(session.environmentUrl), steps, sleep, progress);
  let { report } = await check();
  for (const seconds of recheckPauses) {
    if (!remains(report, steps)) break;
    progress(
      `The problem is still reported. Microsoft Entra can lag behind a write; checking again in ${seconds} seconds.`,
    );
    await sleep(seconds * 1000);
    ({ report } = await check());
  }
  const attempt = () => exchange(session, report);
  return { report, ...(await exchangeInTime(attempt, report.summary.errors === 0, progress, sleep)) };

  function check() {
    const read = createFactStore(factReaders, { ...session.sources(), runsAfter: lastFailure });
    return diagnoseFacts(read, session, flags, options);
  }
}

/** A problem that a step was made for: the checks may have read an old state. */
function remains({ findings }: Report, steps: readonly Step[]): boolean {
  const all = findings.flatMap((finding) => [finding, ...finding.consequences]);
  return all.some(({ name }) => steps.some(({ repairs }) => repairs === name));
}

/** Seconds before the checks run again. After three equal reads the directory shows what was written (other tools wait as long). */
const recheckPauses = [10, 30];
const equalReads = 3;
/** Seconds between reads: about four minutes in all. */
const readPauses = [1, 2, 5, 10, 15, 20, 30, 30, 30, 30, 30, 30];

/** Waits until the services show what was written. Not seeing it yet proves nothing: the answers of the writes count. */
async function awaitVisible(
  objects: Objects,
  steps: readonly Step[],
  sleep: (ms: number) => Promise<void>,
  progress: (text: string) => void,
): Promise<void> {
  const lagging = steps.flatMap((step) => {
    const change = step.request.system === 'graph' ? changeOf(step) : null;
    return change === null ? [] : [change];
  });
  let equal = 0;
  for (const seconds of lagging.length === 0 ? [] : readPauses) {
    const seen = await Promise.all(
      lagging.map(async ({ object, after }) => holds((await objects.read(object)).values, after)),
    );
    equal = seen.every(Boolean) ? equal + 1 : 0;
    if (equal >= equalReads) return;
    if (equal === 0) progress('Microsoft Entra does not show the change yet; reading again.');
    await sleep(seconds * 1000);
  }
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
const exchangePauses = [5, 10, 20, 40, 60];
/** Attempts after the first success, for the share that succeeds. */
const further = 2;

/** Where all checks pass and Entra still finds no credential, the credential is being replicated. */
async function exchangeInTime(
  attempt: () => Promise<Exchange>,
  patient: boolean,
  progress: (text: string) => void,
  sleep: (ms: number) => Promise<void>,
): Promise<Pick<Proof, 'exchange' | 'exchanges'>> {
  let last = await attempt();
  let of = 1;
  for (const seconds of patient ? exchangePauses : []) {
    if (!last.unmatched) break;
    progress(`The credential has not reached all of Entra yet. Next attempt in ${seconds} seconds.`);
    await sleep(seconds * 1000);
    last = await attempt();
    of += 1;
  }
  if (last.result === 'not-run') return { exchange: 'not-run', exchanges: { succeeded: 0, of: 0 } };
  if (last.result === 'failed') return { exchange: 'failed', exchanges: { succeeded: 0, of } };
  let succeeded = 1;
  for (let more = 0; more < further; more += 1) {
    if ((await attempt()).result === 'succeeded') succeeded += 1;
    of += 1;
  }
  return { exchange: 'succeeded', exchanges: { succeeded, of } };
}
