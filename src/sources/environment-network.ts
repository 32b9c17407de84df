/**
 * What the network of an environment says of a host. The calls are those of Microsoft's EnterprisePolicies module (version
 * of 2026-05; observed, not documented): they connect from the delegated subnet and change nothing. The module's call that
 * writes telemetry is never made.
 */
import { type NetworkFault, networkFault } from '../domain/network-findings.ts';
import { foreignAnswer } from '../net/fault/finding.ts';
import type { Json, ServiceClient } from './client.ts';

export interface EnvironmentStage {
  readonly stage: 'dns' | 'tcp' | 'tls' | 'revocation';
  /** Null: asked, but the answer does not say. */
  readonly ok: boolean | null;
  readonly detail: string;
}

export interface EnvironmentRow {
  readonly host: string;
  readonly port: number;
  readonly ok: boolean | null;
  readonly stages: readonly EnvironmentStage[];
}

export interface EnvironmentNetwork {
  readonly region: string;
  readonly rows: readonly EnvironmentRow[];
  readonly faults: readonly NetworkFault[];
}

export interface EnvironmentTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

const version = 'api-version=2026-02-01';

/**
 * Asks for one host after another: the containers that answer are few.
 * @param base origin of the environment host
 * @throws PpmiError `refused` without the Power Platform Administrator role; `cut-off`, `throttled`, `answer-malformed`
 */
export async function readEnvironmentNetwork(
  client: ServiceClient,
  base: string,
  targets: readonly EnvironmentTarget[],
): Promise<EnvironmentNetwork> {
  const region = await readRegion(client, `${base}/plex/environmentRegion?${version}`);
  const rows: EnvironmentRow[] = [];
  const faults: NetworkFault[] = [];
  for (const target of targets) {
    const ask = (call: string, body: unknown) =>
      client.ask(`${base}/plex/${call}?${version}&region=${encodeURIComponent(region)}`, body);
    const stages = await stagesOf(target, ask);
    const { host, port } = target;
    const last = stages.at(-1);
    rows.push({ host, port, ok: last?.ok ?? null, stages });
    if (last?.ok === false) faults.push(networkFault(names[last.stage], host, { host, port, detail: last.detail }));
  }
  return { region, rows, faults };
}

const names = {
  dns: 'environment-name-not-resolved',
  tcp: 'environment-connection-fails',
  tls: 'environment-tls-fails',
  revocation: 'environment-revocation-blocked',
} as const;

async function readRegion(client: ServiceClient, url: string): Promise<string> {
  const bytes = await client.bytes(url);
  const text = bytes === null ? '' : Buffer.from(bytes).toString('utf8').trim().replace(/^"|"$/g, '');
  // It goes into the address of the next requests.
  if (/^[A-Za-z0-9 -]{2,40}$/.test(text)) return text;
  throw foreignAnswer(new URL(url).host, 'expected the name of a region');
}

type Ask = (call: string, body: unknown) => Promise<Json>;

async function stagesOf({ host, port, tls }: EnvironmentTarget, ask: Ask): Promise<readonly EnvironmentStage[]> {
  const stages: EnvironmentStage[] = [];
  const done = (stage: EnvironmentStage['stage'], ok: unknown, detail: string): boolean => {
    stages.push({ stage, ok: typeof ok === 'boolean' ? ok : null, detail });
    return ok === true;
  };
  const name = await ask('resolveDns', { HostName: host });
  const servers = textsOf(name.DnsServers).join(', ') || 'the resolver of the subnet';
  const found = textsOf(name.IPAddresses).join(', ');
  if (!done('dns', name.Success, said(name.ErrorMessage) ?? `${found || 'no address'}, by ${servers}`)) return stages;
  const place = { Destination: host, Port: port };
  const tcp = await ask('testConnection', place);
  const from = said(tcp.ContainerIpAddress);
  const connected = said(tcp.TCPErrorMessage) ?? (from === null ? 'connected' : `from ${from}`);
  if (!done('tcp', tcp.TCPSuccess, connected) || !tls) return stages;
  const { SSLWithoutCRL: loose, SSLWithCRL: strict, Certificate: certificate } = await ask('testTLSConnection', place);
  const issuer = said(partOf(certificate).Issuer);
  if (!done('tls', partOf(loose).Success, tlsDetail(loose, issuer))) return stages;
  done('revocation', partOf(strict).Success, tlsDetail(strict, issuer));
  return stages;
}

function tlsDetail(part: unknown, issuer: string | null): string {
  const { SslErrors: errors, ExceptionMessage: message } = partOf(part);
  const error = said(message) ?? said(errors) ?? textsOf(errors).join(', ');
  const by = issuer === null ? '' : `issued by ${issuer}`;
  return [error === 'None' ? '' : error, by].filter(Boolean).join('; ') || 'no detail';
}

const partOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
