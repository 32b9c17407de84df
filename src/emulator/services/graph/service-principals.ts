/** `servicePrincipals` of Graph (services.md 2.1). */

import type { ServicePrincipal } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import { badRequest, context } from './answers.ts';
import type { CollectionShape } from './collection.ts';
import type { ObjectSet } from './objects.ts';
import { mayWriteAny } from './permissions.ts';

export function servicePrincipalRow(principal: ServicePrincipal): Row {
  return {
    id: principal.id,
    appId: principal.appId,
    displayName: principal.displayName,
    appDisplayName: principal.displayName,
    servicePrincipalType: principal.servicePrincipalType,
    servicePrincipalNames: [principal.appId],
    alternativeNames: principal.alternativeNames,
    accountEnabled: principal.accountEnabled,
    appOwnerOrganizationId: principal.appOwnerOrganizationId,
    signInAudience:
      principal.servicePrincipalType === 'ManagedIdentity' ? null : (principal.signInAudience ?? 'AzureADMyOrg'),
    disabledByMicrosoftStatus: null,
    appRoleAssignmentRequired: false,
    tags: [],
    deletedDateTime: null,
    keyCredentials: [],
    passwordCredentials: [],
    appRoles: [],
    oauth2PermissionScopes: [],
    replyUrls: [],
    notificationEmailAddresses: [],
    appDescription: null,
    description: null,
    homepage: null,
    loginUrl: null,
    logoutUrl: null,
    notes: null,
    preferredSingleSignOnMode: null,
    verifiedPublisher: {},
    info: {},
  };
}

const sample: ServicePrincipal = {
  id: '',
  appId: '',
  displayName: '',
  servicePrincipalType: 'Application',
  alternativeNames: [],
  accountEnabled: true,
  appOwnerOrganizationId: null,
};

const shape: CollectionShape = {
  set: 'servicePrincipals',
  type: 'servicePrincipal',
  columns: Object.keys(servicePrincipalRow(sample)),
  textGuids: ['id', 'appId'],
};

export const servicePrincipals: ObjectSet<ServicePrincipal> = {
  shape,
  items: (tenant) => tenant.servicePrincipals,
  row: servicePrincipalRow,
  mayWrite: ({ caller }) => mayWriteAny(caller),

  create({ tenant, context: { world, lag, now, newId } }, body) {
    const appId = body.appId;
    if (typeof appId !== 'string')
      return badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
    if (tenant.servicePrincipals.some((item) => item.appId === appId))
      return refuse(
        409,
        'Request_MultipleObjectsWithSameKeyValue',
        `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      );
    const home = world.tenants.find((item) => item.applications.some((app) => app.appId === appId));
    const app = home?.applications.find((item) => item.appId === appId);
    const reachable = home === tenant || app?.signInAudience === 'AzureADMultipleOrgs';
    if (home === undefined || app === undefined || !reachable || !lag.isPrincipalKnown(app))
      return badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`);
    const principal: ServicePrincipal = {
      id: newId(),
      appId,
      displayName: app.displayName,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      accountEnabled: body.accountEnabled !== false,
      appOwnerOrganizationId: home.id,
      signInAudience: app.signInAudience,
      createdAt: now().toISOString(),
    };
    tenant.servicePrincipals.push(principal);
    return principal;
  },

  update(_call, principal, body) {
    if (typeof body.accountEnabled === 'boolean') principal.accountEnabled = body.accountEnabled;
    return null;
  },

  remove(tenant, principal) {
    tenant.servicePrincipals = tenant.servicePrincipals.filter((item) => item !== principal);
  },

  /** The navigation property exists; credentials are kept on the application or the managed identity. */
  child: ({ graph }, principal, step) =>
    step.name === 'federatedidentitycredentials' && step.key === null && graph.request.method === 'GET'
      ? {
          status: 200,
          body: {
            '@odata.context': context(graph, `servicePrincipals('${principal.id}')/federatedIdentityCredentials`),
            value: [],
          },
        }
      : null,
};
