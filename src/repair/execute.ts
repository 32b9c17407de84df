/**
 * Applies or undoes one step so that a kill at any moment leaves a state that reading can resolve: compares the object,
 * writes the intention to the journal, sends the request, writes the outcome.
 */

import type { Finding } from '../domain/findings.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import type { Objects, ObservedObject } from '../sources/objects.ts';
import { identified, locate, renamed, secondForm, twinOf, undoRequest, withoutGone } from './as-sent.ts';
import { type Change, changeOf, holds, reversed, type Values } from './change.ts';
import type { Direction, JournalEvent, JournaledStep, Outcome, StepResult } from './journal/events.ts';
import { type Reaction, reactionTo } from './reaction.ts';
import { lags, pause, settle, type Waiting } from './settle.ts';

export interface Execution extends Waiting {
  readonly store: Objects;
  /** Appends to the journal; returns once the event is on disk. */
  readonly record: (event: JournalEvent) => void;
  readonly redact: (text: string) => string;
  /** IDs of credentials that the run deleted, for one that it creates with the same values. */
  readonly gone?: ReadonlySet<string>;
  /** A later step creates again what this one deletes: the object must be there, else another run is doing the same. */
  readonly recreates?: boolean;
}

/** How a step ended; `reaction` if the service rejected it. */
export interface StepOutcome {
  readonly outcome: Outcome;
  readonly result: StepResult | null;
  readonly detail: string | null;
  readonly reaction: Reaction | null;
  readonly rejected: Extract<WriteOutcome, { kind: 'rejected' }> | null;
  /** What the object holds, if that is unexpected. */
  readonly observed: Values | null;
  /** Names the server that answered instead of the service. */
  readonly stranger: Finding | null;
}

const mostTries = 12;

/**
 * If the journal has an intention of the step without an outcome, reads first to find out what happened.
 * @throws PpmiError an error of reading; the step has then not begun, or is open in the journal
 */
export async function executeStep(
  journaled: Pick<JournaledStep, 'step' | 'open' | 'sent' | 'result' | 'intendedAt'>,
  direction: Direction,
  execution: Execution,
): Promise<StepOutcome> {
  const { step, open, sent, result, intendedAt } = journaled;
  const planned = changeOf(step);
  if (planned === null) throw new Error(`the step ${step.id} holds a request that ppmi does not make`);
  const located = withoutGone(locate(planned, sent, result), execution.gone);
  const change = direction === 'apply' ? located : reversed(located);
  const attempt: Attempt = { step, direction, change, execution, sent: open, settledFrom: settledFrom(intendedAt) };

  let request: StepRequest | null = sent ?? step.request;
  for (let tried = 1; ; tried += 1) {
    const seen = await look(attempt);
    const isThere = holds(seen.values, attempt.change.after);
    if (isThere && !mustWriteAgain(attempt)) {
      const isMissing = execution.recreates === true && direction === 'apply' && !attempt.sent;
      return finish(attempt, isMissing ? { outcome: 'conflict' } : present(attempt, seen));
    }
    if (!isThere && !holds(seen.values, attempt.change.before)) {
      const other: StepRequest | null = tried < mostTries ? underOtherName(attempt, request) : null;
      if (other === null) return finish(attempt, { outcome: 'conflict', observed: seen.values });
      request = other;
      continue;
    }

    if (direction === 'undo') request = undoRequest(step, identified(located.object, seen.id));
    if (request === null) return finish(attempt, { outcome: 'rejected', detail: 'it cannot be undone' });
    const users = await othersBound(attempt);
    if (users !== null) return finish(attempt, { outcome: 'conflict', observed: seen.values, detail: users });
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
  /** True: a request may have reached the service, so matching values come from this run. */
  sent: boolean;
  /** From when every replica returns what the run applied; null: it applied nothing. */
  readonly settledFrom: Date | null;
}

/** Longest lag of a directory replica that was observed; the documentation says one minute. */
const longestLag = 65_000;

const settledFrom = (intendedAt: string | null) =>
  intendedAt === null ? null : new Date(Date.parse(intendedAt) + longestLag);

/**
 * Accepts the state before a change at once: the service refuses to create an object twice, and writing the same values
 * twice is harmless. Accepts that a creation has been undone only after the longest lag, because a replica that has not
 * seen the object yet returns the same.
 */
function look(
  { change, execution, direction, settledFrom: from }: Attempt,
  contradicted = false,
): Promise<ObservedObject> {
  const deletes = direction === 'undo' && change.after === null;
  return settle(change, { ...execution, believed: { before: !contradicted, afterFrom: deletes ? from : null } });
}

/** A lagging replica may return the values from before the run, so an undo writes the old values to be sure. */
function mustWriteAgain({ change, execution, direction, settledFrom: from }: Attempt): boolean {
  return direction === 'undo' && lags(change) && from !== null && execution.clock.now() < from;
}

type Ended = Partial<Omit<StepOutcome, 'outcome'>> & { readonly outcome: Outcome };

type Next = { readonly kind: 'end'; readonly ended: Ended } | { readonly kind: 'again'; readonly request: StepRequest };

const end = (ended: Ended): Next => ({ kind: 'end', ended });
const again = (request: StepRequest): Next => ({ kind: 'again', request });

function finish({ step, direction, execution }: Attempt, ended: Ended): StepOutcome {
  const { outcome, result = null, reaction = null, rejected = null, observed = null, stranger = null } = ended;
  const detail = ended.detail == null ? null : execution.redact(ended.detail);
  const at = execution.clock.now().toISOString();
  execution.record({ event: 'outcome', at, step: step.id, direction, outcome, result, detail });
  return { outcome, result, detail, reaction, rejected, observed, stranger };
}

/** Dataverse removes bindings together with the record (published), which would break components that others bound to it. */
async function othersBound({ change: { object, after }, execution: { store } }: Attempt): Promise<string | null> {
  if (object.kind !== 'record' || after !== null) return null;
  const names = (await store.boundTo?.(object)) ?? [];
  return names.length === 0 ? null : `other components are bound to the record: ${names.map(quoted).join(', ')}`;
}

/** Another object took the planned name in the meantime; any other name will do. */
function underOtherName(attempt: Attempt, request: StepRequest | null): StepRequest | null {
  const creates = attempt.direction === 'apply' && attempt.change.before === null;
  const other = creates && request !== null ? renamed(request) : null;
  if (other !== null) attempt.change = locate(attempt.change, other, null);
  return other;
}

/** The object holds what the step writes, either from this run or from before. */
function present({ sent }: Attempt, { id, etag }: ObservedObject): Ended {
  return { outcome: sent ? 'applied' : 'already', result: { status: null, id, etag } };
}

async function write(
  { step, direction, execution }: Attempt,
  request: StepRequest,
  etag: string | null,
): Promise<WriteOutcome> {
  execution.record({ event: 'intended', at: execution.clock.now().toISOString(), step: step.id, direction, request });
  return execution.store.write(request, etag);
}

async function judge(attempt: Attempt, answer: WriteOutcome, request: StepRequest, tried: number): Promise<Next> {
  if (answer.kind === 'written') return written(attempt, answer, request);
  if (answer.kind === 'unknown') {
    attempt.sent = true;
    if (answer.stranger !== undefined) {
      const seen = await look(attempt);
      if (holds(seen.values, attempt.change.after)) return end(present(attempt, seen));
      return end({ outcome: 'unknown', detail: answer.detail, stranger: answer.stranger });
    }
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
    case 'gone': {
      if (change.after === null && !lags(change)) return end({ outcome: 'applied' });
      if (tried >= mostTries) return end(rejected);
      // A replica that has not seen this object, or its parent, also answers "not found".
      await pause(tried, answer.retryAfter, attempt.execution);
      const seen = await look(attempt);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      return holds(seen.values, change.before)
        ? again(request)
        : end({ outcome: 'conflict', observed: seen.values, detail: answer.message });
    }
    case 'name-taken': {
      const seen = await look(attempt, true);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      const other = tried < mostTries ? underOtherName(attempt, request) : null;
      return other === null ? end(rejected) : again(other);
    }
    case 'exists': {
      const seen = await look(attempt, true);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      const existing = await settle(twinOf(change), {
        ...attempt.execution,
        believed: { before: false, afterFrom: null },
      });
      // An equal credential with another name, created by another client.
      return holds(existing.values, change.after) ? end(present({ ...attempt, sent: false }, existing)) : end(rejected);
    }
    case 'changed': {
      const seen = await look(attempt);
      if (holds(seen.values, change.after)) return end(present(attempt, seen));
      // A change of another column of the row changes its ETag too; the values that this step replaces are unchanged.
      if (holds(seen.values, change.before) && tried < mostTries) return again(request);
      return end({ outcome: 'conflict', observed: seen.values, detail: answer.message });
    }
    default:
      return end(rejected);
  }
}

/**
 * Dataverse has no replication lag, so read back what it stored: it answers 204 to a change of a managed row that an
 * unmanaged layer hides, and one of the two ways to clear a lookup may do nothing.
 */
async function written(
  { change, execution, step, direction, sent }: Attempt,
  { status, id, etag }: Extract<WriteOutcome, { kind: 'written' }>,
  request: StepRequest,
): Promise<Next> {
  const result = { status, id, etag };
  // ARM answers 201 for a new credential, and 200 where another client created it after it was read (documented).
  const replaced = request.system === 'arm' && status === 200 && direction === 'apply' && change.before === null;
  if (replaced && change.after !== null && !sent) return end({ outcome: 'already', result });
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
