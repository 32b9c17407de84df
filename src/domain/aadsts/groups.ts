/** Counts errors of a log by code and presented assertion, and keeps the latest of each with first and last time. */
import { redactError } from './decode.ts';
import type { DecodedError } from './decoded.ts';

export interface ErrorGroup extends DecodedError {
  /** Times of the first and the last answer that carry one, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly first: string | null;
  readonly last: string | null;
}

type Mutable = { -readonly [key in keyof ErrorGroup]: ErrorGroup[key] };

/** Layers of one error can be far apart in a log; this many answers are remembered to count each of them once. */
const remembered = 20_000;

export class ErrorGroups {
  readonly #groups = new Map<string, Mutable>();
  #recent = new Set<string>();
  #older = new Set<string>();

  add(error: DecodedError): void {
    const known = this.#groups.get(groupKey(error));
    if (known === undefined) {
      this.#groups.set(groupKey(error), { ...error, first: error.timestamp, last: error.timestamp });
      this.#seenBefore(error);
    } else if (!this.#seenBefore(error)) join(known, { ...error, first: error.timestamp, last: error.timestamp });
  }

  /** What another reader found in a later part of the same log. */
  append(groups: readonly ErrorGroup[]): void {
    for (const group of groups) {
      const known = this.#groups.get(groupKey(group));
      if (known === undefined) this.#groups.set(groupKey(group), { ...group });
      else join(known, group);
    }
  }

  /** In the order of first appearance. */
  list(): readonly ErrorGroup[] {
    return [...this.#groups.values()].map(redactError);
  }

  #seenBefore({ code, traceId }: DecodedError): boolean {
    if (traceId === null) return false;
    const key = `${code} ${traceId}`;
    if (this.#recent.has(key) || this.#older.has(key)) return true;
    this.#recent.add(key);
    if (this.#recent.size >= remembered) [this.#older, this.#recent] = [this.#recent, new Set()];
    return false;
  }
}

/** Most frequent first; the order of appearance where they are even. */
export function mostFrequent(groups: readonly ErrorGroup[], top: number | undefined): readonly ErrorGroup[] {
  return top === undefined ? groups : [...groups].sort((a, b) => b.count - a.count).slice(0, top);
}

function groupKey({ code, presented }: DecodedError): string {
  return JSON.stringify([code, presented.subject, presented.issuer, presented.audience]);
}

/** Ids and time of the latest answer stay, because support finds that one; values that differ are nobody's. */
function join(group: Mutable, more: ErrorGroup): void {
  const newer = more.last === null ? group.last === null : group.last === null || more.last >= group.last;
  if (newer) {
    group.traceId = more.traceId;
    group.correlationId = more.correlationId;
    group.timestamp = more.timestamp;
    group.message = more.message ?? group.message;
  }
  group.count += more.count;
  group.first = earliest(group.first, more.first);
  group.last = latest(group.last, more.last);
  for (const name of ['clientId', 'resource', 'tenant', 'expectedSubject'] as const) {
    if (group[name] !== more[name]) group[name] = null;
  }
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
