/** Metadata that sign-in libraries read before they request a token. services.md §4.1, clients.md §1.1 and §1.2 */
import { type CloudId, cloud } from '../../../domain/cloud/cloud.ts';
import type { Tenant } from '../../world/model.ts';
import type { EmulatedRequest } from '../service.ts';
import { discoveryGroups, loginGroupOf } from './hosts.ts';
import type { SigningKeys } from './keys.ts';

/** `tenant_region_scope` and `tenant_region_sub_scope` identify the cloud. [observed] */
const regions: Readonly<Record<CloudId, readonly [string, string | null]>> = {
  public: ['EU', null],
  gcc: ['NA', 'GCC'],
  gcchigh: ['USGov', 'DODCON'],
  dod: ['USGov', 'DOD'],
  china: ['AS', null],
  usnat: ['USNat', null],
  ussec: ['USSec', null],
};

/** `tenant` null: the document of `common` or `organizations`. */
export function openIdConfiguration(host: string, name: string, tenant: Tenant | null, cloudId: CloudId) {
  const id = tenant?.id ?? name;
  const login = `https://${host}/${id}`;
  const [scope, subScope] = regions[cloudId];
  return {
    token_endpoint: `${login}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${login}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    // Of the host that signs in: clients compare both (MSAL 5). The sources give another one for credentials in US Sec.
    issuer: `https://${cloud(cloudId).loginHost.value}/${tenant?.id ?? '{tenantid}'}/v2.0`,
    authorization_endpoint: `${login}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${login}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${login}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver'],
    tenant_region_scope: tenant === null ? null : scope,
    ...(tenant === null || subScope === null ? {} : { tenant_region_sub_scope: subScope }),
    cloud_instance_name: host.split('.').slice(-2).join('.'),
    msgraph_host: cloud(cloudId).graphHost.value,
  };
}

export function instanceDiscovery({ query }: EmulatedRequest): { known: boolean; document: object } {
  const asked = /^https:\/\/([^/:]+)(?::\d+)?\/([^/]+)/i.exec(query.get('authorization_endpoint') ?? '');
  const host = (asked?.[1] ?? '').toLowerCase();
  return {
    known: loginGroupOf(host) !== null,
    document: {
      tenant_discovery_endpoint: `https://${host}/${asked?.[2] ?? 'common'}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: discoveryGroups.map((group) => ({
        preferred_network: group.preferredNetwork,
        preferred_cache: group.preferredCache,
        aliases: group.aliases,
      })),
    },
  };
}

export const keySet = ({ entra, platform }: SigningKeys) => ({ keys: [entra.jwk, platform.jwk] });
