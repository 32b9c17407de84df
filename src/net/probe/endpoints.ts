/** The hosts of a cloud that ppmi needs, and what is asked of each without a token (connectivity, sections 2 and 4). */
import { type CloudId, type CloudValue, cloud } from '../../domain/cloud/cloud.ts';
import type { Need, Purpose } from './report.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly need: Need;
  readonly purpose: Purpose;
  readonly confidence: string;
  /** Path and query of the one GET. */
  readonly path: string;
}

export interface EndpointOptions {
  readonly cloud: CloudId;
  readonly tenantId?: string | undefined;
  /** https origin. */
  readonly environmentUrl?: string | undefined;
  /** The identity is user-assigned: Resource Manager is needed. */
  readonly userAssigned?: boolean | undefined;
}

const noSubscription = '00000000-0000-0000-0000-000000000000';

export function endpointsOf({
  cloud: id,
  tenantId,
  environmentUrl,
  userAssigned,
}: EndpointOptions): readonly Endpoint[] {
  const hosts = cloud(id);
  const environment = environmentUrl === undefined ? null : new URL(environmentUrl);
  const named = (value: CloudValue, need: Need, purpose: Purpose, path: string): readonly Endpoint[] =>
    value.value === null ? [] : [{ host: value.value, port: 443, need, purpose, confidence: value.confidence, path }];
  return [
    ...named(
      hosts.loginHost,
      'must',
      'sign-in',
      `/${tenantId ?? 'organizations'}/v2.0/.well-known/openid-configuration`,
    ),
    ...(environment === null
      ? named(hosts.globalDiscoveryHost, 'should', 'discovery', '/api/discovery/v2.0/Instances')
      : [
          {
            host: environment.hostname,
            port: Number(environment.port) || 443,
            need: 'must' as const,
            purpose: 'dataverse' as const,
            confidence: 'given',
            path: '/api/data/v9.2/',
          },
        ]),
    ...named(hosts.graphHost, 'must', 'graph', '/v1.0/me'),
    ...(userAssigned === true
      ? named(hosts.armHost, 'if-used', 'resource-manager', `/subscriptions/${noSubscription}?api-version=2022-12-01`)
      : []),
    ...named(
      hosts.bapHost,
      'should',
      'administration',
      '/providers/Microsoft.BusinessAppPlatform/environments?api-version=2021-04-01',
    ),
    ...named(hosts.powerPlatformApiHost, 'should', 'power-platform-api', '/'),
  ];
}
