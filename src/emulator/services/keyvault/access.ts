/** A vault has one permission model; grants in the other one have no effect (services.md 3.6). */
import { mayWithData, type Place } from '../arm/roles.ts';
import type { Vault } from '../arm/vaults.ts';
import type { Caller, EmulatedResponse } from '../service.ts';
import { refuse } from './answers.ts';

export type SecretOperation = 'get' | 'list' | 'set' | 'delete';

const dataActions: Readonly<Record<SecretOperation, string>> = {
  get: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  list: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  set: 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  delete: 'Microsoft.KeyVault/vaults/secrets/delete',
};

/** The vault's firewall, judged before any permission. Texts as observed, codes as published. */
export function refusesNetwork({ caller }: Place, vault: Vault): EmulatedResponse | null {
  const who = `Client address: 203.0.113.7\r\nCaller: ${describe(caller)}\r\nVault: ${vault.name};location=westeurope`;
  if (vault.network === 'firewall')
    return refuse(
      403,
      'Forbidden',
      `Client address is not authorized and caller is not a trusted service.\r\n${who}`,
      'ForbiddenByFirewall',
    );
  return vault.network === 'disabled'
    ? refuse(
        403,
        'Forbidden',
        `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n${who}`,
        'ForbiddenByConnection',
      )
    : null;
}

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
