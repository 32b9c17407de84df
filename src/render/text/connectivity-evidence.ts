/** What a specialist needs of one host: certificates, and the IDs under which the service logged the request. */
import type { ConnectivityJson } from '../json/connectivity.ts';

type Endpoint = ConnectivityJson['endpoints'][number];
type Tls = NonNullable<Endpoint['tls']>;
type Correlation = NonNullable<Endpoint['correlation']>;

const trustedBy: Readonly<Record<string, string>> = {
  bundled: 'trusted by Node',
  system: "trusted by this computer's certificate store",
  'node-extra-ca-certs': 'trusted by NODE_EXTRA_CA_CERTS',
  'ca-file': 'trusted by --ca-file',
  emulator: 'trusted in the emulator only',
  none: 'not trusted',
};

/** One line for the connection and one for each certificate. */
export function tlsLines({ protocol, cipher, leaf, top, topTrustedBy }: Tls): readonly string[] {
  const trust = topTrustedBy === null ? 'trusted, from an unknown source' : (trustedBy[topTrustedBy] ?? topTrustedBy);
  return [
    ...(protocol === null ? [] : [`${protocol}, ${cipher}`]),
    `certificate: ${certificate(leaf)}`,
    `top certificate: ${leaf.sha256 === top.sha256 ? 'the same' : certificate(top)}, ${trust}`,
  ];
}

const certificate = ({ subject, notBefore, notAfter, sha256 }: Tls['leaf']) =>
  `${subject}, valid ${day(notBefore)} to ${day(notAfter)}, SHA-256 ${sha256}`;

const day = (iso: string) => iso.slice(0, 10);

/** Null: the response had no ID. */
export function correlationLine({ requestId, correlationId, timestamp }: Correlation): string | null {
  if (requestId === null && correlationId === null) return null;
  return [
    ...(requestId === null ? [] : [`request ID ${requestId}`]),
    ...(correlationId === null ? [] : [`correlation ID ${correlationId}`]),
    timestamp,
  ].join(', ');
}
