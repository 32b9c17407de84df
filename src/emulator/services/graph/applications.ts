/** `applications` of Graph (domain/services.md 2.1). */

import type { Application } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { EmulatedResponse } from '../service.ts';
import { badRequest, context as odataContext } from './answers.ts';
import type { CollectionShape } from './collection.ts';
import { federatedCredentials } from './federated-credentials.ts';
import type { ObjectSet } from './objects.ts';
import { mayWrite } from './permissions.ts';
import type { TenantCall } from './tenant-call.ts';

const shape: CollectionShape = {
  set: 'applications',
  type: 'application',
  columns: [
    'id',
    'appId',
    'displayName',
    'signInAudience',
    'identifierUris',
    'keyCredentials',
    'passwordCredentials',
    'publisherDomain',
    'deletedDateTime',
  ],
  textGuids: ['id', 'appId'],
};

export const applications: ObjectSet<Application> = {
  shape,
  items: (tenant) => tenant.applications,
  row: applicationRow,
  mayWrite: ({ caller }, application) => mayWrite(caller, application),

  create({ tenant, caller, context }, body) {
    if (typeof body.displayName !== 'string' || body.displayName === '')
      return badRequest("A value is required for property 'displayName' of resource 'Application'.");
    const application: Application = {
      id: context.newId(),
      appId: context.newId(),
      displayName: body.displayName,
      signInAudience: body.signInAudience === 'AzureADMultipleOrgs' ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
      federatedIdentityCredentials: [],
      secrets: [],
      certificates: [],
      owners: [caller.objectId],
    };
    tenant.applications.push(application);
    return application;
  },

  update(_call, application, body) {
    const unknown = Object.keys(body).find((name) => !shape.columns.includes(name) && !name.startsWith('@'));
    if (unknown !== undefined)
      return badRequest(`Property '${unknown}' does not exist as a declared property or extension property.`);
    if (typeof body.displayName === 'string') application.displayName = body.displayName;
    if (body.signInAudience === 'AzureADMyOrg' || body.signInAudience === 'AzureADMultipleOrgs')
      application.signInAudience = body.signInAudience;
    return null;
  },

  remove(tenant, application) {
    tenant.applications = tenant.applications.filter((item) => item !== application);
  },

  child(call, application, step) {
    if (step.name === 'federatedidentitycredentials') return federatedCredentials({ ...call, application }, step.key);
    return step.name === 'owners' ? owners(call, application) : null;
  },
};

export function applicationRow(app: Application): Row {
  return {
    id: app.id,
    appId: app.appId,
    displayName: app.displayName,
    signInAudience: app.signInAudience,
    identifierUris: [],
    keyCredentials: app.certificates.map(() => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key: null })),
    passwordCredentials: app.secrets.map((secret) => ({ hint: secret.slice(0, 3), secretText: null })),
    publisherDomain: null,
    deletedDateTime: null,
  };
}

function owners({ graph, tenant }: TenantCall, application: Application): EmulatedResponse {
  const value = (application.owners ?? []).map((id) => {
    const principal = tenant.servicePrincipals.find((item) => item.id === id);
    return { '@odata.type': '#microsoft.graph.servicePrincipal', id, displayName: principal?.displayName ?? null };
  });
  return { status: 200, body: { '@odata.context': odataContext(graph, 'directoryObjects'), value } };
}
