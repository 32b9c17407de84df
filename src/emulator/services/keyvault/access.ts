/** A vault has one model of access; a grant in the other one is invisible (domain/services.md 3.6). */
import { mayWithData, type Place } from '../arm/roles.ts';
import type { Vault } from '../arm/vaults.ts';
import type { Caller, EmulatedResponse } from '../service.ts';
import { refuse } from './answers.ts';

export type SecretOperation = 'get' | 'list' | 'set';

const dataActions: Readonly<Record<SecretOperation, string>> = {
  get: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  list: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  set: 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
};

/** Texts as observed; the location in them is the emulator's. */
export function refusesAccess(
  place: Place,
  vault: Vault,
  operation: SecretOperation,
  secret: string | undefined,
): EmulatedResponse | null {
  return vault.rbac ? refusesByRole(place, vault, operation, secret) : refusesByPolicy(place, vault, operation);
}

function refusesByRole(
  place: Place,
  vault: Vault,
  operation: SecretOperation,
  secret: string | undefined,
): EmulatedResponse | null {
  const scope = secret === undefined ? place.scope : `${place.scope}/secrets/${secret}`;
  const action = dataActions[operation];
  if (mayWithData({ ...place, scope }, action)) return null;
  const lines = [
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    `Caller: ${describe(place.caller)}`,
    `Action: '${action}'`,
    `Resource: '${scope.toLowerCase()}'`,
    'Assignment: (not found)',
    'DenyAssignmentId: null',
    'DecisionReason: null ',
    `Vault: ${vault.name};location=westeurope`,
    '',
  ];
  return refuse(403, 'Forbidden', lines.join('\r\n'), 'ForbiddenByRbac');
}

function refusesByPolicy({ caller }: Place, vault: Vault, operation: SecretOperation): EmulatedResponse | null {
  const policy = vault.accessPolicies.find((item) => item.objectId === caller.objectId);
  if (policy?.secrets.some((name) => ['all', operation].includes(name.toLowerCase()))) return null;
  return refuse(
    403,
    'Forbidden',
    `The user, group or application '${describe(caller)}' does not have secrets ${operation} permission on key vault '${vault.name};location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
    'AccessDenied',
  );
}

const describe = ({ clientId, objectId, tenantId }: Caller): string =>
  `appid=${clientId};oid=${objectId};iss=https://sts.windows.net/${tenantId}/`;
