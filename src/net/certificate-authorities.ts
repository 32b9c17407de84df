/** Whom a TLS handshake trusts. */
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { decodeBytes } from '../domain/text-encoding.ts';
import type { Environment } from './proxy.ts';

export interface CertificateAuthorities {
  /** Handed to every handshake, so that the authorities are parsed once. */
  readonly context: tls.SecureContext;
}

/** Node's own trust, NODE_EXTRA_CA_CERTS and `--use-system-ca` included, and the user's authorities (PEM) beside it. */
export function machineAuthorities(extra: readonly string[], environment: Environment): CertificateAuthorities {
  if (extra.length === 0) return { context: tls.createSecureContext() };
  return { context: tls.createSecureContext({ ca: [...nodeAuthorities(environment), ...extra] }) };
}

/** The emulator's throw-away authority alone: a real host can never pass. */
export function emulatorAuthorities(caPem: string): CertificateAuthorities {
  return { context: tls.createSecureContext({ ca: caPem }) };
}

/**
 * An explicit `ca` replaces Node's whole default, so that has to be put together here. Node 22.15 and later can tell
 * it; before, NODE_EXTRA_CA_CERTS is all that comes to the bundled ones.
 */
function nodeAuthorities(environment: Environment): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  if (getCACertificates !== undefined) return getCACertificates('default');
  const file = environment.NODE_EXTRA_CA_CERTS;
  return [...tls.rootCertificates, ...(file === undefined ? [] : readOptional(file))];
}

/** Node itself only warns about a file that it cannot read. */
function readOptional(file: string): readonly string[] {
  try {
    return [decodeBytes(readFileSync(file))];
  } catch {
    return [];
  }
}
