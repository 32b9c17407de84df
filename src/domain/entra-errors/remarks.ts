/** Conclusions from the values of an error alone: arithmetic on its times, and identifiers of the wrong kind. */
import { parseGuid } from '../guid.ts';
import type { DecodedError } from './decode/decoded.ts';

export type Remark =
  | { readonly name: 'expired' | 'not-yet-valid'; readonly minutes: number; readonly lifetime: number | null }
  /** A difference of whole hours; `hours` is how far the issuing clock is ahead of UTC. */
  | { readonly name: 'time-zone'; readonly hours: number }
  /** The same, by the expiry alone: `hours` is right if the assertion was made for `lifetime` minutes. */
  | { readonly name: 'time-zone-by-expiry'; readonly hours: number; readonly lifetime: number }
  | { readonly name: 'clock-agrees' }
  | {
      readonly name: 'not-a-guid';
      readonly value: 'client ID' | 'tenant';
      readonly text: string;
      readonly length: number;
    };

export function remarksOf(error: Pick<DecodedError, 'code' | 'message' | 'clientId' | 'tenant'>): readonly Remark[] {
  return [
    ...(error.code === 700024 && error.message !== null ? timeRemarks(error.message) : []),
    ...malformed('client ID', error.clientId),
    ...malformed('tenant', error.tenant),
  ];
}

/** A malformed GUID is a mistake; a name or a domain is not. */
function malformed(value: 'client ID' | 'tenant', text: string | null): readonly Remark[] {
  if (text === null || parseGuid(text) !== null || !/^\{?[0-9a-z]+(?:-[0-9a-z]*){3,5}\}?$/i.test(text)) return [];
  return [{ name: 'not-a-guid', value, text, length: text.length }];
}

const iso = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?`;
/** The date format of .NET in the culture of the United States, used by older responses. */
const american = String.raw`\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?: [AP]M)?`;
const time = `(${iso}|${american})`;

function timeRemarks(message: string): readonly Remark[] {
  const read = (label: string): number | null => {
    const text = new RegExp(String.raw`${label}\s{0,20}:?\s{0,20}['"]?${time}`, 'i').exec(message)?.[1];
    return text === undefined ? null : milliseconds(text);
  };
  const now = read('current time');
  const from = read('valid from');
  const until = read('(?:expiry time of assertion|valid (?:to|until)|expires(?: on| at)?)');
  if (now === null || until === null) return [];
  // An assertion without `nbf` is printed as valid from 1970.
  const begin = from === null || from < Date.UTC(2000, 0) ? null : from;
  const lifetime = begin === null ? null : Math.round((until - begin) / minute);
  if (begin !== null && begin > now) {
    const minutes = Math.max(1, Math.round((begin - now) / minute));
    return [{ name: 'not-yet-valid', minutes, lifetime }, ...zone(begin - now)];
  }
  if (now < until) return [{ name: 'clock-agrees' }];
  const minutes = Math.max(1, Math.round((now - until) / minute));
  return [{ name: 'expired', minutes, lifetime }, ...(begin === null ? zoneByExpiry(now - until) : zone(begin - now))];
}

const minute = 60_000;
const hour = 60 * minute;
/** An assertion is presented seconds after it was created; time zones differ by whole or half hours. */
const tolerance = 3 * minute;

function zone(ahead: number): readonly Remark[] {
  const halves = Math.round(ahead / (hour / 2));
  const hours = halves / 2;
  const rest = Math.abs(ahead - halves * (hour / 2));
  return halves !== 0 && Math.abs(hours) <= 14 && Number.isInteger(hours) && rest <= tolerance
    ? [{ name: 'time-zone', hours }]
    : [];
}

/** Minutes for which assertions are usually made: GitHub and hand-written code, Azure DevOps and MSAL, others. */
const lifetimes = [5, 10, 60];

/**
 * Without a beginning, the moment of the making follows only from a usual lifetime, so less is tolerated. Seen: 55 minutes
 * late by an assertion of 5 minutes whose maker was one hour off (github.com/obikuro/Sato issue 1).
 */
function zoneByExpiry(late: number): readonly Remark[] {
  for (const lifetime of lifetimes) {
    const behind = late + lifetime * minute;
    const hours = Math.floor(behind / hour);
    // An hour after the making, an assertion of an hour has simply expired.
    const slipped = hours > (lifetime === 60 ? 1 : 0) && hours <= 14;
    if (slipped && behind - hours * hour <= minute) return [{ name: 'time-zone-by-expiry', hours: -hours, lifetime }];
  }
  return [];
}

function milliseconds(text: string): number | null {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d):(\d\d)(?: ([AP])M)?$/.exec(text);
  if (american === null) {
    const value = Date.parse(text.endsWith('Z') ? text : `${text}Z`);
    return Number.isNaN(value) ? null : value;
  }
  const [month = 1, day = 1, year = 0, clock = 0, minutes = 0, seconds = 0] = american.slice(1, 7).map(Number);
  const half = american[7] === undefined ? clock : (clock % 12) + (american[7] === 'P' ? 12 : 0);
  return Date.UTC(year, month - 1, day, half, minutes, seconds);
}
