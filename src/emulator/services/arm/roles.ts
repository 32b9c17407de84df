/** Built-in roles that matter to managed identities and Key Vault, cut to the operations the emulator has. */

import type { RoleAssignment, Subscription } from '../../world/model.ts';
import type { Caller, Context } from '../service.ts';

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
}

const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const credentials = `${identities}/federatedIdentityCredentials`;
const vaults = 'Microsoft.KeyVault/vaults';
const readsAround = ['Microsoft.Authorization/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read'];

const role = (id: string, name: string, rights: Partial<Role>): Role => ({
  id,
  name,
  actions: [],
  notActions: [],
  dataActions: [],
  ...rights,
});

/** Ids as published; the managed identity and Key Vault ones also in services.md 3.3 and 3.6. */
export const roles: readonly Role[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4db7635', 'Owner', { actions: ['*'] }),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: ['Microsoft.Authorization/*/delete', 'Microsoft.Authorization/*/write'],
  }),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'] }),
  role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', {
    actions: ['*/read', 'Microsoft.Authorization/*'],
  }),
  role('e40ec5ca-96e0-45a2-b4ff-59039f2c2b59', 'Managed Identity Contributor', {
    actions: [`${identities}/read`, `${identities}/write`, `${identities}/delete`, `${credentials}/*`, ...readsAround],
  }),
  role('f1a07417-d97a-45cb-824c-7a7467783830', 'Managed Identity Operator', {
    actions: [`${identities}/read`, `${identities}/*/read`, `${identities}/*/assign/action`, ...readsAround],
  }),
  role('4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User', {
    dataActions: [`${vaults}/secrets/getSecret/action`, `${vaults}/secrets/readMetadata/action`],
  }),
  role('b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'Key Vault Secrets Officer', { dataActions: [`${vaults}/secrets/*`] }),
  role('21090545-7ca7-4776-b22c-e363652d74d2', 'Key Vault Reader', {
    actions: [`${vaults}/*/read`, `${vaults}/read`],
    dataActions: [`${vaults}/*/read`, `${vaults}/secrets/readMetadata/action`],
  }),
  role('00482a5a-887f-4fb3-b363-3b7fe8e74483', 'Key Vault Administrator', {
    actions: [`${vaults}/read`],
    dataActions: [`${vaults}/*`],
  }),
];

/** By id, by a resource id that ends in it, or by name. */
export function findRole(reference: string): Role | null {
  const last = (reference.split('/').at(-1) ?? '').toLowerCase();
  return roles.find(({ id, name }) => id === last || name.toLowerCase() === reference.toLowerCase()) ?? null;
}

/** Roles of the caller at `scope`: assigned there or above it; those of ppmi's own principal hold on every subscription. */
function rolesAt(caller: Caller, scope: string, subscription: Subscription, { world, now }: Context): readonly Role[] {
  const operates = caller.clientId === world.operator.clientId || caller.scopes.length > 0;
  const acts = ({ effectiveFrom }: RoleAssignment) =>
    effectiveFrom === undefined || Date.parse(effectiveFrom) <= now().getTime();
  const assigned = subscription.roleAssignments
    .filter((item) => item.principalId === caller.objectId && reaches(item.scope, scope) && acts(item))
    .map((item) => item.roleDefinitionId);
  return [...(operates ? world.operator.azureRoles : []), ...assigned]
    .map(findRole)
    .filter((found): found is Role => found !== null);
}

/** True when an assignment at `upper` holds at `scope` too. */
export function reaches(upper: string, scope: string): boolean {
  const [a, b] = [normal(upper), normal(scope)];
  return b === a || b.startsWith(`${a}/`);
}

const normal = (scope: string) => scope.toLowerCase().replace(/(?<!\/)\/+$/, '');

/** Scope of a call within a subscription. */
export interface Place {
  readonly caller: Caller;
  readonly scope: string;
  readonly subscription: Subscription;
  readonly context: Context;
}

export function may({ caller, scope, subscription, context }: Place, action: string): boolean {
  return rolesAt(caller, scope, subscription, context).some(
    (item) => fits(item.actions, action) && !fits(item.notActions, action),
  );
}

export function mayWithData({ caller, scope, subscription, context }: Place, dataAction: string): boolean {
  return rolesAt(caller, scope, subscription, context).some((item) => fits(item.dataActions, dataAction));
}

/** `*` stands for any text. From left to right, because an expression with several `.*` tries every combination. */
function fits(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => {
    const [start = '', ...rest] = pattern.toLowerCase().split('*');
    let left = action.toLowerCase();
    if (!left.startsWith(start)) return false;
    left = left.slice(start.length);
    if (rest.length === 0) return left === '';
    const end = rest.pop() ?? '';
    for (const piece of rest) {
      const at = left.indexOf(piece);
      if (at < 0) return false;
      left = left.slice(at + piece.length);
    }
    return left.endsWith(end);
  });
}
