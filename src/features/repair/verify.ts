/** Whether a repair worked: the objects as they are read, the same checks again, and the exchange where it can be run. */
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
  /** The same checks again, after the steps. */
  readonly report: Report;
  readonly exchange: ExchangeResult;
  /** One exchange proves little: even a right credential is refused now and then (2 % observed). */
  readonly exchanges: { readonly succeeded: number; readonly of: number };
  /** The other components on a record that was changed, as far as a credential matches them. */
  readonly others: readonly { readonly component: string; readonly exchange: ExchangeResult }[];
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
    const read = createFactStore(factReaders, { ...session.sources(), runsAfter: lastFailure });
    return diagnoseFacts(read, session, flags, options);
  }
}

/**
 * A record speaks for every component that is bound to it. One that no credential matches had none before either: the
 * plan creates those of all that work.
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

/** Waits until every read shows what was written, and not at all where the first ones do. Not seeing it yet proves nothing: the answers of the writes count. */
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
  /** Entra found no credential that matches. */
  readonly unmatched: boolean;
}

/** Runs the plug-in where the target has means to do so. */
export async function exchangeOf(
  { context, environmentUrl }: Pick<Session, 'context' | 'environmentUrl'>,
  componentId: string | null,
): Promise<Exchange> {
  const { runPlugin } = context.target;
  if (runPlugin === null) return { result: 'not-run', unmatched: false };
  const run = await runPlugin({ environmentUrl, componentId });
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
