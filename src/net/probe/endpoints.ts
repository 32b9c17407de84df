/** The hosts of a cloud that ppmi needs, why, and what is asked of each without a token (connectivity, sections 2 and 4). */
import {
  type CloudId,
  type CloudValue,
  cloud,
  environmentHosts,
  instanceDiscoveryHost,
} from '../../domain/cloud/cloud.ts';
import { extraEndpoint, pacEndpoints, resourceEndpoint } from './asked-endpoints.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import type { Need, Purpose } from './report.ts';

export interface EndpointOptions {
  readonly cloud: CloudId;
  readonly tenantId?: string | undefined;
  /** https origin. */
  readonly environmentUrl?: string | undefined;
  readonly environmentId?: string | undefined;
  /** The identity is user-assigned: Resource Manager is needed. */
  readonly userAssigned?: boolean | undefined;
  /** URLs of what the plug-in calls. */
  readonly resources?: readonly string[] | undefined;
  /** `host` or `host:port`. */
  readonly extra?: readonly string[] | undefined;
  /** Also what pac and the portals need. */
  readonly pac?: boolean | undefined;
  /** Also where certificates are checked for revocation; false in the emulator, which has no such hosts. */
  readonly revocation?: boolean | undefined;
}

const noSubscription = '00000000-0000-0000-0000-000000000000';

export function endpointsOf(options: EndpointOptions): readonly Endpoint[] {
  const { cloud: id, tenantId, environmentUrl, environmentId, userAssigned, pac = false } = options;
  const hosts = cloud(id);
  const environment = environmentUrl === undefined ? null : new URL(environmentUrl);
  const named = (value: CloudValue, need: Need, purpose: Purpose, why: string, path: string): readonly Endpoint[] =>
    value.value === null ? [] : [endpoint(value.value, { need, purpose, why, confidence: value.confidence, path })];
  const tenant = encodeURIComponent(tenantId ?? 'organizations');
  return distinct([
    ...named(
      hosts.loginHost,
      'must',
      'sign-in',
      'every token; the issuer that a credential must name',
      `/${tenant}/v2.0/.well-known/openid-configuration`,
    ),
    ...named(hosts.loginHost, 'must', 'signing-keys', 'the keys that sign tokens', `/${tenant}/discovery/v2.0/keys`),
    ...(needsInstanceDiscovery.has(id) ? [instanceDiscovery] : []),
    ...(environment === null
      ? named(hosts.globalDiscoveryHost, 'should', 'discovery', 'finds environments', '/api/discovery/v2.0/Instances')
      : [
          endpoint(environment.hostname, {
            port: Number(environment.port) || 443,
            need: 'must',
            purpose: 'dataverse',
            why: 'the managed identity record, the plug-in and its traces',
            confidence: 'given',
            path: '/api/data/v9.2/',
          }),
        ]),
    ...named(hosts.graphHost, 'must', 'graph', 'reads and repairs federated credentials of applications', '/v1.0/me'),
    ...named(
      hosts.armHost,
      userAssigned === true ? 'if-used' : 'should',
      'resource-manager',
      'credentials of a user-assigned identity, role assignments',
      `/subscriptions/${noSubscription}?api-version=2022-12-01`,
    ),
    ...named(
      hosts.bapHost,
      'should',
      'administration',
      'environment IDs, region, network policy',
      '/providers/Microsoft.BusinessAppPlatform/environments?api-version=2021-04-01',
    ),
    ...named(
      hosts.powerPlatformApiHost,
      'should',
      'power-platform-api',
      'environment IDs; diagnostics inside the environment',
      '/',
    ),
    ...(environmentId === undefined
      ? []
      : environmentHosts(id, environmentId).map((host) =>
          endpoint(host, {
            need: 'if-used',
            purpose: 'environment',
            why: 'diagnostics inside the environment; issuer of version 0',
            confidence: hosts.environmentHostSuffix.confidence,
            path: '/',
          }),
        )),
    ...(options.resources ?? []).map((url) => resourceEndpoint(url, hosts)),
    ...(options.extra ?? []).map(extraEndpoint),
    ...(pac ? pacEndpoints(id, hosts) : []),
    ...(options.revocation === true ? revocation(id) : []),
  ]);
}

/** The sign-in library queries the public host for instances that it does not know (observed). */
const needsInstanceDiscovery = new Set<CloudId>(['gcchigh', 'dod', 'china']);

const instanceDiscovery = endpoint(instanceDiscoveryHost, {
  need: 'should',
  purpose: 'instance-discovery',
  why: 'sign-in libraries ask the public cloud about sign-in hosts that they do not know',
  confidence: 'observed',
  path: `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  )}`,
});

/** A CRL that is at that place for years; of the others, any answer counts. */
const knownCrls: Readonly<Record<string, string>> = {
  'crl3.digicert.com': '/DigiCertGlobalRootG2.crl',
  'crl4.digicert.com': '/DigiCertGlobalRootG2.crl',
};

function revocation(id: CloudId): readonly Endpoint[] {
  const { crlHosts, ocspHosts } = cloud(id);
  return [...(crlHosts.value ?? []), ...(ocspHosts.value ?? [])].map((host) =>
    endpoint(host, {
      port: 80,
      speaks: 'http',
      need: 'should',
      purpose: 'revocation',
      why: 'revocation of certificates, for signing tools and strict TLS; not for ppmi itself',
      confidence: crlHosts.confidence,
      path: knownCrls[host] ?? '/',
    }),
  );
}

function distinct(all: readonly Endpoint[]): readonly Endpoint[] {
  const keyOf = ({ host, port, path }: Endpoint) => `${host}:${port}${path}`;
  return all.filter((each, index) => all.findIndex((other) => keyOf(other) === keyOf(each)) === index);
}
