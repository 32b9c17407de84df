/** One permission of a vault in its two languages: an operation on data, and a verb of an access policy. */
import type { ResourceRefusal } from '../../domain/resource-refusal.ts';

/** Reading a secret is what a plug-in wants of a vault unless it says otherwise. */
export const readSecret = { action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action', permission: 'secrets get' };

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

export function dataActionOf({ kind, permission }: ResourceRefusal): string {
  if (permission === null) return readSecret.action;
  return kind === 'vault-role' ? permission : (actions[permission] ?? readSecret.action);
}

export function policyPermissionOf({ kind, permission }: ResourceRefusal): string {
  if (permission === null) return readSecret.permission;
  if (kind === 'vault-policy') return permission;
  const same = Object.entries(actions).find(([, action]) => action.toLowerCase() === permission.toLowerCase());
  return same?.[0] ?? readSecret.permission;
}

/** The built-in role with the least that allows the operation; null where there is more than one to choose from. */
export function roleFor(action: string): string | null {
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
