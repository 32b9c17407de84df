/**
 * A distinguished name as .NET's `X509Certificate2.Subject` prints it, which is what the version 2 subject hashes
 * (identity-formats 4, read 2026-11). Windows and Linux disagree about some names; both forms are computed.
 */
import { createHash } from 'node:crypto';
import { attributeName } from './attribute-names.ts';
import { children, oid, type Rules, readTlv, type Tlv, tag } from './der.ts';
import type { Platform } from './model.ts';
import { type Reading, readOnLinux, readOnWindows, whyUndecodable } from './name-value.ts';
import { Malformed } from './unreadable.ts';

export interface Attribute {
  readonly oid: string;
  readonly value: Tlv;
}

/** Relative distinguished names in encoded order, each with its attributes in encoded order. */
export type Rdns = readonly (readonly Attribute[])[];

const commonName = '2.5.4.3';

/** X.520 allows 64 characters for most attributes; real names stay below two kilobytes. */
const longest = 64 * 1024;

export function parseName(der: Uint8Array, rules: Rules = 'ber'): Rdns {
  if (der.length > longest) throw new Malformed('a name is longer than 64 kB');
  const name = readTlv(der, 0, rules);
  if (name.bytes.length !== der.length) throw new Malformed('bytes stand after a name');
  return children(name, tag.sequence, 'a name', rules).map((rdn) =>
    children(rdn, tag.set, 'a part of a name', rules).map((attribute) => {
      const [type, value, ...more] = children(attribute, tag.sequence, 'an attribute of a name', rules);
      if (value === undefined || more.length > 0) throw new Malformed('an attribute of a name is not a pair');
      return { oid: oid(type, 'the type of an attribute'), value };
    }),
  );
}

/** What .NET on Linux prints: an empty text if its strict decoder rejects the name. */
export function linuxName(der: Uint8Array): string {
  const rdns = parsed(der, 'der');
  return (rdns && print(rdns, 'linux', readOnLinux)) ?? '';
}

/** What .NET on Windows prints, by rule; null if there is no rule. */
export function windowsName(der: Uint8Array): string | null {
  const rdns = parsed(der, 'der');
  return rdns && print(rdns, 'windows', readOnWindows);
}

/** Common names in encoded order, as Windows reads them; a value that is no text is omitted. */
export function commonNames(der: Uint8Array): string[] {
  return parseName(der)
    .flat()
    .filter((attribute) => attribute.oid === commonName)
    .map(({ value }) => readOnWindows(value))
    .flatMap((reading) => (reading.as === 'text' ? [reading.value] : []));
}

/** Version 2's hash of a printed name: base64url of the SHA-256 of its UTF-8, 43 characters. */
export function nameHash(name: string): string {
  return createHash('sha256').update(name, 'utf8').digest('base64url');
}

/** Why the two platforms print this name differently, a clause each; empty where they agree. */
export function differences(der: Uint8Array): string[] {
  const rdns = parsed(der, 'der');
  if (rdns === null) return ['its encoding is not DER, which .NET on Linux refuses with an empty name'];
  const clauses = rdns.flat().flatMap(({ oid: type, value }) => {
    const [windows, linux] = [attributeName(type, 'windows'), attributeName(type, 'linux')];
    const broken = whyUndecodable(value);
    return [
      ...(windows === linux ? [] : [`Windows prints ${windows} where Linux prints ${linux}`]),
      ...(broken === null ? [] : [`${broken}, for which .NET on Linux prints an empty name`]),
      ...(broken === null && readOnWindows(value).as !== readOnLinux(value).as
        ? [`Windows prints the value of ${windows} as text, Linux as hexadecimal`]
        : []),
    ];
  });
  return [...new Set(clauses)];
}

/** Quoted when empty, when it begins or ends with ASCII white space, or holds a character that has a meaning in names. */
export function quoted(value: string): string {
  const needs = value === '' || /^[ \t\n\v\f\r]|[ \t\n\v\f\r]$|[,+="<>#;\n]/.test(value);
  return needs ? `"${value.replaceAll('"', '""')}"` : value;
}

function parsed(der: Uint8Array, rules: Rules): Rdns | null {
  try {
    return parseName(der, rules);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function print(rdns: Rdns, platform: Exclude<Platform, 'any'>, read: (value: Tlv) => Reading): string | null {
  const parts: string[] = [];
  for (const rdn of rdns) {
    const attributes: string[] = [];
    for (const attribute of rdn) {
      const reading = read(attribute.value);
      if (reading.as === 'unknown') return null;
      if (reading.as === 'undecodable') return '';
      const value = reading.as === 'hex' ? reading.value : quoted(reading.value);
      attributes.push(`${attributeName(attribute.oid, platform)}=${value}`);
    }
    parts.push(attributes.join(' + '));
  }
  return parts.reverse().join(', ');
}
