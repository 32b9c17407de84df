/** Where managed identity records come from: solutions, and the layers that decide which values are effective. */
import type { ServiceClient } from './client.ts';
import { guid, number, requiredGuid, text } from './json.ts';
import type { Json } from './response.ts';
import type { RecordOrigin, SolutionLayer } from './sources.ts';

/** Of every record. Two lists, because the solutions of an environment are far fewer than its rows refer to. */
export async function readRecordOrigins(client: ServiceClient, api: string): Promise<readonly RecordOrigin[]> {
  const [records, solutions] = await Promise.all([
    client.list(`${api}/managedidentities?$select=managedidentityid,iscustomizable,solutionid`),
    client.list(`${api}/solutions?$select=solutionid,uniquename,friendlyname,ismanaged`),
  ]);
  const byId = new Map(solutions.map((row) => [guid(row, 'solutionid'), row]));
  return records.map((row) => {
    const solution = byId.get(guid(row, 'solutionid'));
    return {
      recordId: requiredGuid(row, 'managedidentityid'),
      customizable: customizable(row),
      solution: solution === undefined ? null : readSolution(solution),
    };
  });
}

export async function readRecordCustomizable(client: ServiceClient, api: string, id: string): Promise<boolean | null> {
  const row = await client.get(`${api}/managedidentities(${id})?$select=iscustomizable`);
  return row === null ? null : customizable(row);
}

/** A managed property: `{"Value":true,"CanBeChanged":false,…}`. */
function customizable(row: Json): boolean | null {
  const property = row.iscustomizable;
  if (typeof property !== 'object' || property === null) return null;
  const { Value } = property as { Value?: unknown };
  return typeof Value === 'boolean' ? Value : null;
}

function readSolution(row: Json): RecordOrigin['solution'] {
  const uniqueName = text(row, 'uniquename');
  if (uniqueName === null) return null;
  return { uniqueName, name: text(row, 'friendlyname') ?? uniqueName, managed: row.ismanaged === true };
}

/** The effective layer first (observed). The table answers only for one component and its kind. */
export async function readRecordLayers(
  client: ServiceClient,
  api: string,
  recordId: string,
): Promise<readonly SolutionLayer[]> {
  const filter = `msdyn_componentid eq '${recordId}' and msdyn_solutioncomponentname eq 'ManagedIdentity'`;
  const rows = await client.list(`${api}/msdyn_componentlayers?$filter=${filter}&$orderby=msdyn_order desc`);
  return rows.map((row) => ({
    solution: text(row, 'msdyn_solutionname') ?? '',
    publisher: text(row, 'msdyn_publishername'),
    order: number(row, 'msdyn_order'),
  }));
}
