/**
 * `auditLogs/directoryAudits` and `auditLogs/signIns`: who changed a credential when, and exchanges with their error code
 * (Learn: directoryAudit and signIn resource types). Only what concerns applications and workload identities.
 */
import type { DirectoryAudit, SignIn, Tenant } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { unknownSegment } from './answers.ts';
import { collection } from './collection.ts';
import { mayReadLogs } from './permissions.ts';
import type { Step } from './route.ts';
import type { TenantCall } from './tenant-call.ts';

/** Kept rows of each log. */
const mostRows = 500;

export function keepRow<T>(rows: T[], row: T): void {
  rows.push(row);
  if (rows.length > mostRows) rows.shift();
}

export function audit(
  { tenant, caller, context }: Pick<TenantCall, 'tenant' | 'caller' | 'context'>,
  activity: string,
  target: { readonly id: string; readonly displayName: string },
  credential?: string,
): void {
  if (!context.logs) return;
  tenant.directoryAudits ??= [];
  keepRow(tenant.directoryAudits, {
    id: context.newId(),
    at: context.now().toISOString(),
    activity,
    initiatedBy: caller.clientId,
    target: { id: target.id, displayName: target.displayName },
    ...(credential === undefined ? {} : { credential }),
  });
}

/** Documented code and text for a token without the permission. */
const permissionMissing = refuse(
  403,
  'Authentication_MSGraphPermissionMissing',
  'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
);

export function auditLogs(call: TenantCall, [, second]: readonly Step[]): EmulatedResponse {
  if (!mayReadLogs(call.caller)) return permissionMissing;
  if (second?.name === 'directoryaudits')
    return logOf(
      call,
      'directoryAudit',
      (call.tenant.directoryAudits ?? []).map((item) => auditRow(item)),
    );
  return second?.name === 'signins'
    ? logOf(
        call,
        'signIn',
        (call.tenant.signIns ?? []).map((item) => signInRow(item, call.tenant)),
      )
    : unknownSegment(second?.name ?? 'auditLogs');
}

/** Newest first, as the service lists them. */
const logOf = ({ graph }: TenantCall, type: string, rows: readonly Row[]): EmulatedResponse =>
  collection(graph, rows.toReversed(), {
    set: `auditLogs/${type}s`,
    type,
    columns: Object.keys(type === 'signIn' ? signInRow(sampleSignIn, sampleTenant) : auditRow(sampleAudit)),
    textGuids: [],
  });

function auditRow({ id, at, activity, initiatedBy, target, credential }: DirectoryAudit): Row {
  const changed = { displayName: 'FederatedIdentityCredentials', oldValue: null, newValue: credential };
  return {
    id,
    category: 'ApplicationManagement',
    correlationId: id,
    result: 'success',
    resultReason: '',
    activityDisplayName: activity,
    activityDateTime: at,
    loggedByService: 'Core Directory',
    operationType: activity.split(' ')[0],
    initiatedBy: { user: null, app: { appId: initiatedBy, displayName: null, servicePrincipalId: null } },
    targetResources: [
      { ...target, type: 'Application', modifiedProperties: credential === undefined ? [] : [changed] },
    ],
    additionalDetails: [],
  };
}

function signInRow(item: SignIn, tenant: Tenant): Row {
  const principal = tenant.servicePrincipals.find(({ id }) => id === item.servicePrincipalId);
  return {
    id: item.id,
    createdDateTime: item.at,
    appId: item.appId,
    servicePrincipalId: item.servicePrincipalId,
    servicePrincipalName: principal?.displayName ?? null,
    signInEventTypes: [principal?.servicePrincipalType === 'ManagedIdentity' ? 'managedIdentity' : 'servicePrincipal'],
    resourceDisplayName: item.resource,
    correlationId: item.correlationId,
    federatedCredentialId: item.federatedCredentialId ?? null,
    status: { errorCode: item.errorCode, failureReason: item.failureReason, additionalDetails: null },
  };
}

const sampleAudit: DirectoryAudit = {
  id: '',
  at: '',
  activity: '',
  initiatedBy: '',
  target: { id: '', displayName: '' },
};
const sampleSignIn: SignIn = {
  id: '',
  at: '',
  appId: '',
  servicePrincipalId: '',
  resource: '',
  errorCode: 0,
  failureReason: '',
  correlationId: '',
};
const sampleTenant: Tenant = {
  id: '',
  displayName: '',
  applications: [],
  servicePrincipals: [],
  conditionalAccessBlocks: [],
};
