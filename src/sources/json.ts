import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import { quoted, wellFormed } from '../domain/harmless-text.ts';
import type { Json } from './response.ts';

/**
 * Columns of a foreign row; null: absent or empty. Nothing is converted, and a value of another type is not absent: an
 * answer that makes no sense must not look like one that holds nothing.
 * @throws PpmiError `answer-malformed`
 */
export function text(row: Json, key: string): string | null {
  const value = row[key] ?? null;
  if (value !== null && typeof value !== 'string') throw malformed(key, 'a text', value);
  return value === null || value === '' ? null : wellFormed(value);
}

/** As the services write it, such as `2026-11-29T18:35:20Z`. It stands in texts of ppmi. @throws PpmiError `answer-malformed` */
export function time(row: Json, key: string): string | null {
  const value = text(row, key);
  if (value === null || (/^\d{4}-\d\d-\d\d[\dTZ:.+ -]{0,40}$/.test(value) && !Number.isNaN(Date.parse(value))))
    return value;
  throw malformed(key, 'a time', value);
}

/** @throws PpmiError `answer-malformed` */
export function number(row: Json, key: string): number | null {
  const value = row[key] ?? null;
  if (value !== null && typeof value !== 'number') throw malformed(key, 'a number', value);
  return value;
}

/**
 * Ids become parts of addresses, of plans and of printed commands, so they are checked where they come in.
 * @throws PpmiError `answer-malformed`
 */
export function guid(row: Json, key: string): string | null {
  const value = text(row, key);
  if (value === null) return null;
  const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? parseGuid(value) : null;
  if (id === null) throw malformed(key, 'a GUID', value);
  return id;
}

/** The key of a row. @throws PpmiError `answer-malformed` without one: no other column says what the row is about */
export function requiredGuid(row: Json, key: string): string {
  const id = guid(row, key);
  if (id === null) throw malformed(key, 'a GUID', null);
  return id;
}

/** The id of an environment: a GUID, or `Default-` and the GUID of the tenant. */
export function environmentIdIn(row: Json, key: string): string {
  const value = text(row, key);
  if (value !== null && /^(?:Default-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value;
  throw malformed(key, 'an environment ID', value);
}

/** Names of Azure hold letters, digits and a few signs; none of them is a segment of dots alone (Microsoft Learn: naming rules). */
const armId = /^(?:\/(?!\.{1,2}(?:\/|$)| )[\w.()\- ]{1,260}(?<! )){2,40}$/u;

/** An id of Azure Resource Manager, such as `/subscriptions/…`. */
export function checkedArmId(value: string, key: string): string {
  if (armId.test(value)) return value;
  throw malformed(key, 'an Azure resource ID', value);
}

function malformed(key: string, expected: string, value: unknown): PpmiError {
  const kind = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : String(value);
  const got = value === null ? 'nothing' : typeof value === 'string' ? quoted(value.slice(0, 80)) : kind;
  return new PpmiError('answer-malformed', { detail: `expected ${expected} in ${key}, got ${got}` });
}

export function texts(row: Json, key: string): readonly string[] {
  const value = row[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
