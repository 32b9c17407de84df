import type { FederatedCredential, ServicePrincipalFact } from '../domain/facts.ts';
import type { ServiceClient } from './client.ts';
import { checkedArmId, guid, requiredGuid, text, texts, time } from './json.ts';
import type { Json } from './response.ts';
import type { GraphSource } from './sources.ts';

const principalColumns = [
  'id',
  'appId',
  'displayName',
  'servicePrincipalType',
  'alternativeNames',
  'accountEnabled',
  'appOwnerOrganizationId',
  'signInAudience',
];

/** Microsoft Graph v1.0. `base` is `https://{graph host}/v1.0`. */
export function createGraph(client: ServiceClient, base: string): GraphSource {
  const application = async (key: string) => {
    const row = await client.get(`${base}/applications${key}?$select=id,appId,displayName`);
    return row === null
      ? null
      : { id: requiredGuid(row, 'id'), appId: requiredGuid(row, 'appId'), displayName: text(row, 'displayName') ?? '' };
  };

  const servicePrincipal = async (key: string) => {
    const row = await client.get(`${base}/servicePrincipals${key}?$select=${principalColumns.join(',')}`);
    return row === null ? null : readPrincipal(row);
  };

  return {
    application: (appId) => application(`(appId='${appId}')`),
    applicationByObjectId: (id) => application(`/${id}`),

    servicePrincipal: (appId) => servicePrincipal(`(appId='${appId}')`),
    servicePrincipalByObjectId: (id) => servicePrincipal(`/${id}`),

    async credentials({ id }) {
      const url = `${base}/applications/${id}/federatedIdentityCredentials`;
      const rows = await client.list(url);
      return { credentials: rows.map((row) => readCredential(row, url)), url, system: 'graph' };
    },

    async credentialsChangedAt({ id }, since) {
      const logs = client.wanting({ permission: 'AuditLog.Read.All', who: 'a Global Administrator' });
      const filter = `activityDateTime ge ${since.toISOString()} and targetResources/any(t:t/id eq '${id}')`;
      const rows = await logs.list(`${base}/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}`);
      const times = rows.filter(changesCredentials).flatMap((row) => time(row, 'activityDateTime') ?? []);
      return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
    },
  };
}

/** Columns: Microsoft Graph, directoryAudit (documented). What the log calls a change to a credential is inferred. */
function changesCredentials(row: Json): boolean {
  const targets = Array.isArray(row.targetResources) ? row.targetResources : [];
  const said = `${text(row, 'activityDisplayName')} ${JSON.stringify(targets)}`;
  return /federated\s?identity\s?credential/i.test(said);
}

function readPrincipal(row: Json): ServicePrincipalFact {
  // For a user-assigned identity the second alternative name is its ARM ID (documented, exact strings not re-read).
  const resourceId = texts(row, 'alternativeNames').find((name) => /\/userAssignedIdentities\//i.test(name)) ?? null;
  return {
    id: requiredGuid(row, 'id'),
    appId: requiredGuid(row, 'appId'),
    displayName: text(row, 'displayName') ?? '',
    type: text(row, 'servicePrincipalType') ?? '',
    enabled: row.accountEnabled !== false,
    ownerTenantId: guid(row, 'appOwnerOrganizationId'),
    // Every value but this one admits other tenants (documented).
    multiTenant: (text(row, 'signInAudience') ?? 'AzureADMyOrg') !== 'AzureADMyOrg',
    resourceId: resourceId === null ? null : checkedArmId(resourceId, 'alternativeNames'),
  };
}

function readCredential(row: Json, collection: string): FederatedCredential {
  const id = requiredGuid(row, 'id');
  return {
    id,
    name: text(row, 'name') ?? id,
    issuer: typeof row.issuer === 'string' ? row.issuer : '',
    subject: typeof row.subject === 'string' ? row.subject : null,
    audiences: texts(row, 'audiences'),
    description: text(row, 'description'),
    url: `${collection}/${id}`,
  };
}
