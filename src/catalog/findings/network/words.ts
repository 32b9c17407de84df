/** What the texts of network findings share. */
import type { NetworkFindingName, NetworkOwner } from '../../../domain/network-findings.ts';
import { hostWord } from '../../../domain/shell/words.ts';
import { type FindingBody, firstRelease } from '../../entry.ts';
import type { Printer } from '../../printer.ts';

export type NetworkBodies<N extends NetworkFindingName> = {
  readonly [K in N]: FindingBody<K> & { readonly owner: NetworkOwner };
};

export const common = { since: firstRelease, severity: 'error', repair: 'none', evidence: 'derived', see: [] } as const;
export const warning = { ...common, severity: 'warning' } as const;

export const at = ({ host, port }: { readonly host: string; readonly port: number }) =>
  port === 443 || port === 0 ? host : `${host}:${port}`;

/** ` (detail)`, or nothing. */
export const because = ({ detail }: { readonly detail: string | null }) => (detail === null ? '' : ` (${detail})`);

interface MaybePlace {
  readonly host?: string | null;
  readonly port?: number;
}

export const hostOf = ({ host }: MaybePlace) => hostWord(host, 'host');

/** What the network team needs, in one line. */
export const allow = (args: MaybePlace): readonly string[] => [
  `Network team: allow outbound connections to ${hostOf(args)} on TCP port ${args.port ?? 443} by name, all HTTP methods, without TLS inspection.`,
];

export const setProxy = (print: Printer): readonly string[] => [
  'If this network requires a proxy, set the environment variable HTTPS_PROXY to http://<proxy>:<port>, or pass it:',
  print.connectivity('--proxy', 'http://<proxy>:<port>'),
];

export const trustCa = (print: Printer): readonly string[] => [
  "Save the CA's certificate as a PEM or DER file and pass it with --ca-file, or set PPMI_CA_FILE to its path:",
  print.connectivity('--ca-file', '<company-ca.pem>'),
  // NODE_USE_SYSTEM_CA=1 came later: 22.15.0 does not know it, 24.21 does (experiment, 2026-11-28).
  "With Node 22.15 or later, NODE_OPTIONS=--use-system-ca makes Node use the operating system's certificate store.",
];
