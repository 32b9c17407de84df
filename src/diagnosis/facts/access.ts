import type { FailedRun } from '../../domain/facts.ts';
import { vaultType } from '../../domain/resource/access.ts';
import type { RefusalKind, ResourceRefusal } from '../../domain/resource/resource-refusal.ts';
import { defineFact } from './fact-store.ts';

/** Looked at only where a vault refused the plug-in: it costs several calls, and other resources are not ours to judge. */
export const vaultAccess = defineFact({
  name: 'vaultAccess',
  dependsOn: ['recentErrors'],
  permission: {
    required: 'Reader on the key vault (Azure)',
    grantedBy: 'an Owner or User Access Administrator of its resource group',
  },
  async read({ arm }, { recentErrors }) {
    const refusal = refusedBy(recentErrors, ['vault-role', 'vault-policy']);
    if (refusal === null || refusal.resource === null || refusal.objectId === null) return null;
    const id = refusal.resourceId ?? (await arm.resourceId([vaultType], refusal.resource));
    const scope = refusal.inside === null ? id : `${id}/${refusal.inside}`;
    const [vault, grants] = await Promise.all([arm.vault(id), arm.grants(scope, refusal.objectId)]);
    return vault === null ? null : { vault, grants };
  },
});

export const applicationUser = defineFact({
  name: 'applicationUser',
  dependsOn: ['recentErrors', 'identity'],
  permission: {
    required: 'read access to users and security roles of the environment',
    grantedBy: 'an administrator of the environment',
  },
  async read({ dataverse }, { recentErrors, identity }) {
    const clientId = identity.record?.applicationId ?? null;
    const refused = refusedBy(recentErrors, ['dataverse-user']) !== null;
    return refused && clientId !== null ? dataverse.applicationUser(clientId) : null;
  },
});

/** The newest refusal of these kinds. */
function refusedBy(runs: readonly FailedRun[], kinds: readonly RefusalKind[]): ResourceRefusal | null {
  return runs.find(({ refusal }) => refusal !== null && kinds.includes(refusal.kind))?.refusal ?? null;
}
