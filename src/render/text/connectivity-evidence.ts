/** What a specialist needs: certificates, the IDs under which a service logged a request, the subnets of the environment. */
import { inOnePiece, quoted } from '../../domain/harmless-text.ts';
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
  `${quoted(subject)}, valid ${day(notBefore)} to ${day(notAfter)}, SHA-256 ${sha256}`;

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

export const regionsOf = (regions: readonly string[]) =>
  regions.length === 1 ? `region ${regions[0]}` : `regions ${regions.join(' and ')}`;

type Subnet = NonNullable<ConnectivityJson['environmentSide']>['subnets'][number];

export function subnetLine({ region, name, range, reserved, capacity, dnsServers }: Subnet): string {
  const held = capacity === null ? `${reserved} addresses` : `${reserved} of ${capacity} addresses`;
  return [
    ['subnet', ...[name, range].flatMap((part) => (part === null ? [] : inOnePiece(part)))].join(' '),
    `in ${region}`,
    ...(reserved === null ? [] : [`${held} held by this environment`]),
    ...(dnsServers.length === 0 ? [] : [`DNS servers ${dnsServers.map(inOnePiece).join(', ')}`]),
  ].join(', ');
}
