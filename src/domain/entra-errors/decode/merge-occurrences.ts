/** Merges the layers of a text that report the same error into one entry (aadsts-messages.md §4, rule 8). */
import type { PresentedTrust } from '../../trust/trust.ts';
import { type Ids, joinIds } from './assign-metadata.ts';
import type { ExtractedClaims } from './extract-claims.ts';

/** One occurrence of a code, with the values of its layer. */
export interface Occurrence extends ExtractedClaims {
  readonly code: number;
  readonly message: string | null;
  /** Values from the text. */
  readonly text: Ids;
  /** Values from the fields of the body; they take precedence. */
  readonly fields: Ids;
}

export interface MergedOccurrence extends ExtractedClaims, Ids {
  readonly code: number;
  readonly message: string | null;
}

interface Open {
  readonly code: number;
  readonly traceIds: Set<string>;
  readonly correlationIds: Set<string>;
  readonly timestamps: Set<string>;
  message: string | null;
  ids: { text: Ids; fields: Ids };
  values: ExtractedClaims;
}

// Number of earlier entries that a layer without a trace ID is compared with; layers of one error are adjacent.
const lookBack = 16;

/** Shortcut for a single occurrence, the usual case in log segments. */
export function mergedOccurrence({ code, message, fields, text, ...values }: Occurrence): MergedOccurrence {
  return { code, message, ...joinIds(fields, text), ...values };
}

export class OccurrenceMerger {
  readonly #all: Open[] = [];
  readonly #byTrace = new Map<string, Open>();
  readonly #byCode = new Map<number, Open[]>();

  add(occurrence: Occurrence): void {
    const known = this.#find(occurrence);
    if (known !== null) {
      this.#merge(known, occurrence);
      return;
    }
    const open: Open = {
      code: occurrence.code,
      traceIds: new Set(),
      correlationIds: new Set(),
      timestamps: new Set(),
      message: occurrence.message,
      ids: { text: occurrence.text, fields: occurrence.fields },
      values: valuesOf(occurrence),
    };
    this.#all.push(open);
    const recent = this.#byCode.get(occurrence.code);
    if (recent === undefined) this.#byCode.set(occurrence.code, [open]);
    else recent.push(open);
    this.#remember(open, occurrence);
  }

  /** A body whose text does not contain the code adds IDs to a known error, but is never an entry. */
  addIds(code: number, fields: Ids): void {
    const candidate = this.#byCode.get(code)?.at(-1);
    if (candidate === undefined || contradicts(candidate, fields)) return;
    candidate.ids = { ...candidate.ids, fields: joinIds(candidate.ids.fields, fields) };
  }

  list(): readonly MergedOccurrence[] {
    return this.#all.map(({ code, message, values, ids }) => mergedOccurrence({ code, message, ...ids, ...values }));
  }

  #find(occurrence: Occurrence): Open | null {
    for (const id of [occurrence.text.traceId, occurrence.fields.traceId]) {
      const known = id === null ? undefined : this.#byTrace.get(key(occurrence.code, id));
      if (known !== undefined) return known;
    }
    const recent = this.#byCode.get(occurrence.code) ?? [];
    for (let at = recent.length - 1; at >= Math.max(0, recent.length - lookBack); at -= 1) {
      const candidate = recent[at];
      if (candidate !== undefined && sameError(candidate, occurrence)) return candidate;
    }
    return null;
  }

  #merge(open: Open, occurrence: Occurrence): void {
    open.message = fuller(open.message, occurrence.message);
    open.ids = { text: joinIds(open.ids.text, occurrence.text), fields: joinIds(open.ids.fields, occurrence.fields) };
    const { values } = open;
    open.values = {
      presented: joinPresented(values.presented, occurrence.presented),
      expectedSubject: values.expectedSubject ?? occurrence.expectedSubject,
      clientId: values.clientId ?? occurrence.clientId,
      resource: values.resource ?? occurrence.resource,
      tenant: values.tenant ?? occurrence.tenant,
    };
    this.#remember(open, occurrence);
  }

  #remember(open: Open, occurrence: Occurrence): void {
    for (const { traceId, correlationId, timestamp } of [occurrence.text, occurrence.fields]) {
      if (traceId !== null) {
        open.traceIds.add(traceId.toLowerCase());
        this.#byTrace.set(key(open.code, traceId), open);
      }
      if (correlationId !== null) open.correlationIds.add(correlationId.toLowerCase());
      if (timestamp !== null) open.timestamps.add(timestamp);
    }
  }
}

function valuesOf({ presented, expectedSubject, clientId, resource, tenant }: Occurrence): ExtractedClaims {
  return { presented, expectedSubject, clientId, resource, tenant };
}

function key(code: number, traceId: string): string {
  return `${code} ${traceId.toLowerCase()}`;
}

function sameError(open: Open, occurrence: Occurrence): boolean {
  const { presented: a } = open.values;
  const { presented: b } = occurrence;
  return (
    !(contradicts(open, occurrence.text) && contradicts(open, occurrence.fields)) &&
    !contradictsOnly(open, occurrence) &&
    agree(a.issuer, b.issuer) &&
    agree(a.subject, b.subject) &&
    agree(a.audience, b.audience) &&
    agree(open.values.clientId, occurrence.clientId) &&
    agree(open.values.resource, occurrence.resource) &&
    agree(open.values.tenant, occurrence.tenant) &&
    sameLiterals(open.message, occurrence.message)
  );
}

/** Text and fields of a layer may disagree (hand-edited text), so it is enough that one of them matches. */
function contradictsOnly(open: Open, occurrence: Occurrence): boolean {
  const silent = (ids: Ids): boolean => ids.traceId === null && ids.correlationId === null && ids.timestamp === null;
  if (silent(occurrence.fields)) return contradicts(open, occurrence.text);
  if (silent(occurrence.text)) return contradicts(open, occurrence.fields);
  return false;
}

function contradicts(open: Open, ids: Ids): boolean {
  const other = (known: ReadonlySet<string>, value: string | null): boolean =>
    value !== null && known.size > 0 && !known.has(value);
  return (
    other(open.traceIds, ids.traceId?.toLowerCase() ?? null) ||
    other(open.correlationIds, ids.correlationId?.toLowerCase() ?? null) ||
    other(open.timestamps, ids.timestamp)
  );
}

function agree(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b || shortened(a, b) || shortened(b, a);
}

function shortened(short: string, whole: string): boolean {
  const cut = /^(.*?)(?:…|\.{3})$/s.exec(short)?.[1];
  return cut !== undefined && whole.startsWith(cut);
}

const literal = /'[^']{1,300}'|\d{4}-\d\d-\d\dT[\d:.]{8,16}Z/g;

/** Equal messages that quote different values are different errors (700024 at two times, two thumbprints). */
function sameLiterals(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a.slice(0, 20) !== b.slice(0, 20)) return true;
  const left = a.match(literal) ?? [];
  const right = b.match(literal) ?? [];
  return left.every((value, index) => {
    const other = right[index];
    return other === undefined || value === other || /\*{2}|X{3}|x{4}|REDACT|REMOV|…|\.{3}/i.test(value + other);
  });
}

function joinPresented(first: PresentedTrust, second: PresentedTrust): PresentedTrust {
  return {
    issuer: first.issuer ?? second.issuer,
    subject: first.subject ?? second.subject,
    audience: first.audience ?? second.audience,
  };
}

function fuller(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return b.length > a.length && (a.length < 20 || b.startsWith(a.slice(0, 20))) ? b : a;
}
