/** How tools other than .NET format and escape a distinguished name (identity-formats 4.7; OpenSSL 3.0, Node 20 [observed]). */
import { attributeName, friendlyName } from './attribute-names.ts';
import { quoted, type Rdns } from './distinguished-name.ts';
import { readOnWindows } from './name-value.ts';

export interface NameStyle {
  /** `reversed`: the last encoded part first, as .NET does. */
  readonly order: 'encoded' | 'reversed';
  readonly names: (oid: string) => string;
  readonly equals: string;
  /** Between parts. */
  readonly separator: string;
  /** Between the attributes of one part. */
  readonly plus: string;
  readonly escape: (value: string) => string;
}

/** The short names of OpenSSL, Node and RFC 4514 where they are not .NET's. */
const openSslNames: Readonly<Record<string, string>> = {
  '2.5.4.5': 'serialNumber',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.17': 'postalCode',
  '2.5.4.18': 'postOfficeBox',
  '2.5.4.20': 'telephoneNumber',
  '2.5.4.24': 'x121Address',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

export function windowsShortName(oid: string): string {
  return attributeName(oid, 'windows');
}

export function openSslShortName(oid: string): string {
  const dotnet = windowsShortName(oid);
  return openSslNames[oid] ?? (dotnet.startsWith('OID.') ? friendlyName(oid) : dotnet);
}

export const dotnetStyle: NameStyle = {
  order: 'reversed',
  names: windowsShortName,
  equals: '=',
  separator: ', ',
  plus: ' + ',
  escape: quoted,
};

/** Null for a value that is not text, which every tool prints differently. */
export function printName(rdns: Rdns, style: NameStyle): string | null {
  const parts: string[] = [];
  for (const rdn of rdns) {
    const attributes: string[] = [];
    for (const { oid, value } of rdn) {
      const reading = readOnWindows(value);
      if (reading.as !== 'text') return null;
      attributes.push(`${style.names(oid)}${style.equals}${style.escape(reading.value)}`);
    }
    parts.push(attributes.join(style.plus));
  }
  return (style.order === 'reversed' ? parts.reverse() : parts).join(style.separator);
}

/** RFC 4514 2.4: a backslash before special characters; control characters in hexadecimal. */
export function backslashes(value: string): string {
  return withControlsInHex(value.replace(/[,+"\\<>;]|^[ #]|(?!^) $/g, '\\$&'));
}

/** OpenSSL's `oneline`: quotes instead of backslashes where a quote is enough, inside them backslashes for quotes. */
export function openSslQuotes(value: string): string {
  const needs = /[,+<>;]|^[ #]| $/.test(value);
  const escaped = withControlsInHex(value.replace(/["\\]/g, '\\$&'));
  return bytesInHex(needs ? `"${escaped}"` : escaped);
}

/** By default OpenSSL escapes every byte of the UTF-8 above 7F. */
export function bytesInHex(text: string): string {
  return text.replace(/[^\0-\x7f]+/g, (run) =>
    Array.from(Buffer.from(run, 'utf8'), (byte) => `\\${hexByte(byte)}`).join(''),
  );
}

function withControlsInHex(text: string): string {
  return Array.from(text, (one) => (isControl(one) ? `\\${hexByte(one.charCodeAt(0))}` : one)).join('');
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f;
}

function hexByte(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
