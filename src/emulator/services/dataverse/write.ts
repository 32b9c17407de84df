/** POST, PATCH and DELETE of rows (domain/services.md 5.2, clients.md 4.8). */
import { type JsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { refusesPrivilege } from './access.ts';
import { doesNotExist, noContent, unreadableBody, wrongMethod } from './answers.ts';
import type { Call } from './call.ts';
import { etag, findRow, readRow } from './read.ts';
import type { Table } from './table.ts';

export function createRow(call: Call, table: Table): EmulatedResponse {
  const body = readJsonObject(call.request.body);
  if (body === null) return unreadableBody;
  const given = body[table.key];
  return create(call, table, body, typeof given === 'string' ? given.replace(/[{}]/g, '') : call.context.newId());
}

/** Without `If-Match` a PATCH creates what is not there; `If-None-Match: *` forbids the opposite (documented). */
export function updateRow(call: Call, table: Table, id: string): EmulatedResponse {
  if (!table.update) return wrongMethod;
  const body = readJsonObject(call.request.body);
  if (body === null) return unreadableBody;
  const row = findRow(call, table, id);
  const ifMatch = call.request.headers['if-match'];
  if (row === null)
    return ifMatch !== undefined || !table.create ? doesNotExist(table.logicalName, id) : create(call, table, body, id);
  if (call.request.headers['if-none-match'] === '*')
    return refuse(412, '0x80060882', 'A record with matching key values already exists.');
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag(row)) return versionMismatch;
  const refusal = refusesPrivilege(call, 'Write', table.privilege) ?? table.update(call, id, body);
  return refusal ?? written(call, table, id, 200);
}

export function removeRow(call: Call, table: Table, id: string): EmulatedResponse {
  if (!table.remove) return wrongMethod;
  if (findRow(call, table, id) === null) return doesNotExist(table.logicalName, id);
  return refusesPrivilege(call, 'Delete', table.privilege) ?? table.remove(call, id) ?? noContent;
}

function create(call: Call, table: Table, body: JsonObject, id: string): EmulatedResponse {
  if (!table.create) return wrongMethod;
  const refusal = refusesPrivilege(call, 'Create', table.privilege) ?? table.create(call, body, id);
  return refusal ?? written(call, table, id, 201);
}

/** 204 and `OData-EntityId`, or the row when the client prefers that. */
function written(call: Call, table: Table, id: string, status: number): EmulatedResponse {
  const address = `${call.api}/${table.set}(${id})`;
  const row = findRow(call, table, id);
  if (row !== null && call.prefer.returnRepresentation) {
    const shown = readRow(call, table, row, status);
    return { ...shown, headers: { ...shown.headers, 'preference-applied': 'return=representation' } };
  }
  return { ...noContent, headers: { 'odata-entityid': address, ...(status === 201 ? { location: address } : {}) } };
}

const versionMismatch = refuse(
  412,
  '0x80060882',
  "The version of the existing record doesn't match the RowVersion property provided.",
);
