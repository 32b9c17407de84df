/** Whom a TLS handshake trusts. */
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Environment } from './proxy.ts';

export interface Trust {
  /** Handed to every handshake, so that the store is parsed once. */
  readonly context: tls.SecureContext;
  readonly sources: readonly { readonly source: 'node' | 'extra' | 'emulator'; readonly count: number }[];
}

/** Node's authorities and NODE_EXTRA_CA_CERTS, and the user's own beside them. */
export function machineTrust(extra: readonly string[], environment: Environment): Trust {
  const node = nodeAuthorities(environment);
  return {
    context: tls.createSecureContext({ ca: [...node, ...extra] }),
    sources: [
      { source: 'node', count: node.length },
      ...(extra.length === 0 ? [] : [{ source: 'extra' as const, count: extra.length }]),
    ],
  };
}

/** The emulator's throw-away authority alone: a real host can never pass. */
export function emulatorTrust(caPem: string): Trust {
  return { context: tls.createSecureContext({ ca: caPem }), sources: [{ source: 'emulator', count: 1 }] };
}

/**
 * An explicit `ca` replaces Node's whole default, NODE_EXTRA_CA_CERTS included, so that has to be read here. Node 22.15
 * and later can tell the default themselves, the system's store with `--use-system-ca` included.
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
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
