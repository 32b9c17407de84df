/** Where the CA above a host comes from: Node, this computer's store, or a file that the user added. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Environment } from '../proxy.ts';
import type { TrustSource } from './report.ts';

/** Null: not known, such as a certificate that a file holds in a form that was not recognized. */
export type TrustSourceOf = (der: Buffer) => Exclude<TrustSource, 'none'> | null;

export interface TrustSettings {
  /** PEM texts of `--ca-file`. */
  readonly ca?: readonly string[] | undefined;
  readonly environment: Environment;
  /** PEM of the only CA of an emulated run; absent: not emulated. */
  readonly emulatedCa?: string | undefined;
}

/** By their bytes: to parse about 150 certificates costs as much as a round trip nearby. Nothing is read before it is needed. */
export function trustSources({ ca = [], environment, emulatedCa }: TrustSettings): TrustSourceOf {
  if (emulatedCa !== undefined) {
    const isEmulator = lazily(() => [emulatedCa]);
    return (der) => (isEmulator(hashOf(der)) ? 'emulator' : null);
  }
  const file = environment.NODE_EXTRA_CA_CERTS;
  const sources = [
    { source: 'bundled', has: lazily(() => tls.rootCertificates) },
    { source: 'ca-file', has: lazily(() => ca) },
    { source: 'node-extra-ca-certs', has: lazily(() => (file === undefined ? [] : readOptional(file))) },
    { source: 'system', has: lazily(systemAuthorities) },
  ] as const;
  return (der) => sources.find(({ has }) => has(hashOf(der)))?.source ?? null;
}

/** Those that Node uses: its store is the default only with `--use-system-ca` (Node 22.15 and later). */
function systemAuthorities(): readonly string[] {
  const { getCACertificates: list } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  return list?.('default') ?? [];
}

function lazily(read: () => readonly string[]): (hash: string) => boolean {
  let known: ReadonlySet<string> | null = null;
  return (hash) => {
    known ??= new Set(read().flatMap(hashesIn));
    return known.has(hash);
  };
}

function hashesIn(text: string): readonly string[] {
  const blocks = text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*/g) ?? [];
  return blocks.map((pem) => hashOf(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')));
}

function readOptional(file: string): readonly string[] {
  try {
    return [readFileSync(file, 'latin1')];
  } catch {
    return [];
  }
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
