/** Verifies a repair: reads the objects, runs the same checks again, and exchanges tokens where possible. */
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { decodeErrors } from '../../domain/entra-errors/decode/decode.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import type { Step } from '../../domain/plan.ts';
import { matchesExactly, trustOfVersion } from '../../domain/trust/matches.ts';
import { changeOf, holds } from '../../repair/change.ts';
import type { Report } from '../../report/report.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { PluginRun } from '../../session/target.ts';
import type { Objects } from '../../sources/objects.ts';
import { type DiagnoseOptions, diagnoseFacts } from '../diagnose/diagnose.ts';

export type ExchangeResult = 'succeeded' | 'failed' | 'not-run';

export interface Proof {
  /** The result of the same checks after the steps. */
  readonly report: Report;
  readonly exchange: ExchangeResult;
  /** One exchange proves little: about 2 % fail even with a correct credential (observed). */
  readonly exchanges: { readonly succeeded: number; readonly of: number };
  /** The other components of a changed record that a credential matches. */
  readonly others: readonly { readonly component: string; readonly exchange: ExchangeResult }[];
}

export interface VerifyOptions extends DiagnoseOptions {
  readonly progress?: (text: string) => void;
  /** The latest failed run before the first step; failures up to then do not count against the repair. */
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
  let { report, read } = await check();
  for (const seconds of recheckPauses) {
    if (!remains(report, steps)) break;
    progress(
      `The problem is still reported. Microsoft Entra can lag behind a write; checking again in ${seconds} seconds.`,
    );
    await sleep(seconds * 1000);
    ({ report, read } = await check());
  }
  const patient = report.summary.errors === 0;
  const exchanged = (id: string | null) => exchangeInTime(() => exchangeOf(session, id), patient, progress, sleep);
  const own = await exchanged(report.target.component?.id ?? null);
  const others: { component: string; exchange: ExchangeResult }[] = [];
  for (const { id, name } of await dependents(steps, read)) {
    others.push({ component: name, exchange: (await exchanged(id)).exchange });
  }
  const failed = others.some((each) => each.exchange === 'failed');
  return { report, ...own, ...(failed && { exchange: 'failed' as const }), others };

  function check() {
    const read = createFactStore(factReaders, { ...session.sources(), runsAfter: () => lastFailure });
    return diagnoseFacts(read, session, flags, options);
  }
}

/**
 * All components that are bound to a record depend on it. A component that no credential matches did not work before
 * either, because the plan creates the credentials of all components that work.
 */
async function dependents(steps: readonly Step[], read: ReadFact): Promise<readonly ComponentFact[]> {
  if (!steps.some((step) => changeOf(step)?.object.kind === 'record')) return [];
  const [neighbors, held, expected] = await Promise.all([
    read('neighbors'),
    read('federatedCredentials'),
    read('expectedTrust'),
  ]);
  if (!neighbors.ok || !held.ok || !expected.ok) return [];
  return neighbors.value.flatMap(({ component, trusts }) => {
    const trust = trustOfVersion(trusts ?? [], expected.value.version);
    const matched = trust !== null && held.value?.credentials.some((each) => matchesExactly(trust, each)) === true;
    return matched ? [component] : [];
  });
}

/** True if a problem that a step repairs is still found. The checks may have read an old state. */
function remains({ findings }: Report, steps: readonly Step[]): boolean {
  const all = findings.flatMap((finding) => [finding, ...finding.consequences]);
  return all.some(({ name }) => steps.some(({ repairs }) => repairs === name));
}

/** Seconds before the checks run again. Three equal reads mean that the directory has converged (other tools wait as long). */
const recheckPauses = [10, 30];
const equalReads = 3;
/** Seconds between reads: about four minutes in all. */
const readPauses = [1, 2, 5, 10, 15, 20, 30, 30, 30, 30, 30, 30];

/** Waits until every read shows what was written; not at all if the first reads do. A missing value proves nothing: the write was confirmed. */
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
  const shown = async () => {
    const seen = await Promise.all(
      lagging.map(async ({ object, after }) => holds((await objects.read(object)).values, after)),
    );
    return seen.every(Boolean);
  };
  for (const seconds of lagging.length === 0 ? [] : readPauses) {
    let equal = 0;
    while (equal < equalReads && (await shown())) equal += 1;
    if (equal === equalReads) return;
    progress('Microsoft Entra does not show the change yet; reading again.');
    await sleep(seconds * 1000);
  }
}

export interface Exchange {
  readonly result: ExchangeResult;
  /** Entra found no matching credential. */
  readonly unmatched: boolean;
}

/** Runs the plug-in where the target supports that. */
export async function exchangeOf(
  { context, environmentUrl }: Pick<Session, 'context' | 'environmentUrl'>,
  componentId: string | null,
): Promise<Exchange> {
  const { runPlugin } = context.target;
  if (runPlugin === null) return { result: 'not-run', unmatched: false };
  const run = await runPlugin({ environmentUrl, componentId });
  if (run.ok) return { result: 'succeeded', unmatched: false };
  if (run.notRun === true) return { result: 'not-run', unmatched: false };
  return { result: 'failed', unmatched: foundNoCredential(run) };
}

function foundNoCredential({ stack }: Extract<PluginRun, { ok: false }>): boolean {
  const [error] = decodeErrors(stack);
  return error !== undefined && noMatch.has(error.code);
}

/** Seconds between attempts. It is documented that a credential takes minutes to replicate, but not how often to retry. */
const exchangePauses = [5, 10, 20, 40, 60];
/** Attempts after the first success, to measure the success rate. */
const further = 2;

/** If all checks pass and Entra still finds no credential, the credential has not replicated yet. */
export async function exchangeInTime(
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
