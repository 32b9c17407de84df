/** `connectivity --from-environment`: tests the same hosts from the network in which the plug-in runs. */
import { detailOf } from '../../catalog/error-text.ts';
import { type CloudId, cloud, environmentHosts } from '../../domain/cloud/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { NetworkFindingName } from '../../domain/network-findings.ts';
import { findingOf } from '../../net/fault/finding.ts';
import type { ConnectivityFinding, ConnectivityReport } from '../../net/probe/report.ts';
import type { HttpContext } from '../../session/http-context.ts';
import { createServiceClientsOpener } from '../../session/service-clients.ts';
import type { SignInFlags } from '../../session/sign-in-flags.ts';
import {
  type EnvironmentRow,
  type EnvironmentTarget,
  readEnvironmentNetwork,
} from '../../sources/environment-network.ts';
import type { Subnet } from '../../sources/environment-subnet.ts';

export interface EnvironmentSide {
  /** False: no request was made, for the given reason. */
  readonly asked: boolean;
  readonly reason: string | null;
  readonly region: string | null;
  /** That region and, where the diagnostics were asked for it as well, the paired one. */
  readonly regions: readonly string[];
  readonly subnets: readonly Subnet[];
  /** How well the meaning of these calls is known. */
  readonly confidence: 'observed';
  /** What no test from this machine can observe. */
  readonly unseenFromHere: readonly string[];
  readonly endpoints: readonly EnvironmentRow[];
}

export interface EnvironmentSideResult {
  readonly side: EnvironmentSide;
  readonly findings: readonly ConnectivityFinding[];
}

export const unseenFromHere = [
  'DNS servers, private DNS zones and firewall rules of the subnet that the environment is connected to',
  'whether that subnet reaches the hosts of certificate revocation on port 80',
  'whether the token request of a managed identity leaves from that subnet or from the platform (not known)',
];

/** The PowerShell module that makes these calls supports no other clouds (observed). */
const clouds: ReadonlySet<CloudId> = new Set(['public', 'gcchigh', 'dod', 'china']);

interface Place {
  readonly cloudId: CloudId;
  readonly environmentId: string | undefined;
}

export async function testFromEnvironment(
  { cloudId, environmentId }: Place,
  flags: SignInFlags,
  context: HttpContext,
  report: ConnectivityReport,
  notify: (text: string) => void,
): Promise<EnvironmentSideResult> {
  if (!clouds.has(cloudId)) return notAsked(`no such diagnostics are known for the cloud ${cloudId}`);
  if (environmentId === undefined) return notAsked('requires the ID of the environment (--environment-id)');
  // Send a token only where this run has verified TLS and the response of the real service.
  const hosts = environmentHosts(cloudId, environmentId);
  const host = hosts.find((name) => report.endpoints.some((each) => each.host === name && each.ok === true));
  if (host === undefined) return notAsked(`${hosts.join(' and ')} did not answer as the service, so no token was sent`);
  const audience = (cloud(cloudId).powerPlatformApiAudience.value ?? '').replace(/\/$/, '');
  try {
    const clients = await createServiceClientsOpener(flags, context)(cloudId, null);
    const client = clients.client('environment diagnostics', `https://${host}`, audience);
    const { target } = context;
    const patience = { pause: (ms: number) => target.sleep(ms), notify };
    const targets = targetsOf(cloudId, report);
    const { regions, rows, subnets, faults } = await readEnvironmentNetwork(
      client,
      `https://${host}`,
      targets,
      patience,
    );
    return {
      side: { ...nothing, asked: true, region: regions[0] ?? null, regions, subnets, endpoints: rows },
      findings: faults.map((fault) => ({
        ...findingOf(fault),
        need: 'must',
        correlation: null,
        severity: warnings.has(fault.name) ? 'warning' : null,
      })),
    };
  } catch (error) {
    if (!(error instanceof PpmiError) || error.id === 'bug') throw error;
    const { permission, who } = error.args;
    return notAsked(
      `${detailOf(error)}${permission === undefined ? '' : `; requires ${permission}, granted by ${who}`}`,
    );
  }
}

const warnings = new Set<NetworkFindingName>(['environment-revocation-blocked', 'environment-subnet-full']);

const nothing: EnvironmentSide = {
  asked: false,
  reason: null,
  region: null,
  regions: [],
  subnets: [],
  confidence: 'observed',
  unseenFromHere,
  endpoints: [],
};

const notAsked = (reason: string): EnvironmentSideResult => ({ side: { ...nothing, reason }, findings: [] });

/** Sign-in, the hosts that the plug-in calls, and the hosts of certificate revocation checks. */
function targetsOf(cloudId: CloudId, { endpoints }: ConnectivityReport): readonly EnvironmentTarget[] {
  const used = endpoints.filter(
    ({ purpose, need }) =>
      purpose === 'sign-in' || purpose === 'revocation' || (need === 'if-used' && purpose !== 'environment'),
  );
  const login = cloud(cloudId).loginHost.value;
  const targets = used.map(({ host, port, purpose }) => ({
    host,
    port,
    tls: port === 443 && purpose !== 'tcp-only',
  }));
  return targets.filter(({ host }, index) => host !== login || index === 0);
}
