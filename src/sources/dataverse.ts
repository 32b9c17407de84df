import { type CloudId, cloudOfOrganizationHost } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import type { ComponentFact, EnvironmentFact, IdentityRecord } from '../domain/facts.ts';
import type { ServiceClient } from './client.ts';
import { readApplicationUser, readPlugInTypes, readTraceLogging, readTraceLogs } from './dataverse-runs.ts';
import { readRecordCustomizable, readRecordLayers, readRecordOrigins } from './dataverse-solutions.ts';
import { environmentIdIn, guid, number, requiredGuid, text, time } from './json.ts';
import { type Json, object } from './response.ts';
import type { DataverseSource } from './sources.ts';

/**
 * Headers of every Web API call (Microsoft Learn: Compose HTTP requests and handle errors; documented).
 */
export const dataverseHeaders = {
  Accept: 'application/json',
  'OData-MaxVersion': '4.0',
  'OData-Version': '4.0',
  'If-None-Match': 'null',
} as const;

const recordColumns = [
  'managedidentityid',
  'name',
  'applicationid',
  'tenantid',
  'credentialsource',
  'subjectscope',
  'statecode',
  'ismanaged',
];
const assemblyColumns = ['pluginassemblyid', 'name', '_packageid_value', '_managedidentityid_value', 'modifiedon'];
const packageColumns = ['pluginpackageid', 'name', 'uniquename', '_managedidentityid_value', 'modifiedon'];

/** Assemblies that Microsoft ships are in the table too; their names begin so (seen in the field). */
const systemAssembly = /^(Microsoft|System)\./;

/** `cloudId`: the cloud that is signed in to, which is the environment's where its host does not tell. */
export function createDataverse(client: ServiceClient, url: string, cloudId: CloudId): DataverseSource {
  const api = `${url}/api/data/v9.2`;

  return {
    async environment() {
      const parameter = "@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'";
      const path = `${api}/RetrieveCurrentOrganization(AccessType=@p1)?${parameter}`;
      const detail = object((await found(client, path)).Detail, url);
      return readEnvironment(url, detail, cloudOfOrganizationHost(new URL(url).host) ?? cloudId);
    },

    async records() {
      const list = (columns: string[]) => client.list(`${api}/managedidentities?$select=${columns.join(',')}`);
      // Nearly every environment has the column, so that the answer is on its way before this is known.
      const withVersion = list([...recordColumns, 'version']);
      withVersion.catch(() => {});
      const rows = await ((await hasVersionColumn(client, api)) ? withVersion : list(recordColumns));
      return rows.map(readRecord);
    },

    async components() {
      const [assemblies, packages] = await Promise.all([
        client.list(`${api}/pluginassemblies?$select=${assemblyColumns.join(',')}`),
        client.list(`${api}/pluginpackages?$select=${packageColumns.join(',')}`),
      ]);
      const own = assemblies
        .map(readAssembly)
        .filter((row) => !systemAssembly.test(row.name) || row.managedIdentityId !== null);
      return [...packages.map(readPackage), ...own];
    },

    async content(component) {
      if (component.type === 'assembly') {
        const row = await found(client, `${api}/pluginassemblies(${component.id})?$select=content`);
        const content = text(row, 'content');
        if (content !== null) return Buffer.from(content, 'base64');
        // Some rows hold it in a file column instead, and some in neither (observed).
        return client.bytes(`${api}/pluginassemblies(${component.id})/content_binary/$value`);
      }
      // Which of the two file columns holds the nupkg is not documented: `package` first, then `fileid` (inferred).
      const file = (column: string) => client.bytes(`${api}/pluginpackages(${component.id})/${column}/$value`);
      return (await file('package')) ?? (await file('fileid'));
    },

    plugInTypes: (assemblyIds) => readPlugInTypes(client, api, assemblyIds),
    traceLogs: (since, types) => readTraceLogs(client, api, since, types),
    applicationUser: (clientId) => readApplicationUser(client, api, clientId),
    recordCustomizable: (recordId) => readRecordCustomizable(client, api, recordId),
    traceLogging: () => readTraceLogging(client, api),
    recordOrigins: () => readRecordOrigins(client, api),
    recordLayers: (recordId) => readRecordLayers(client, api, recordId),

    clock: () => client.clock(),
  };
}

async function found(client: ServiceClient, url: string): Promise<Json> {
  const row = await client.get(url);
  if (row === null)
    throw new PpmiError('answer-malformed', { host: new URL(url).host, detail: 'the service says 404' });
  return row;
}

/** Environments of before 2025 have no `version` column, and selecting it fails; such a record behaves as version 0. */
async function hasVersionColumn(client: ServiceClient, api: string): Promise<boolean> {
  const filter = "$select=LogicalName&$filter=LogicalName eq 'version'";
  const rows = await client.list(`${api}/EntityDefinitions(LogicalName='managedidentity')/Attributes?${filter}`);
  return rows.length > 0;
}

function readEnvironment(url: string, detail: Json, cloud: CloudId): EnvironmentFact {
  const ids = {
    environmentId: environmentIdIn(detail, 'EnvironmentId'),
    organizationId: requiredGuid(detail, 'OrganizationId'),
    tenantId: requiredGuid(detail, 'TenantId'),
  };
  const name = text(detail, 'FriendlyName') ?? new URL(url).host;
  return { url, ...ids, cloud, name, type: organizationType(detail.OrganizationType) };
}

/** Names and numbers of the SDK's OrganizationType (Microsoft Learn: OrganizationType Enum; documented, not re-read). */
function organizationType(value: unknown): string | null {
  const types: Readonly<Record<string, string>> = {
    Customer: 'Production',
    0: 'Production',
    CustomerTest: 'Sandbox',
    5: 'Sandbox',
    Default: 'Default',
    12: 'Default',
    Developer: 'Developer',
    13: 'Developer',
    Trial: 'Trial',
    14: 'Trial',
  };
  return types[String(value)] ?? null;
}

function readRecord(row: Json): IdentityRecord {
  const id = requiredGuid(row, 'managedidentityid');
  return {
    id,
    name: text(row, 'name') ?? id,
    applicationId: guid(row, 'applicationid'),
    tenantId: guid(row, 'tenantid'),
    credentialSource: number(row, 'credentialsource'),
    subjectScope: number(row, 'subjectscope'),
    version: number(row, 'version'),
    active: number(row, 'statecode') !== 1,
    managed: row.ismanaged === true,
  };
}

function readAssembly(row: Json): ComponentFact {
  const id = requiredGuid(row, 'pluginassemblyid');
  const managedIdentityId = guid(row, '_managedidentityid_value');
  const packageId = guid(row, '_packageid_value');
  const modifiedOn = time(row, 'modifiedon');
  return {
    type: 'assembly',
    id,
    name: text(row, 'name') ?? id,
    uniqueName: null,
    managedIdentityId,
    packageId,
    modifiedOn,
  };
}

function readPackage(row: Json): ComponentFact {
  const id = requiredGuid(row, 'pluginpackageid');
  const uniqueName = text(row, 'uniquename');
  const managedIdentityId = guid(row, '_managedidentityid_value');
  const modifiedOn = time(row, 'modifiedon');
  return {
    type: 'package',
    id,
    name: text(row, 'name') ?? id,
    uniqueName,
    managedIdentityId,
    packageId: null,
    modifiedOn,
  };
}
