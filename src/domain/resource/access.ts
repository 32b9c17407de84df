/** What an identity may do on the resource of its token: roles and access policies of a vault, a user in Dataverse. */

export interface RoleGrant {
  readonly role: string;
  readonly roleDefinitionId: string;
  /** ARM ID of the scope: the resource or one of its parents. */
  readonly scope: string;
  /** Assigned to the principal directly, not through a group. */
  readonly direct: boolean;
  /** Has a condition, which may narrow it. */
  readonly conditional: boolean;
  /** Each an operation with `*` for any part, such as `Microsoft.KeyVault/vaults/secrets/*`. */
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface Vault {
  readonly id: string;
  readonly name: string;
  /** The permission model in use; grants in the other model have no effect. */
  readonly model: 'roles' | 'access-policies';
  readonly policies: readonly {
    readonly objectId: string;
    /** Permissions by kind: `secrets`, `keys`, `certificates`; lower case. */
    readonly permissions: Readonly<Record<string, readonly string[]>>;
  }[];
}

/** The permissions that the vault grants to the plug-in's principal now. */
export interface VaultAccess {
  readonly vault: Vault;
  readonly grants: readonly RoleGrant[];
}

export interface ApplicationUser {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly roles: readonly string[];
}

/** `null`: cannot be decided from what was read; `reason` says why. */
export interface Allowed {
  readonly allowed: boolean | null;
  readonly reason: string | null;
}

/** One permission of a vault in its two languages: an operation on data, and a verb of an access policy. */
export interface VaultPermission {
  /** Null where the other language has no word for it that we know. */
  readonly action: string | null;
  readonly policy: string | null;
}

/** Judges by the vault's permission model only. */
export function mayUseVault({ vault, grants }: VaultAccess, principalId: string, permission: VaultPermission): Allowed {
  const yes = { allowed: true, reason: null };
  const no = { allowed: false, reason: null };
  const asked = vault.model === 'roles' ? permission.action : permission.policy;
  if (asked === null) return { allowed: null, reason: 'what was asked for has no name in the model of this vault' };
  if (vault.model === 'roles') {
    const sure = grants.filter(({ conditional }) => !conditional);
    if (allowsData(sure, asked)) return yes;
    return allowsData(grants, asked)
      ? { allowed: null, reason: 'the only role that allows it has a condition, which ppmi does not judge' }
      : no;
  }
  if (allowsByPolicy(vault, principalId, asked)) return yes;
  const others = vault.policies.some(({ objectId }) => objectId.toLowerCase() !== principalId.toLowerCase());
  return others
    ? {
        allowed: null,
        reason: 'no policy names the identity itself; one of the others may be for a group that it is in',
      }
    : no;
}

/**
 * True when the roles allow the operation on data. What a role takes away counts for that role only (Microsoft Learn:
 * Azure role definitions, notDataActions; documented). A condition may narrow a role, which is not judged here.
 */
export function allowsData(grants: readonly RoleGrant[], action: string): boolean {
  return grants.some(
    ({ dataActions, notDataActions }) => covers(dataActions, action) && !covers(notDataActions, action),
  );
}

/** True when an access policy of this very principal has the permission, written `secrets get`. */
export function allowsByPolicy({ policies }: Vault, objectId: string, permission: string): boolean {
  const [kind = '', verb = ''] = permission.toLowerCase().split(' ');
  return policies.some((policy) => {
    const permissions = policy.permissions[kind] ?? [];
    const own = policy.objectId.toLowerCase() === objectId.toLowerCase();
    return own && (permissions.includes(verb) || permissions.includes('all'));
  });
}

/**
 * `*` stands for any part of an operation, slashes included; letter case does not matter. Each part is looked for once: an
 * expression with several `.*` tries every combination of their lengths, for hours with twelve.
 */
function covers(patterns: readonly string[], action: string): boolean {
  const text = action.toLowerCase();
  return patterns.some((pattern) => {
    const [first = '', ...parts] = pattern.toLowerCase().split('*');
    const last = parts.pop();
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  });
}

/** ARM type of a vault. */
export const vaultType = 'Microsoft.KeyVault/vaults';
