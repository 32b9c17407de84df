/** The CAs that a TLS handshake trusts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { decodeBytes } from '../domain/text-encoding.ts';
import type { Environment } from './proxy.ts';

export interface CertificateAuthorities {
  /** Passed to every handshake, so that the certificates are parsed once. */
  readonly context: tls.SecureContext;
}

/** Node's own CAs, including NODE_EXTRA_CA_CERTS and `--use-system-ca`, and the user's CA certificates (PEM). */
export function machineAuthorities(extra: readonly string[], environment: Environment): CertificateAuthorities {
  if (extra.length === 0) return { context: tls.createSecureContext() };
  return { context: tls.createSecureContext({ ca: [...nodeAuthorities(environment), ...extra] }) };
}

/** The names of the CAs that the user added to those of Node; what cannot be read has none. */
export function addedAuthorities(extra: readonly string[] = [], environment: Environment): readonly string[] {
  const file = environment.NODE_EXTRA_CA_CERTS;
  const texts = [...extra, ...(file === undefined ? [] : readOptional(file))];
  return texts.flatMap((text) =>
    (text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).flatMap((pem) => {
      try {
        const { subject } = new X509Certificate(pem);
        return /^CN=(.*)$/m.exec(subject)?.[1] ?? /^O=(.*)$/m.exec(subject)?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
}

/** Only the temporary CA of the emulator: no real host can be trusted. */
export function emulatorAuthorities(caPem: string): CertificateAuthorities {
  return { context: tls.createSecureContext({ ca: caPem }) };
}

/**
 * An explicit `ca` replaces all defaults of Node, so they are listed here. Node 22.15 and later can list them; before,
 * they are the bundled ones and NODE_EXTRA_CA_CERTS.
 */
function nodeAuthorities(environment: Environment): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  const file = environment.NODE_EXTRA_CA_CERTS;
  return [
    ...(getCACertificates?.('default') ?? tls.rootCertificates),
    ...(file === undefined ? [] : readOptional(file)),
  ];
}

/** Node itself only warns about a file that it cannot read. */
function readOptional(file: string): readonly string[] {
  try {
    return [decodeBytes(readFileSync(file))];
  } catch {
    return [];
  }
}
