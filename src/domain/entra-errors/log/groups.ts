/** Counts the errors of a log by code and presented assertion. Keeps the latest of each, with the first and last time. */
import { redactError } from '../decode/decode.ts';
import type { DecodedError } from '../decode/decoded.ts';

export interface ErrorGroup extends DecodedError {
  /** Times of the first and last response that have one, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly first: string | null;
  readonly last: string | null;
}

/** One response, and the group that counts it. */
export interface SeenError {
  readonly code: number;
  readonly answer: number;
  readonly group: string;
}

type Mutable = { -readonly [key in keyof ErrorGroup]: ErrorGroup[key] };

/** Layers of one error can be far apart in a log. At least this many responses are remembered, to count each one once. */
const remembered = 20_000;

export class ErrorGroups {
  readonly #groups = new Map<string, Mutable>();
  readonly #earliest: SeenError[] = [];
  #recent = new Answers();
  #older = new Answers();

  add(error: DecodedError): void {
    const key = groupKey(error);
    if (this.#seenBefore(error, key)) return;
    const known = this.#groups.get(key);
    if (known === undefined) this.#groups.set(key, { ...error, first: error.timestamp, last: error.timestamp });
    else join(known, error, error.timestamp, error.timestamp);
  }

  /** Adds the result of another reader for the following part of the log. Counts responses that both saw once. */
  append(groups: readonly ErrorGroup[], earliest: readonly SeenError[]): void {
    const twice = new Map<string, number>();
    for (const { code, answer, group } of earliest) {
      if (this.#remembers(code, answer)) twice.set(group, (twice.get(group) ?? 0) + 1);
    }
    for (const group of groups) {
      const key = groupKey(group);
      const count = group.count - (twice.get(key) ?? 0);
      if (count <= 0) continue;
      const known = this.#groups.get(key);
      if (known === undefined) this.#groups.set(key, { ...group, count });
      else join(known, { ...group, count }, group.first, group.last);
    }
  }

  /** The responses that were seen first, for the reader of the preceding part. */
  earliest(): readonly SeenError[] {
    return this.#earliest;
  }

  /** In order of appearance. */
  list(): readonly ErrorGroup[] {
    return [...this.#groups.values()].map(redactError);
  }

  #seenBefore({ code, traceId }: DecodedError, group: string): boolean {
    const answer = traceId === null ? Number.NaN : numberOf(traceId);
    if (Number.isNaN(answer)) return false;
    if (this.#remembers(code, answer)) return true;
    if (this.#earliest.length < remembered / 10) this.#earliest.push({ code, answer, group });
    this.#recent.add(code, answer);
    if (this.#recent.size >= remembered) [this.#older, this.#recent] = [this.#recent, new Answers()];
    return false;
  }

  #remembers(code: number, answer: number): boolean {
    return this.#recent.has(code, answer) || this.#older.has(code, answer);
  }
}

/** Responses by code, because two codes of one response share its IDs. */
class Answers {
  size = 0;
  readonly #byCode = new Map<number, Set<number>>();

  add(code: number, answer: number): void {
    const known = this.#byCode.get(code);
    if (known === undefined) this.#byCode.set(code, new Set([answer]));
    else known.add(answer);
    this.size += 1;
  }

  has(code: number, answer: number): boolean {
    return this.#byCode.get(code)?.has(answer) === true;
  }
}

/**
 * 52 bits of the GUID, enough to distinguish tens of thousands. A number, because a substring would keep the segment of
 * the log that it was cut from in memory. NaN for a partly masked ID.
 */
function numberOf(guid: string): number {
  return Number.parseInt(guid.slice(0, 8), 16) * 0x100000 + Number(`0x${guid.slice(-6, -1)}`);
}

/** Most frequent first, then by order of appearance. */
export function mostFrequent(groups: readonly ErrorGroup[], top: number | undefined): readonly ErrorGroup[] {
  return top === undefined ? groups : [...groups].sort((a, b) => b.count - a.count).slice(0, top);
}

function groupKey({ code, presented: { issuer, subject, audience } }: DecodedError): string {
  return `${code}\n${subject}\n${issuer}\n${audience}`;
}

/** Keeps IDs and time of the latest response, for which support can search. Values that differ within the group become null. */
function join(group: Mutable, more: DecodedError, first: string | null, last: string | null): void {
  if (group.last === null || (last !== null && last >= group.last)) {
    group.traceId = more.traceId;
    group.correlationId = more.correlationId;
    group.timestamp = more.timestamp;
    group.message = more.message ?? group.message;
  }
  group.count += more.count;
  group.first = earlier(group.first, first);
  group.last = later(group.last, last);
  if (group.clientId !== more.clientId) group.clientId = null;
  if (group.resource !== more.resource) group.resource = null;
  if (group.tenant !== more.tenant) group.tenant = null;
  if (group.expectedSubject !== more.expectedSubject) group.expectedSubject = null;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
