/**
 * How .NET names an attribute of a distinguished name (identity-formats 4.3 and 4.5a).
 * `portable` is what every platform prints. For other OIDs Windows prints `OID.` and the number [documented], Linux the
 * name that .NET or OpenSSL knows: `linux-oid-names.json` holds `new Oid(…).FriendlyName` of .NET 10 with OpenSSL 3.0 for
 * every object of `openssl list -objects` that is not in `portable`, recorded 2026-11-24 [observed].
 */

import linuxNames from './linux-oid-names.json' with { type: 'json' };
import type { Platform } from './model.ts';

const onLinux: Readonly<Record<string, string>> = linuxNames;

const portable: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'S',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.13': 'Description',
  '2.5.4.17': 'PostalCode',
  '2.5.4.18': 'POBox',
  '2.5.4.20': 'Phone',
  '2.5.4.24': 'X21Address',
  '2.5.4.42': 'G',
  '2.5.4.43': 'I',
  '2.5.4.46': 'dnQualifier',
  '1.2.840.113549.1.9.1': 'E',
  '0.9.2342.19200300.100.1.25': 'DC',
  '2.23.133.2.1': 'TPMManufacturer',
  '2.23.133.2.2': 'TPMModel',
  '2.23.133.2.3': 'TPMVersion',
};

export function attributeName(oid: string, platform: Exclude<Platform, 'any'>): string {
  return portable[oid] ?? (platform === 'linux' ? onLinux[oid] : undefined) ?? `OID.${oid}`;
}

/** .NET's name of an algorithm or usage, for example `sha256RSA`; the number if it has none. */
export function friendlyName(oid: string): string {
  return onLinux[oid] ?? oid;
}
