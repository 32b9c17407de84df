import { type Finding, finding, type Where } from '../../../domain/findings.ts';
import { mayUseVault, type VaultAccess } from '../../../domain/resource/access.ts';
import type { ResourceRefusal } from '../../../domain/resource/resource-refusal.ts';
import { permissionOf, roleFor } from '../../../domain/resource/vault-permissions.ts';
import { defineCheck, notApplicable } from '../../check.ts';

type Emits = 'resource-no-role' | 'resource-policy-model';

export default defineCheck({
  id: 'access/vault-allows',
  title: 'the vault allowed the requests of the plug-in in its latest failed runs',
  needs: ['identity', 'recentErrors'],
  uses: ['vaultAccess'],
  emits: ['resource-no-role', 'resource-policy-model'],
  run({ identity: { record }, recentErrors }, { vaultAccess }) {
    const refusals = recentErrors.flatMap(({ refusal }) =>
      refusal !== null && refusal.kind !== 'dataverse-user' ? [refusal] : [],
    );
    if (refusals.length === 0) return notApplicable;
    const applicationId = record?.applicationId ?? null;
    return onePerVault(refusals).flatMap((refusal): readonly Finding<Emits>[] => {
      const now = vaultAccess.ok ? accessTo(refusal, vaultAccess.value) : null;
      if (now !== null && grantedSince(now, refusal)) return [];
      const model = now?.vault.model ?? (refusal.kind === 'vault-role' ? 'roles' : 'access-policies');
      const where = atVault(refusal, now);
      const identity = { application: refusal.clientId ?? applicationId, principalId: refusal.objectId };
      const args = { ...identity, resource: refusal.resource };
      if (model !== 'roles') return [finding('resource-policy-model', where, args)];
      const role = roleFor(permissionOf(refusal).action);
      return [finding('resource-no-role', where, { ...args, role, scope: now?.vault.id ?? refusal.resourceId })];
    });
  },
});

function onePerVault(refusals: readonly ResourceRefusal[]): readonly ResourceRefusal[] {
  return refusals.filter(({ resource }, index) => refusals.findIndex((other) => other.resource === resource) === index);
}

/** The access was read for the vault of the newest refusal only. */
function accessTo({ resource }: ResourceRefusal, access: VaultAccess | null): VaultAccess | null {
  return access !== null && access.vault.name.toLowerCase() === resource?.toLowerCase() ? access : null;
}

/** If access now is not known, the refusal of the run counts. */
function grantedSince(access: VaultAccess, refusal: ResourceRefusal): boolean {
  const { objectId } = refusal;
  return objectId !== null && mayUseVault(access, objectId, permissionOf(refusal)).allowed === true;
}

function atVault({ resource, resourceId }: ResourceRefusal, now: VaultAccess | null): Where {
  return { system: 'arm', kind: 'key vault', id: now?.vault.id ?? resourceId, name: now?.vault.name ?? resource };
}
