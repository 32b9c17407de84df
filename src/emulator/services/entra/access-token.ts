/** Access tokens with the claims that services and people look at. services.md §4.6 */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Tenant, World } from '../../world/model.ts';
import { managedIdentityOf } from './directory.ts';
import type { SigningKeys } from './keys.ts';
import type { ResourceKind } from './resources.ts';

export const tokenLifetime = 3599;

export interface Grant {
  readonly tenant: Tenant;
  readonly clientId: string;
  /** Object id of the service principal, or of the signed-in user. */
  readonly objectId: string;
  readonly resource: string;
  readonly kind: ResourceKind;
  /** `appidacr`: 0 public client, 1 secret, 2 certificate or assertion. */
  readonly proof: '0' | '1' | '2';
  /** Delegated scopes; null for a token of the application itself. */
  readonly scopes: readonly string[] | null;
}

/** v1 tokens are issued by `sts.windows.net`; China has a host of its own. [documented*] */
function v1Issuer(world: World, tenant: Tenant): string {
  const host = cloud(world.cloud).loginHost.value ?? '';
  return `https://${host.endsWith('.cn') ? 'sts.chinacloudapi.cn' : 'sts.windows.net'}/${tenant.id}/`;
}

export function accessClaims(world: World, grant: Grant, now: Date) {
  const { tenant, clientId, objectId, resource, kind, proof, scopes } = grant;
  const issued = Math.floor(now.getTime() / 1000);
  const identity = managedIdentityOf(world, clientId);
  const isOperator = clientId === world.operator.clientId;
  return {
    aud: resource,
    iss: v1Issuer(world, tenant),
    iat: issued,
    nbf: issued,
    exp: issued + tokenLifetime,
    appid: clientId,
    appidacr: proof,
    idp: v1Issuer(world, tenant),
    oid: objectId,
    sub: objectId,
    tid: tenant.id,
    ver: '1.0',
    ...(scopes === null ? { idtyp: 'app' } : { idtyp: 'user', scp: scopes.join(' ') }),
    ...(scopes === null && kind === 'graph' && isOperator ? { roles: [...world.operator.graphPermissions] } : {}),
    ...(identity === null
      ? {}
      : {
          xms_mirid: `/subscriptions/${identity.subscription.id}/resourcegroups/${identity.identity.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.identity.name}`,
        }),
  };
}

export async function tokenAnswer(world: World, grant: Grant, keys: SigningKeys, now: Date) {
  const access_token = await keys.entra.sign(accessClaims(world, grant, now));
  return { token_type: 'Bearer', expires_in: tokenLifetime, ext_expires_in: tokenLifetime, access_token };
}
