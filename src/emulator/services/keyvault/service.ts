/** Key Vault's data plane: secrets, the usual target of a plug-in (domain/services.md 3.6, clients.md 4.6). */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Subscription, World } from '../../world/model.ts';
import { type Vault, vaultHost, vaultId } from '../arm/vaults.ts';
import { decodeSegments } from '../odata/path.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { refusesAccess } from './access.ts';
import { refuse } from './answers.ts';
import { getSecret, listSecrets, setSecret } from './secrets.ts';

export const keyVaultService: Service = {
  name: 'keyvault',
  answers: (host, world) => findVault(host, world) !== null,
  async handle(request, context) {
    const response = answer(request, context);
    return { ...response, headers: { 'x-ms-request-id': context.newId(), ...response.headers } };
  },
};

function findVault(host: string, world: World): { vault: Vault; subscription: Subscription } | null {
  for (const subscription of world.subscriptions) {
    const vault = subscription.vaults.find((item) => vaultHost(item, { world }) === host);
    if (vault !== undefined) return { vault, subscription };
  }
  return null;
}

function answer(request: EmulatedRequest, context: Context): EmulatedResponse {
  const found = findVault(request.host, context.world);
  const segments = decodeSegments(request.path);
  if (found === null || segments === null) return refuse(400, 'BadParameter', 'The request URI is invalid.');
  const { vault, subscription } = found;
  const resource = `https://${cloud(context.world.cloud).keyVaultSuffix.value}`;
  const caller = context.caller(request, [resource, `${resource}/`]);
  if (caller === null) return challenge(request, subscription, resource, context);
  if (caller.tenantId !== subscription.tenantId)
    return refuse(
      401,
      'Unauthorized',
      `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${subscription.tenantId}/, found https://sts.windows.net/${caller.tenantId}/.`,
    );
  if (!request.query.has('api-version')) return refuse(400, 'BadParameter', 'api-version must be specified');
  const [collection, name] = segments;
  if (collection?.toLowerCase() !== 'secrets') return refuse(404, 'NotFound', 'The resource was not found.');
  const operation = name === undefined ? 'list' : request.method === 'PUT' ? 'set' : 'get';
  const scope = vaultId(subscription, vault.resourceGroup, vault.name);
  const denied = refusesAccess({ caller, context, subscription, scope }, vault, operation, name);
  if (denied !== null) return denied;
  const place = { vault, request, now: context.now() };
  if (name === undefined) return listSecrets(place);
  return operation === 'set' ? setSecret(place, name) : getSecret(place, name, segments[2]);
}

/** The first request comes without a token: this header tells the vault's tenant and resource (seen in all clients). */
function challenge(
  request: EmulatedRequest,
  { tenantId }: Subscription,
  resource: string,
  { world }: Context,
): EmulatedResponse {
  const hasToken = /^bearer\s+\S/i.test(request.headers.authorization ?? '');
  const login = cloud(world.cloud).loginHost.value;
  return {
    ...refuse(
      401,
      'Unauthorized',
      hasToken ? '[TokenInvalid] Error validating token.' : 'AKV10000: Request is missing a Bearer or PoP token.',
    ),
    headers: { 'www-authenticate': `Bearer authorization="https://${login}/${tenantId}", resource="${resource}"` },
  };
}
