/** Key Vault's data plane: secrets, the usual target of a plug-in (services.md 3.6, clients.md 4.6). */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Subscription, World } from '../../world/model.ts';
import { type Vault, vaultHost, vaultId } from '../arm/vaults.ts';
import { decodeSegments } from '../odata/path.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { refusesAccess, refusesNetwork, type SecretOperation } from './access.ts';
import { refuse } from './answers.ts';
import { deleteSecret, getSecret, listSecrets, setSecret } from './secrets.ts';

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
  const tenantId = vault.tenantId ?? subscription.tenantId;
  if (caller === null) return challenge(request, tenantId, resource, context);
  if (caller.tenantId !== tenantId)
    return refuse(
      401,
      'Unauthorized',
      `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenantId}/, found https://sts.windows.net/${caller.tenantId}/.`,
    );
  const version = request.query.get('api-version');
  if (version === null) return refuse(400, 'BadParameter', 'api-version must be specified');
  if (!apiVersion.test(version))
    return refuse(
      400,
      'BadParameter',
      `The specified version (${version}) is not recognized. Consider using the latest supported version.`,
    );
  const [collection, name] = segments;
  if (collection?.toLowerCase() !== 'secrets') return refuse(404, 'NotFound', 'The resource was not found.');
  const operation = operationOf(request.method, name);
  if (operation === null) return refuse(405, 'MethodNotAllowed', `Method ${request.method} is not allowed.`);
  const scope = vaultId(subscription, vault.resourceGroup, vault.name);
  const asked = { caller, context, subscription, scope };
  const denied = refusesNetwork(asked, vault) ?? refusesAccess(asked, vault, operation, name);
  if (denied !== null) return denied;
  const place = { vault, request, now: context.now() };
  if (name === undefined) return listSecrets(place);
  if (operation === 'set') return setSecret(place, name);
  return operation === 'delete' ? deleteSecret(place, name) : getSecret(place, name, segments[2]);
}

/** Numbered versions up to 2024, dated ones since. */
const apiVersion = /^(?:2016-10-01|7\.[0-6](?:-preview\.\d)?|202[5-9]-\d\d-\d\d(?:-preview)?)$/;

function operationOf(method: string, name: string | undefined): SecretOperation | null {
  if (method === 'GET') return name === undefined ? 'list' : 'get';
  if (name === undefined) return null;
  return method === 'PUT' ? 'set' : method === 'DELETE' ? 'delete' : null;
}

/** The first request has no token: this header names the vault's tenant and resource (observed in all clients). */
function challenge(request: EmulatedRequest, tenantId: string, resource: string, { world }: Context): EmulatedResponse {
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
