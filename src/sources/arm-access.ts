/** Roles and vaults, read through Azure Resource Manager (services.md §3.2, §3.5, §3.6). */

import { PpmiError } from '../domain/errors.ts';
import type { RoleGrant, Vault } from '../domain/resource/access.ts';
import type { ServiceClient } from './client.ts';
import { checkedArmId, text, texts } from './json.ts';
import { type Json, object } from './response.ts';

const authorizationVersion = '2022-04-01';
const vaultVersion = '2023-07-01';
const resourceGraphVersion = '2022-10-01';

/** Reader has it; Owner and Contributor have it too. */
const reader = {
  permission: 'Reader on the resource (Azure)',
  who: 'an Owner or User Access Administrator of its resource group',
};

export async function readVault(client: ServiceClient, base: string, resourceId: string): Promise<Vault | null> {
  const url = `${base}${checkedArmId(resourceId, 'the vault')}?api-version=${vaultVersion}`;
  const row = await client.wanting(reader).get(url);
  if (row === null) return null;
  const properties = object(row.properties, url);
  const policies = Array.isArray(properties.accessPolicies) ? properties.accessPolicies : [];
  return {
    id: text(row, 'id') ?? resourceId,
    name: text(row, 'name') ?? resourceId.split('/').at(-1) ?? '',
    // False and absent both mean access policies (documented).
    model: properties.enableRbacAuthorization === true ? 'roles' : 'access-policies',
    policies: policies.map((policy) => readPolicy(object(policy, url), url)),
  };
}

function readPolicy(policy: Json, url: string): Vault['policies'][number] {
  const permissions = object(policy.permissions ?? {}, url);
  const kinds = ['secrets', 'keys', 'certificates'] as const;
  return {
    objectId: text(policy, 'objectId') ?? '',
    permissions: Object.fromEntries(
      kinds.map((kind) => [kind, texts(permissions, kind).map((verb) => verb.toLowerCase())]),
    ),
  };
}

/** By Resource Graph, which answers for the subscriptions that the caller can read, so that no row is no answer. */
export async function readResourceId(
  client: ServiceClient,
  base: string,
  types: readonly string[],
  name: string,
): Promise<string> {
  const url = `${base}/providers/Microsoft.ResourceGraph/resources?api-version=${resourceGraphVersion}`;
  for (const type of types) {
    const where = `type =~ '${type}' and name =~ '${name.replaceAll(/[\\']/g, '')}'`;
    const { data } = await client.wanting(reader).ask(url, { query: `resources | where ${where} | project id` });
    const [row] = Array.isArray(data) ? data : [];
    const id = row === undefined ? null : text(object(row, url), 'id');
    if (id !== null) return id;
  }
  throw new PpmiError('refused', {
    system: 'arm',
    ...reader,
    detail: `no ${types.join(' or ')} named ${name} can be seen`,
  });
}

export async function readGrants(
  client: ServiceClient,
  base: string,
  scope: string,
  principalId: string,
): Promise<readonly RoleGrant[]> {
  const asReader = client.wanting(reader);
  // `assignedTo` includes what groups have; `atScope` leaves out what lies below.
  const filter = encodeURIComponent(`atScope() and assignedTo('${principalId}')`);
  const path = `${base}${checkedArmId(scope, 'the scope')}/providers/Microsoft.Authorization/roleAssignments`;
  const rows = await asReader.list(`${path}?api-version=${authorizationVersion}&$filter=${filter}`);
  const assignments = rows.map((row) => object(row.properties, path));
  const ids = new Set(assignments.map((each) => text(each, 'roleDefinitionId') ?? ''));
  const definitions = new Map(
    await Promise.all([...ids].map(async (id) => [id, await readRole(asReader, base, id)] as const)),
  );
  return assignments.map((each) => {
    const id = text(each, 'roleDefinitionId') ?? '';
    return {
      ...(definitions.get(id) ?? { role: id, dataActions: [], notDataActions: [] }),
      roleDefinitionId: id,
      scope: text(each, 'scope') ?? scope,
      direct: text(each, 'principalId')?.toLowerCase() === principalId.toLowerCase(),
      conditional: text(each, 'condition') !== null,
    };
  });
}

async function readRole(client: ServiceClient, base: string, id: string) {
  const url = `${base}${checkedArmId(id, 'roleDefinitionId')}?api-version=${authorizationVersion}`;
  const row = await client.get(url);
  if (row === null)
    throw new PpmiError('answer-malformed', { host: new URL(url).host, detail: 'the role is not there' });
  const properties = object(row.properties, url);
  const permissions = Array.isArray(properties.permissions) ? properties.permissions : [];
  const all = (key: string) => permissions.flatMap((each) => texts(object(each, url), key));
  return {
    role: text(properties, 'roleName') ?? id,
    dataActions: all('dataActions'),
    notDataActions: all('notDataActions'),
  };
}
