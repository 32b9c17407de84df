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
  const context = tls.createSecureContext();
  if (extra.length === 0) return { context };
  // Node parses its own CAs once, in native code; `ca`, which replaces them, would cost several times as much.
  const store = context.context as { addCACert: (pem: string) => void };
  for (const pem of [...added(environment), ...extra]) store.addCACert(pem);
  return { context };
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
 * What Node trusts beside the CAs that it brings along, which a context of one's own loses (experiment, Node 20.20).
 * Node 22.15 and later can list it; before, only NODE_EXTRA_CA_CERTS is known.
 */
function added(environment: Environment): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  const file = environment.NODE_EXTRA_CA_CERTS;
  const bundled = new Set(tls.rootCertificates);
  const listed = getCACertificates?.('default').filter((pem) => !bundled.has(pem)) ?? [];
  return file === undefined ? listed : [...listed, ...readOptional(file)];
}

/** Node itself only warns about a file that it cannot read. */
function readOptional(file: string): readonly string[] {
  try {
    return [decodeBytes(readFileSync(file))];
  } catch {
    return [];
  }
}
