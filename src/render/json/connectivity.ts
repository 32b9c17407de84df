/** `connectivity --json`: keys as in docs/interface.md, findings in the words of the catalog. */
import { type FindingJson, presentFinding } from '../../catalog/finding.ts';
import { unknownContext } from '../../catalog/printer.ts';
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Finding, Severity } from '../../domain/diagnosis.ts';
import type { NetworkOwner } from '../../domain/network-findings.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { connectivityExit, type FailOn } from '../../report/exit-codes.ts';
import { notesFor, type OwnerBlock, ownerTitles } from './connectivity-owners.ts';

type Need = 'must' | 'should' | 'if-used';

interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** What the support of a service needs to find a request. */
interface Correlation {
  readonly requestId: string | null;
  readonly correlationId: string | null;
  /** ISO time. */
  readonly timestamp: string;
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly need: Need;
  readonly purpose?: string;
  readonly why: string;
  readonly proxy: { readonly url: string; readonly from: string } | null;
  readonly ok: boolean | null;
  readonly stages: readonly {
    readonly stage: string;
    readonly ok: boolean | null;
    readonly ms: number;
    readonly detail: string;
  }[];
  /** Null: no response came. */
  readonly status: number | null;
  readonly tls: {
    readonly protocol: string | null;
    readonly cipher: string | null;
    readonly leaf: Certificate;
    readonly top: Certificate;
    readonly topTrustedBy: string | null;
  } | null;
  readonly correlation: Correlation | null;
}

/** What a probe reports, as far as it is printed. */
export interface EnvironmentSideJson {
  readonly asked: boolean;
  readonly reason: string | null;
  readonly region: string | null;
  readonly regions: readonly string[];
  readonly subnets: readonly {
    readonly region: string;
    readonly name: string | null;
    readonly range: string | null;
    readonly reserved: number | null;
    readonly capacity: number | null;
    readonly dnsServers: readonly string[];
  }[];
  readonly confidence: string;
  readonly unseenFromHere: readonly string[];
  readonly endpoints: readonly {
    readonly host: string;
    readonly port: number;
    readonly region: string;
    readonly ok: boolean | null;
    readonly stages: readonly { readonly stage: string; readonly ok: boolean | null; readonly detail: string }[];
  }[];
}

export interface ConnectivityInput {
  readonly cloud: CloudId;
  /** ISO time. */
  readonly startedAt: string;
  /** Seen from the network of the environment; null: not requested. */
  readonly environmentSide: EnvironmentSideJson | null;
  readonly endpoints: readonly Endpoint[];
  readonly read: readonly string[];
  /** What is no problem of the network, and matters elsewhere. */
  readonly notes: readonly string[];
  readonly findings: readonly (Finding & {
    readonly need: Need;
    readonly severity: Severity | null;
    readonly correlation: Correlation | null;
  })[];
}

export type ConnectivityJson = Omit<ConnectivityInput, 'findings'> & {
  readonly tool: { readonly version: string };
  readonly emulated: boolean;
  /** What this run cannot see. */
  readonly seen: string;
  readonly summary: {
    readonly hosts: number;
    /** Hosts that answer with everything that they are asked for. */
    readonly answering: number;
    readonly errors: number;
    readonly warnings: number;
  };
  readonly exitCode: number;
  readonly findings: readonly (FindingJson & {
    /** Null: not about a port. */
    readonly port: number | null;
    readonly vantage: 'machine' | 'environment';
    readonly correlation: Correlation | null;
  })[];
  readonly owners: readonly OwnerBlock[];
};

const seen = 'Tested from this machine. Plug-ins run in the network of the environment, which this test does not see.';
const seenFromBoth =
  'The hosts were tested from this machine, and some of them from the network of the environment, in which plug-ins run.';

/** What the commands of a fix are printed for. */
interface Run {
  readonly version: string;
  readonly shell: ShellTarget;
  readonly repeated: readonly string[];
  readonly failOn: FailOn;
}

/** Errors first; a host that is only useful makes a warning of what would be an error. */
export function connectivityJson<P extends ConnectivityInput>(
  probed: P,
  emulated: boolean,
  { version, shell, repeated, failOn }: Run,
) {
  const context = { ...unknownContext(shell), target: repeated };
  const shown = probed.findings.map(({ need, severity, correlation, ...finding }) => {
    const presented = presentFinding(finding, context);
    const own = severity ?? presented.severity;
    const rated = need === 'should' && own === 'error' ? ('warning' as const) : own;
    const vantage = finding.name.startsWith('environment-') ? ('environment' as const) : ('machine' as const);
    return { ...presented, severity: rated, port: portOf(finding), vantage, correlation };
  });
  const order = ['error', 'warning', 'info'];
  shown.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const owners = (Object.keys(ownerTitles) as NetworkOwner[]).flatMap((owner): readonly OwnerBlock[] => {
    const rows = shown
      .filter((finding) => finding.owner === owner)
      .map(({ where, port, code, severity, title, message }) => ({
        host: where?.name ?? '',
        port,
        code,
        severity,
        title,
        reason: message,
        why: whyOf(where?.name ?? '', port, probed.endpoints),
      }));
    return rows.length === 0 ? [] : [{ owner, title: ownerTitles[owner], notes: notesFor(owner, probed.cloud), rows }];
  });
  const countOf = (severity: Severity) => shown.filter((finding) => finding.severity === severity).length;
  const from = probed.environmentSide?.asked === true ? seenFromBoth : seen;
  return {
    ...probed,
    tool: { version },
    emulated,
    seen: from,
    summary: {
      hosts: countHosts(probed.endpoints),
      answering: countGood(probed.endpoints),
      errors: countOf('error'),
      warnings: countOf('warning'),
    },
    exitCode: connectivityExit({ ...probed, findings: shown }, failOn),
    findings: shown,
    owners,
  };
}

/** Of the host that a finding is about; a proxy is named with its port. */
function portOf({ args, where }: Finding): number | null {
  const { port, proxy } = args as { readonly port?: number; readonly proxy?: string };
  if (port !== undefined) return port;
  // IPv6 addresses stand in brackets.
  const before = [`${where?.name}:`, `[${where?.name}]:`].find((start) => proxy?.startsWith(start) === true);
  const named = proxy === undefined || before === undefined ? null : Number(proxy.slice(before.length));
  return named !== null && Number.isInteger(named) ? named : null;
}

function whyOf(host: string, port: number | null, endpoints: readonly Endpoint[]): string | null {
  const reasons = endpoints.filter((each) => each.host === host && each.port === port).map(({ why }) => why);
  if (reasons.length > 0) return [...new Set(reasons)].join('; ');
  const behind = endpoints.filter(({ proxy }) => proxy !== null && hostOf(proxy) === host);
  return behind.length === 0 ? null : `the proxy to ${countHosts(behind)} of ${countHosts(endpoints)} hosts`;
}

/** One host may be asked for several things. */
export function countHosts(endpoints: readonly { readonly host: string; readonly port: number }[]): number {
  return new Set(endpoints.map(({ host, port }) => `${host}:${port}`)).size;
}

/** Hosts that answer with everything that they are asked for. */
export function countGood(endpoints: readonly Endpoint[]): number {
  const bad = endpoints.filter(({ ok }) => ok !== true);
  return countHosts(endpoints) - countHosts(bad);
}

/** An IPv6 address in brackets. */
export const placeOf = ({ host, port }: { readonly host: string; readonly port: number }) =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Without brackets. */
export const hostOf = ({ url }: { readonly url: string }) => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** Of the host, else of the proxy to it. */
export function findingAbout<F extends Pick<Finding, 'where'>>(
  { host, proxy }: Endpoint,
  findings: readonly F[],
): F | undefined {
  const via = proxy === null ? null : hostOf(proxy);
  return findings.find(({ where }) => where?.name === host) ?? findings.find(({ where }) => where?.name === via);
}
