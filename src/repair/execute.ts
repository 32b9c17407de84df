/**
 * Makes one step, or takes it back, so that a kill at any moment leaves a state that reading can settle: the object is
 * compared, the intention is written down, the request is sent, the outcome is written down.
 */
import type { Step, StepRequest } from '../domain/plan.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import type { ObjectAddress, Objects, ObservedObject } from '../sources/objects.ts';
import { type Change, changeOf, holds, reversed, type Values } from './change.ts';
import type { Direction, JournalEvent, JournalledStep, Outcome, StepResult } from './journal/events.ts';
import { type Reaction, reactionTo } from './reaction.ts';
import { renamed, secondForm, undoRequest } from './requests-in-run.ts';

export interface Execution {
  readonly store: Objects;
  /** Appends to the journal; returns when the event is on disk. */
  readonly record: (event: JournalEvent) => void;
  readonly clock: {
    now(): Date;
    sleep(ms: number): Promise<void>;
    /** From 0 up to 1. */
    random(): number;
  };
  readonly progress: (text: string) => void;
  readonly redact: (text: string) => string;
}

/** How a step ended; `reaction` where the service rejected it. */
export interface StepOutcome {
  readonly outcome: Outcome;
  readonly result: StepResult | null;
  readonly detail: string | null;
  readonly reaction: Reaction | null;
  readonly rejected: Extract<WriteOutcome, { kind: 'rejected' }> | null;
  /** What the object holds where it is not what was expected. */
  readonly observed: Values | null;
}

/** Milliseconds between reads or tries: five minutes in all, the longest delay that is documented. */
const pauses = [0, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 60_000, 120_000];
/** Reads in a row with the same answer before a lagging service is believed. */
const equalReads = 3;
const mostTries = 12;

/**
 * A step whose intention stands in the journal without an outcome is settled by reading first.
 * @throws PpmiError what reading throws: the step is then not begun, or open in the journal
 */
export async function executeStep(
  journalled: Pick<JournalledStep, 'step' | 'open' | 'sent' | 'result'>,
  direction: Direction,
  execution: Execution,
): Promise<StepOutcome> {
  const { step, open, sent, result } = journalled;
  const planned = changeOf(step);
  if (planned === null) throw new Error(`the step ${step.id} holds a request that ppmi does not make`);
  const located = locate(planned, sent, result);
  const change = direction === 'apply' ? located : reversed(located);
  const attempt: Attempt = { step, direction, change, execution, sent: open, request: null };

  let request = direction === 'apply' ? (sent ?? step.request) : undoRequest(step, located.object);
  for (let tried = 1; ; tried += 1) {
    const seen = await settle(attempt);
    if (holds(seen.values, change.after) && !mustWriteAnyway(attempt)) return finish(attempt, present(attempt, seen));
    if (!mayWrite(seen, attempt)) return finish(attempt, { outcome: 'conflict', observed: seen.values });

    if (direction === 'undo') request = undoRequest(step, identified(located.object, seen.id));
    if (request === null) return finish(attempt, { outcome: 'rejected', detail: 'it cannot be taken back' });
    const answer = await write(attempt, request, seen.etag);
    const next = await judge(attempt, answer, request, tried);
    if (next.kind === 'end') return finish(attempt, next.ended);
    request = next.request;
  }
}

interface Attempt {
  readonly step: Step;
  readonly direction: Direction;
  change: Change;
  readonly execution: Execution;
  /** A request may have reached the service: what is found there is this run's own. */
  sent: boolean;
  /** The latest request of this process. */
  request: StepRequest | null;
}

type Ended = Partial<Omit<StepOutcome, 'outcome'>> & { readonly outcome: Outcome };

type Next = { readonly kind: 'end'; readonly ended: Ended } | { readonly kind: 'again'; readonly request: StepRequest };

const end = (ended: Ended): Next => ({ kind: 'end', ended });
const again = (request: StepRequest): Next => ({ kind: 'again', request });

function finish({ step, direction, execution }: Attempt, ended: Ended): StepOutcome {
  const { outcome, result = null, reaction = null, rejected = null, observed = null } = ended;
  const detail = ended.detail == null ? null : execution.redact(ended.detail);
  const at = execution.clock.now().toISOString();
  execution.record({ event: 'outcome', at, step: step.id, direction, outcome, result, detail });
  return { outcome, result, detail, reaction, rejected, observed };
}

/** The object holds what the step writes: this run's doing, or there before it. */
function present({ sent }: Attempt, { id, etag }: ObservedObject): Ended {
  return { outcome: sent ? 'applied' : 'already', result: { status: null, id, etag } };
}

async function write(attempt: Attempt, request: StepRequest, etag: string | null): Promise<WriteOutcome> {
  const { step, direction, execution } = attempt;
  execution.record({ event: 'intended', at: execution.clock.now().toISOString(), step: step.id, direction, request });
  attempt.request = request;
  return execution.store.write(request, etag);
}

async function judge(attempt: Attempt, answer: WriteOutcome, request: StepRequest, tried: number): Promise<Next> {
  if (answer.kind === 'written') return written(attempt, answer, request);
  if (answer.kind === 'unknown') {
    attempt.sent = true;
    if (tried >= mostTries) return end({ outcome: 'unknown', detail: answer.detail });
    await pause(tried, null, attempt.execution);
    return again(request);
  }
  const { change, step } = attempt;
  const reaction = reactionTo(step.request.system, answer);
  const rejected: Ended = { outcome: 'rejected', reaction, rejected: answer, detail: answer.message };
  switch (reaction) {
    case 'retry':
      if (tried >= mostTries) return end(rejected);
      await pause(tried, answer.retryAfter, attempt.execution);
      return again(request);
    case 'gone':
      return end(change.after === null ? { outcome: 'applied' } : rejected);
    case 'name-taken':
    case 'exists': {
      const seen = await settle(attempt);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      const other = reaction === 'name-taken' && tried < mostTries ? renamed(request) : null;
      if (other === null) return end(rejected);
      attempt.change = locate(change, other, null);
      return again(other);
    }
    case 'changed': {
      const seen = await settle(attempt);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      // Another column of the row moved its etag: what this step replaces is still there.
      if (holds(seen.values, change.before) && tried < mostTries) return again(request);
      return end({ outcome: 'conflict', observed: seen.values, detail: answer.message });
    }
    default:
      return end(rejected);
  }
}

/**
 * Dataverse does not lag, so what it keeps is read back: it answers 204 to a change of a managed row that an unmanaged
 * layer hides, and one of two ways to clear a lookup may do nothing.
 */
async function written(
  { change, execution, step, direction }: Attempt,
  { status, id, etag }: Extract<WriteOutcome, { kind: 'written' }>,
  request: StepRequest,
): Promise<Next> {
  const result = { status, id, etag };
  if (request.system !== 'dataverse') return end({ outcome: 'applied', result });
  const seen = await execution.store.read(change.object);
  if (holds(seen.values, change.after)) return end({ outcome: 'applied', result: { ...result, etag: seen.etag } });
  const other = secondForm(request);
  if (other !== null && holds(seen.values, change.before)) return again(other);
  const kept = holds(seen.values, change.before) ? 'not-customizable' : null;
  if (kept === null) return end({ outcome: 'conflict', observed: seen.values });
  const detail = `${step.says}: Dataverse confirmed the ${direction === 'undo' ? 'undo' : 'change'} and kept the old values`;
  return end({ outcome: 'rejected', reaction: kept, detail });
}

const lags = ({ object: { kind } }: Change) => kind === 'graph-credential' || kind === 'service-principal';

/**
 * A directory that lags may show the old values of what this run wrote a moment ago. Writing them again changes nothing
 * where they are there already, and takes the step back where they are not.
 */
function mustWriteAnyway({ direction, change, request }: Attempt): boolean {
  return direction === 'undo' && lags(change) && request === null;
}

function mayWrite(seen: ObservedObject, attempt: Attempt): boolean {
  const { change } = attempt;
  return holds(seen.values, change.before) || (mustWriteAnyway(attempt) && holds(seen.values, change.after));
}

/**
 * Reads until the object holds the values before or after the change. Dataverse and ARM are read once. What a directory
 * shows otherwise is believed after equal reads.
 */
async function settle({ change, execution, direction }: Attempt): Promise<ObservedObject> {
  const { store, clock, progress } = execution;
  const decisive = direction === 'apply' ? [change.before, change.after] : [change.before];
  let last: ObservedObject | null = null;
  let equal = 0;
  for (const ms of pauses) {
    if (last !== null) await clock.sleep(ms);
    const seen = await store.read(change.object);
    if (!lags(change) || decisive.some((values) => holds(seen.values, values))) return seen;
    equal = last !== null && JSON.stringify(last.values) === JSON.stringify(seen.values) ? equal + 1 : 1;
    last = seen;
    if (equal >= equalReads) return seen;
    progress('Microsoft Entra shows other values than expected; reading again, because it can lag behind a write.');
  }
  return last ?? store.read(change.object);
}

async function pause(tried: number, retryAfter: number | null, { clock, progress }: Execution): Promise<void> {
  const wait = (retryAfter ?? 0) * 1000 || (pauses[Math.min(tried, pauses.length - 1)] ?? 0);
  const jittered = Math.round(wait * (0.75 + clock.random() / 2));
  progress(`The next attempt is in ${Math.ceil(jittered / 1000)} seconds.`);
  await clock.sleep(jittered);
}

/** The object under the name it was really given, with the id that the service returned. */
function locate(change: Change, sent: StepRequest | null, result: StepResult | null): Change {
  const { object, after } = change;
  if (object.kind !== 'graph-credential' || object.name === null) return change;
  const name = (sent?.body as { name?: unknown } | null)?.name;
  const named = typeof name === 'string' ? { ...object, name } : object;
  const renamedAfter = after !== null && typeof name === 'string' ? { ...after, name } : after;
  return { ...change, object: identified(named, result?.id ?? null), after: renamedAfter };
}

function identified(object: ObjectAddress, id: string | null): ObjectAddress {
  return object.kind === 'graph-credential' && id !== null ? { ...object, id } : object;
}
