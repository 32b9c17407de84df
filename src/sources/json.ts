import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import type { Json } from './client.ts';

/** Columns of a foreign row: the value when it has the type, else null. Nothing is converted. */
export function text(row: Json, key: string): string | null {
  const value = row[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(row: Json, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}

/**
 * Ids become parts of addresses, of plans and of printed commands, so they are checked where they come in.
 * @throws PpmiError `answer-malformed`
 */
export function guid(row: Json, key: string): string | null {
  const value = text(row, key);
  if (value === null) return null;
  const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? parseGuid(value) : null;
  if (id === null) throw malformedId(key, 'a GUID', value);
  return id;
}

/** The id of an environment: a GUID, or `Default-` and the GUID of the tenant. */
export function environmentIdIn(row: Json, key: string): string | null {
  const value = text(row, key);
  if (value === null || /^(?:Default-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value;
  throw malformedId(key, 'an environment ID', value);
}

/** Names of Azure hold letters, digits and a few signs; none of them is a segment of dots alone (Microsoft Learn: naming rules). */
const armId = /^(?:\/(?!\.{1,2}(?:\/|$)| )[\w.()\- ]{1,260}(?<! )){2,40}$/u;

/** An id of Azure Resource Manager, such as `/subscriptions/…`. */
export function checkedArmId(value: string, key: string): string {
  if (armId.test(value)) return value;
  throw malformedId(key, 'an Azure resource ID', value);
}

function malformedId(key: string, expected: string, value: string): PpmiError {
  return new PpmiError('answer-malformed', { detail: `expected ${expected} in ${key}, got "${value.slice(0, 80)}"` });
}

export function texts(row: Json, key: string): readonly string[] {
  const value = row[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
