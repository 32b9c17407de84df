/** Permissions of a vault in both models: a data action of a role, and a permission of an access policy. */
import type { VaultPermission } from './access.ts';
import type { ResourceRefusal } from './resource-refusal.ts';

/** The permission that a plug-in needs by default. */
const readSecret = { action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action', policy: 'secrets get' };

/** Operations whose name is not simply the verb (Microsoft Learn: Azure permissions for security; documented, not re-read). */
const actions: Readonly<Record<string, string>> = {
  'secrets get': readSecret.action,
  'secrets list': 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  'secrets set': 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  'keys get': 'Microsoft.KeyVault/vaults/keys/read',
  'keys list': 'Microsoft.KeyVault/vaults/keys/read',
  'keys sign': 'Microsoft.KeyVault/vaults/keys/sign/action',
  'keys decrypt': 'Microsoft.KeyVault/vaults/keys/decrypt/action',
  'certificates get': 'Microsoft.KeyVault/vaults/certificates/read',
  'certificates list': 'Microsoft.KeyVault/vaults/certificates/read',
};

/** The requested permission, from a refusal. */
export function permissionOf({ kind, permission }: ResourceRefusal): VaultPermission {
  if (permission === null) return readSecret;
  return kind === 'vault-policy' ? byPolicy(permission) : byAction(permission);
}

export function byPolicy(policy: string): VaultPermission {
  return { action: actions[policy] ?? null, policy };
}

function byAction(action: string): VaultPermission {
  const same = Object.entries(actions).find(([, each]) => each.toLowerCase() === action.toLowerCase());
  return { action, policy: same?.[0] ?? null };
}

/** The built-in role with the fewest permissions that allows the action; null where it is not known. */
export function roleFor(action: string | null): string | null {
  if (action === null) return null;
  if (/\/secrets\/(?:getSecret|readMetadata)\/action$/i.test(action)) return 'Key Vault Secrets User';
  if (/\/secrets\//i.test(action)) return 'Key Vault Secrets Officer';
  if (/\/certificates\/read$/i.test(action)) return 'Key Vault Certificate User';
  if (
    /\/keys\/(?:read|sign\/action|verify\/action|encrypt\/action|decrypt\/action|wrap\/action|unwrap\/action)$/i.test(
      action,
    )
  )
    return 'Key Vault Crypto User';
  return null;
}
