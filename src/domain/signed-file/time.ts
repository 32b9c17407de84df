/** Times in ASN.1 (X.680 46, 47; RFC 5280 4.1.2.5): always Z here; fractions of a second are dropped. */
import { type Tlv, tag } from './der.ts';
import { Malformed } from './unreadable.ts';

/** ISO 8601 with seconds and Z. A UTCTime's years are 1950 to 2049. */
export function isoTime(time: Tlv): string {
  const text = Buffer.from(time.content).toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?Z$/.exec(text);
  if (match === null || match[1]?.length !== yearDigits(time.tag))
    throw new Malformed('a date is not one that X.509 allows');
  const [, digits = '', month, day, hour, minute, second = '00'] = match;
  const century = digits.length === 4 ? '' : digits < '50' ? '20' : '19';
  const iso = `${century}${digits}-${month}-${day}T${hour}:${minute}:${second}Z`;
  if (Number.isNaN(Date.parse(iso))) throw new Malformed('a date does not exist');
  return iso;
}

function yearDigits(type: number): number | undefined {
  if (type === tag.utcTime) return 2;
  return type === tag.generalizedTime ? 4 : undefined;
}
