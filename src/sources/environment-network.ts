/**
 * What the network of an environment says of a host. The calls are those of Microsoft's EnterprisePolicies module (version
 * of 2026-05; observed, not documented): they connect from the delegated subnet and change nothing. The module's call that
 * writes telemetry is never made.
 */
import { PpmiError } from '../domain/errors.ts';
import { inOnePiece } from '../domain/harmless-text.ts';
import { type NetworkFault, networkFault } from '../domain/network-findings.ts';
import { foreignAnswer } from '../net/fault/finding.ts';
import type { ServiceClient } from './client.ts';
import { readSubnet, type Subnet, subnetFault } from './environment-subnet.ts';
import { type Patience, patientAsk } from './patient-ask.ts';
import type { Json } from './response.ts';

export interface EnvironmentStage {
  readonly stage: 'dns' | 'tcp' | 'tls' | 'revocation';
  /** Null: asked, but the answer does not say, or none came. */
  readonly ok: boolean | null;
  readonly detail: string;
}

export interface EnvironmentRow {
  readonly host: string;
  readonly port: number;
  readonly region: string;
  readonly ok: boolean | null;
  readonly stages: readonly EnvironmentStage[];
}

export interface EnvironmentNetwork {
  /** That of the environment first, then the paired one, to which it may fail over. */
  readonly regions: readonly string[];
  readonly rows: readonly EnvironmentRow[];
  /** Those that the diagnostics describe. */
  readonly subnets: readonly Subnet[];
  readonly faults: readonly NetworkFault[];
}

export interface EnvironmentTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

const version = 'api-version=2026-02-01';

/** Both regions of a pair require a delegated subnet (documented). Pairs of other countries are not in that page. */
const pairs: readonly (readonly [string, string])[] = [
  ['eastus', 'westus'],
  ['uksouth', 'ukwest'],
  ['usgovtexas', 'usgovvirginia'],
];

/** Null: none that is known. */
export function pairedRegion(region: string): string | null {
  const name = region.toLowerCase().replaceAll(/[ -]/g, '');
  const pair = pairs.find((each) => each.includes(name));
  return pair?.find((each) => each !== name) ?? null;
}

/**
 * Asks for one host after another: the containers that answer are few.
 * @param base origin of the environment host
 * @throws PpmiError of the first question: `refused` without the Power Platform Administrator role; `cut-off`,
 * `throttled`, `answer-malformed`
 */
export async function readEnvironmentNetwork(
  client: ServiceClient,
  base: string,
  targets: readonly EnvironmentTarget[],
  patience: Patience,
): Promise<EnvironmentNetwork> {
  const own = await readRegion(client, `${base}/plex/environmentRegion?${version}`);
  const paired = pairedRegion(own);
  const regions = paired === null ? [own] : [own, paired];
  const patient = patientAsk(client.ask, patience);
  const rows: EnvironmentRow[] = [];
  const subnets: Subnet[] = [];
  for (const region of regions) {
    const of = `region=${encodeURIComponent(region)}`;
    for (const target of targets) {
      const stages: EnvironmentStage[] = [];
      const ask = (call: string, body: unknown) => patient(`${base}/plex/${call}?${version}&${of}`, body);
      await askStages(target, ask, stages).catch((error: unknown) => {
        if (rows.length === 0 || !(error instanceof PpmiError) || error.id === 'bug') throw error;
        stages.push({ stage: next(stages), ok: null, detail: String(error.args.detail ?? error.message) });
      });
      const { host, port } = target;
      rows.push({ host, port, region, ok: stages.at(-1)?.ok ?? null, stages });
    }
    subnets.push(...(await readSubnet(client, base, region)));
  }
  const faults = [...rows.flatMap((row) => faultOf(row, rows)), ...subnets.flatMap((each) => subnetFault(each, base))];
  return { regions, rows, subnets, faults };
}

const order = ['dns', 'tcp', 'tls', 'revocation'] as const;

const next = (stages: readonly EnvironmentStage[]) => order[stages.length] ?? 'revocation';

const names = {
  dns: 'environment-name-not-resolved',
  tcp: 'environment-connection-fails',
  tls: 'environment-tls-fails',
  revocation: 'environment-revocation-blocked',
} as const;

/** Where the other region reaches the host, the difference between the regions is what to look for. */
function faultOf(
  { host, port, region, stages }: EnvironmentRow,
  rows: readonly EnvironmentRow[],
): readonly NetworkFault[] {
  const last = stages.at(-1);
  if (last?.ok !== false) return [];
  const others = rows.filter((row) => row.host === host && row.port === port && row.region !== region);
  const works = others.find(({ ok }) => ok === true);
  const detail = [
    last.detail,
    ...(others.length === 0 ? [] : [`region ${region}`]),
    ...(works === undefined ? [] : [`works in ${works.region}`]),
  ].join('; ');
  return [networkFault(names[last.stage], host, { host, port, detail })];
}

async function readRegion(client: ServiceClient, url: string): Promise<string> {
  const bytes = await client.bytes(url);
  const text = bytes === null ? '' : Buffer.from(bytes).toString('utf8').trim().replace(/^"|"$/g, '');
  // It goes into the address of the next requests.
  if (/^[A-Za-z0-9 -]{2,40}$/.test(text)) return text;
  throw foreignAnswer(new URL(url).host, 'expected the name of a region');
}

type Ask = (call: string, body: unknown) => Promise<Json>;

async function askStages({ host, port, tls }: EnvironmentTarget, ask: Ask, stages: EnvironmentStage[]): Promise<void> {
  const done = (stage: EnvironmentStage['stage'], ok: unknown, detail: string): boolean => {
    stages.push({ stage, ok: typeof ok === 'boolean' ? ok : null, detail });
    return ok === true;
  };
  const name = await ask('resolveDns', { HostName: host });
  const servers = textsOf(name.DnsServers).join(', ') || 'the resolver of the subnet';
  const found = textsOf(name.IPAddresses).join(', ');
  if (!done('dns', name.Success, said(name.ErrorMessage) ?? `${found || 'no address'}, by ${servers}`)) return;
  const place = { Destination: host, Port: port };
  const tcp = await ask('testConnection', place);
  const from = said(tcp.ContainerIpAddress);
  const connected = said(tcp.TCPErrorMessage) ?? (from === null ? 'connected' : `from ${from}`);
  if (!done('tcp', tcp.TCPSuccess, connected) || !tls) return;
  const { SSLWithoutCRL: loose, SSLWithCRL: strict, Certificate: certificate } = await ask('testTLSConnection', place);
  const issuer = said(partOf(certificate).Issuer);
  if (!done('tls', partOf(loose).Success, tlsDetail(loose, issuer))) return;
  done('revocation', partOf(strict).Success, tlsDetail(strict, issuer));
}

function tlsDetail(part: unknown, issuer: string | null): string {
  const { SslErrors: errors, ExceptionMessage: message } = partOf(part);
  const error = said(message) ?? said(errors) ?? textsOf(errors).join(', ');
  const by = issuer === null ? '' : `issued by ${issuer}`;
  return [error === 'None' ? '' : error, by].filter(Boolean).join('; ') || 'no detail';
}

const partOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? inOnePiece(value.trim()) : null;
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
