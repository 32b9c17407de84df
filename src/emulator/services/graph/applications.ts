/** `applications` of Graph (services.md 2.1; columns: msgraph-metadata v1.0, EntityType application). */

import type { Application } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { JsonObject } from '../odata/json-body.ts';
import type { EmulatedResponse } from '../service.ts';
import { badRequest, context as odataContext } from './answers.ts';
import { audit } from './audit-logs.ts';
import type { CollectionShape } from './collection.ts';
import { federatedCredentials } from './federated-credentials.ts';
import type { ObjectSet } from './objects.ts';
import { mayWrite } from './permissions.ts';
import type { TenantCall } from './tenant-call.ts';

const longAgo = '2020-01-01T00:00:00Z';

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
    createdDateTime: app.createdAt ?? longAgo,
    description: app.description ?? null,
    notes: app.notes ?? null,
    tags: app.tags ?? [],
    uniqueName: app.uniqueName ?? null,
    requiredResourceAccess: [],
    appRoles: [],
    isFallbackPublicClient: null,
    isDeviceOnlyAuthSupported: null,
    groupMembershipClaims: null,
    serviceManagementReference: null,
    disabledByMicrosoftStatus: null,
    verifiedPublisher: {},
    api: {},
    web: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    spa: { redirectUris: [] },
    info: {},
  };
}

const sample: Application = {
  id: '',
  appId: '',
  displayName: '',
  signInAudience: 'AzureADMyOrg',
  federatedIdentityCredentials: [],
  secrets: [],
  certificates: [],
};

const shape: CollectionShape = {
  set: 'applications',
  type: 'application',
  columns: Object.keys(applicationRow(sample)),
  textGuids: ['id', 'appId'],
};

export const applications: ObjectSet<Application> = {
  shape,
  items: (tenant) => tenant.applications,
  row: applicationRow,
  alternateKey: ({ uniqueName }) => ({ name: 'uniqueName', value: uniqueName ?? null }),
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
      createdAt: context.now().toISOString(),
      ...textsOf(body),
    };
    tenant.applications.push(application);
    audit({ tenant, caller, context }, 'Add application', application);
    return application;
  },

  update(call, application, body) {
    const unknown = Object.keys(body).find((name) => !shape.columns.includes(name) && !name.startsWith('@'));
    if (unknown !== undefined)
      return badRequest(`Property '${unknown}' does not exist as a declared property or extension property.`);
    if (typeof body.displayName === 'string') application.displayName = body.displayName;
    if (body.signInAudience === 'AzureADMyOrg' || body.signInAudience === 'AzureADMultipleOrgs')
      application.signInAudience = body.signInAudience;
    Object.assign(application, textsOf(body));
    audit(call, 'Update application', application);
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

function textsOf(body: JsonObject): Pick<Application, 'uniqueName' | 'description' | 'notes' | 'tags'> {
  const names = (['uniqueName', 'description', 'notes'] as const).filter((name) => name in body);
  const texts = Object.fromEntries(names.map((name) => [name, body[name] === null ? null : String(body[name])]));
  return Array.isArray(body.tags) ? { ...texts, tags: body.tags.map(String) } : texts;
}

function owners({ graph, tenant }: TenantCall, application: Application): EmulatedResponse {
  const value = (application.owners ?? []).map((id) => {
    const principal = tenant.servicePrincipals.find((item) => item.id === id);
    return { '@odata.type': '#microsoft.graph.servicePrincipal', id, displayName: principal?.displayName ?? null };
  });
  return { status: 200, body: { '@odata.context': odataContext(graph, 'directoryObjects'), value } };
}
