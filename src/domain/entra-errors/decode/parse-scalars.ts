/** Parses a GUID or a time at an offset, across line breaks and masks. */
import { trimEnd } from '../../trim-end.ts';

export interface Scalar {
  readonly value: string;
  readonly end: number;
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;
const wrap = /[ \t]*\n\s*|\s{3,}/;
const gluedLabel = /orrelation|etail/y;
// A partly masked value is returned as printed. A truncated one is not masked.
const maskedRun = /[0-9a-fX*#•-]{6,60}/iy;
const shape = /^[^-]{8}(?:-[^-]{4}){3}-[^-]{12}$/;
const longestWrapped = 36 + 160;

/** Exactly 12 digits at the end: the `C` of an adjoining `Correlation ID` and the `D` of `Detail` are hex digits too. */
export function readGuid(text: string, at: number): Scalar | null {
  const whole = sticky(guid, text, at);
  if (whole !== null) return borrowed(text, at + whole.length) ? null : { value: whole, end: at + whole.length };
  const cut = text.slice(at, at + longestWrapped);
  const found = wrap.exec(cut);
  if (found !== null && found.index > 0 && found.index < 36) {
    const joined = cut.slice(0, found.index) + cut.slice(found.index + found[0].length);
    const end = at + 36 + found[0].length;
    const value = sticky(guid, joined, 0);
    if (value !== null) return /[a-z]/.test(text.charAt(end)) ? null : { value, end };
  }
  return readMasked(text, at);
}

function readMasked(text: string, at: number): Scalar | null {
  const value = trimEnd(sticky(maskedRun, text, at) ?? '', '-');
  const partly = /[0-9a-f]/i.test(value) && (/[*#•]/.test(value) || (/x/i.test(value) && shape.test(value)));
  return partly ? { value, end: at + value.length } : null;
}

/** The last digit belongs to the label that follows, so the GUID is one digit short. */
function borrowed(text: string, end: number): boolean {
  return sticky(gluedLabel, text, end) !== null;
}

const time = /(\d{4}-\d\d-\d\d)(?:T|\s{1,160})(\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?:\s?(?:Z|UTC)|([+-]\d\d):?(\d\d))?/y;

/** As `YYYY-MM-DDTHH:MM:SSZ`; drops fractions without rounding. */
export function readTimestamp(text: string, at: number): Scalar | null {
  time.lastIndex = at;
  const found = time.exec(text);
  if (found === null) return null;
  const [whole, date, clock, hours, minutes] = found;
  if (hours === undefined && date !== undefined && clock !== undefined) {
    return isReal(date, clock) ? { value: `${date}T${clock}Z`, end: at + whole.length } : null;
  }
  const value = new Date(`${date}T${clock}${hours}:${minutes}`);
  if (Number.isNaN(value.getTime())) return null;
  return { value: `${value.toISOString().slice(0, 19)}Z`, end: at + whole.length };
}

function isReal(date: string, clock: string): boolean {
  return date.slice(5, 7) <= '12' && date.slice(8) <= '31' && clock < '24' && clock.slice(3, 5) < '60';
}

function sticky(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const masks =
  /^(?:[*•█#_.…-]{1,200}|<[^<>]{0,200}>|\[[^[\]]{0,200}\]|\{[^{}]{0,200}\}|(?:x{3,}|X{3,})|[xX*•#]{2,40}(?:-[xX*•#]{2,40}){1,8}|(?:redacted|removed|masked|hidden))$/i;

/** A fully masked value counts as absent; a partly masked one stays as printed. */
export function isMask(value: string): boolean {
  return value === '' || masks.test(value);
}
