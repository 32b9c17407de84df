/** What plug-in runs left behind in Dataverse, and whom it knows as an application user. */
import type { TraceLogging } from '../domain/facts.ts';
import type { ApplicationUser } from '../domain/resource/access.ts';
import type { ServiceClient } from './client.ts';
import { requiredGuid, text, time } from './json.ts';
import { object } from './response.ts';
import type { TraceLog } from './sources.ts';

/** Never `configuration` or `secureconfiguration`, which can hold secrets. */
const traceColumns = ['plugintracelogid', 'createdon', 'typename', 'exceptiondetails', 'messageblock'];

/** Rows are up to 20 KB, and a busy environment writes thousands. */
const mostRows = 50;

/** More classes than this would make the address too long; then all rows are taken. */
const mostTypes = 10;

export async function readTraceLogs(
  client: ServiceClient,
  api: string,
  since: Date,
  types: readonly string[],
): Promise<readonly TraceLog[]> {
  // An assembly-qualified name goes on after the class, so the beginning is compared.
  const ours = types.map((type) => `startswith(typename,'${type.replaceAll("'", "''")}')`).join(' or ');
  const ofTypes = types.length === 0 || types.length > mostTypes ? '' : ` and (${ours})`;
  const filter = encodeURIComponent(`createdon ge ${since.toISOString()}${ofTypes}`);
  const query = `$select=${traceColumns.join(',')}&$filter=${filter}&$orderby=createdon desc&$top=${mostRows}`;
  const rows = await client.list(`${api}/plugintracelogs?${query}`);
  return rows.map((row) => ({
    id: requiredGuid(row, 'plugintracelogid'),
    createdOn: time(row, 'createdon') ?? '',
    typeName: (text(row, 'typename') ?? '').split(',')[0] ?? '',
    exception: text(row, 'exceptiondetails') ?? '',
    messages: text(row, 'messageblock') ?? '',
  }));
}

/** Numbers: Microsoft Learn, organization table, PluginTraceLogSetting (documented). */
export async function readTraceLogging(client: ServiceClient, api: string): Promise<TraceLogging | null> {
  const [row] = await client.list(`${api}/organizations?$select=plugintracelogsetting`);
  const settings: Readonly<Record<string, TraceLogging>> = { 0: 'off', 1: 'exceptions', 2: 'all' };
  return settings[String(row?.plugintracelogsetting)] ?? null;
}

export async function readPlugInTypes(
  client: ServiceClient,
  api: string,
  assemblyIds: readonly string[],
): Promise<readonly string[]> {
  if (assemblyIds.length === 0) return [];
  const filter = encodeURIComponent(assemblyIds.map((id) => `_pluginassemblyid_value eq ${id}`).join(' or '));
  const rows = await client.list(`${api}/plugintypes?$select=typename&$filter=${filter}`);
  return rows.flatMap((row) => text(row, 'typename') ?? []);
}

/** Works for app registrations and managed identities alike: both have a client ID (documented). */
export async function readApplicationUser(
  client: ServiceClient,
  api: string,
  clientId: string,
): Promise<ApplicationUser | null> {
  const roles = 'systemuserroles_association($select=name)';
  const query = `$select=systemuserid,fullname,isdisabled&$expand=${roles}`;
  const [row] = await client.list(
    `${api}/systemusers?${query}&$filter=${encodeURIComponent(`applicationid eq ${clientId}`)}`,
  );
  if (row === undefined) return null;
  const given = Array.isArray(row.systemuserroles_association) ? row.systemuserroles_association : [];
  return {
    id: requiredGuid(row, 'systemuserid'),
    name: text(row, 'fullname') ?? clientId,
    disabled: row.isdisabled === true,
    roles: given.flatMap((role) => text(object(role, api), 'name') ?? []),
  };
}
