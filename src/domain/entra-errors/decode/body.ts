/** Finds token endpoint response bodies in plain text and reads their fields, even from incomplete bodies. */
import type { Ids } from './assign-metadata.ts';
import { noIds } from './assign-metadata.ts';
import { readGuid, readTimestamp } from './parse-scalars.ts';

export interface Body {
  /** Start of the error_description and of the next field; codes in between belong to it. */
  readonly start: number;
  readonly end: number;
  readonly codes: readonly number[];
  readonly ids: Ids;
}

type Key =
  | 'error'
  | 'error_description'
  | 'error_codes'
  | 'trace_id'
  | 'correlation_id'
  | 'timestamp'
  | 'error_uri'
  | 'suberror';

interface Field {
  readonly key: Key;
  readonly start: number;
  readonly valueStart: number;
  /** Number of the innermost pair of braces around it; 0 outside all braces. */
  readonly group: number;
}

const field =
  /(?<![\w.@-])["'[]{0,2}(error_description|error_codes|error_uri|error|trace_id|correlation_id|timestamp|suberror)["'\]]{0,2}\s{0,8}(?:=>|:|=)\s{0,8}(?:string\(\d{1,6}\)\s{0,4})?["'“]{0,2}/g;
const list = /[\s[({]*(?:array\s*\(|Array\s*\(|\[)?((?:[\s,\d]|\[\d\]\s*=>|\d\s*=>)*)/y;

export function findBodies(text: string): readonly Body[] {
  if (!text.includes('error_description') && !text.includes('error_codes')) return [];
  const fields = findFields(text);
  const groups = new Map<number, Field[]>();
  for (const one of fields) {
    const siblings = groups.get(one.group);
    if (siblings === undefined) groups.set(one.group, [one]);
    else siblings.push(one);
  }
  return [...groups.values()].flatMap((siblings) => bodiesOf(text, siblings)).sort((a, b) => a.start - b.start);
}

function findFields(text: string): readonly Field[] {
  const found: Field[] = [];
  const open: number[] = [0];
  let count = 0;
  let scanned = 0;
  field.lastIndex = 0;
  for (let hit = field.exec(text); hit !== null; hit = field.exec(text)) {
    for (; scanned < hit.index; scanned += 1) {
      const character = text.charCodeAt(scanned);
      if (character === 123) {
        count += 1;
        open.push(count);
      } else if (character === 125 && open.length > 1) open.pop();
    }
    found.push({
      key: hit[1] as Key,
      start: hit.index,
      valueStart: hit.index + hit[0].length,
      group: open.at(-1) ?? 0,
    });
  }
  return found;
}

/** A repeated field starts another body: several bodies follow each other, or a cut one was never closed. */
function bodiesOf(text: string, siblings: readonly Field[]): readonly Body[] {
  const parts: Field[][] = [];
  for (const one of siblings) {
    const part = parts.at(-1);
    if (part === undefined || part.some((other) => other.key === one.key)) parts.push([one]);
    else part.push(one);
  }
  return parts.flatMap((part) => toBody(text, part) ?? []);
}

function toBody(text: string, part: readonly Field[]): Body | null {
  const at = (key: Key): Field | undefined => part.find((one) => one.key === key);
  const description = at('error_description');
  const codesField = at('error_codes');
  if (description === undefined && codesField === undefined) return null;
  const trace = at('trace_id');
  const correlation = at('correlation_id');
  const timestamp = at('timestamp');
  const next = part.find((one) => description !== undefined && one.start > description.start);
  const start = description?.valueStart ?? codesField?.start ?? 0;
  return {
    start,
    end: description === undefined ? start : (next?.start ?? Number.POSITIVE_INFINITY),
    codes: codesField === undefined ? [] : readCodes(text, codesField.valueStart),
    ids: {
      ...noIds,
      traceId: trace === undefined ? null : (readGuid(text, trace.valueStart)?.value ?? null),
      correlationId: correlation === undefined ? null : (readGuid(text, correlation.valueStart)?.value ?? null),
      timestamp: timestamp === undefined ? null : (readTimestamp(text, timestamp.valueStart)?.value ?? null),
    },
  };
}

function readCodes(text: string, at: number): readonly number[] {
  list.lastIndex = at;
  const inside = list.exec(text)?.[1] ?? '';
  return [...inside.matchAll(/\b\d{5,8}\b/g)].map((found) => Number(found[0]));
}

/** The body whose error_description contains this place; bodies are in text order. */
export function bodyAt(bodies: readonly Body[], at: number): Body | null {
  let low = 0;
  let high = bodies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bodies[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const body = bodies[low - 1];
  return body !== undefined && at < body.end ? body : null;
}
