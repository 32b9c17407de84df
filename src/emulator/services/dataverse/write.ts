/**
 * POST, PATCH and DELETE of rows (services.md 5.2, clients.md 4.8), with the conditions of Learn: Perform conditional
 * operations using the Web API.
 */
import type { Solution } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { type JsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { refusesPrivilege } from './access.ts';
import { doesNotExist, noContent, unreadableBody, wrongMethod } from './answers.ts';
import type { Call } from './call.ts';
import { findRow, readRow } from './read.ts';
import { etag } from './row-version.ts';
import type { Table } from './table.ts';

/** That only JSON is read is documented; status and text are inferred. */
const notJson = refuse(
  415,
  '0x80060888',
  'The content type of the request body is not supported: application/json is expected.',
);

/** A body without a content type is read as JSON. */
function withBody({ request }: Call, use: (body: JsonObject) => EmulatedResponse): EmulatedResponse {
  const type = request.headers['content-type'];
  if (type !== undefined && !/[/+]json\b/i.test(type)) return notJson;
  const body = readJsonObject(request.body);
  return body === null ? unreadableBody : use(body);
}

export function createRow(call: Call, table: Table): EmulatedResponse {
  return withBody(call, (body) => {
    const given = body[table.key];
    return create(call, table, body, typeof given === 'string' ? given.replace(/[{}]/g, '') : call.context.newId());
  });
}

/** Without `If-Match` a PATCH creates what is not there; `If-None-Match: *` prevents updates (documented). */
export function updateRow(call: Call, table: Table, id: string): EmulatedResponse {
  return table.update ? withBody(call, (body) => changeRow(call, table, id, body)) : wrongMethod;
}

function changeRow(call: Call, table: Table, id: string, body: JsonObject): EmulatedResponse {
  const row = findRow(call, table, id);
  if (row === null) {
    const mayCreate = call.request.headers['if-match'] === undefined && table.create !== undefined;
    return mayCreate ? create(call, table, body, id) : doesNotExist(table.logicalName, id);
  }
  if (call.request.headers['if-none-match'] === '*')
    return refuse(412, '0x80040237', 'A record with matching key values already exists.');
  return refusesVersion(call, row) ?? applyUpdate(call, table, id, body) ?? written(call, table, id, 200);
}

/** One property: PUT with a value, DELETE for null. */
export function updateProperty(call: Call, table: Table, row: Row, body: JsonObject): EmulatedResponse {
  const id = String(row[table.key]);
  return refusesVersion(call, row) ?? applyUpdate(call, table, id, body) ?? noContent;
}

export function putProperty(call: Call, table: Table, row: Row, name: string): EmulatedResponse {
  return withBody(call, (body) =>
    'value' in body ? updateProperty(call, table, row, { [name]: body.value }) : unreadableBody,
  );
}

function applyUpdate(call: Call, table: Table, id: string, body: JsonObject): EmulatedResponse | null {
  if (!table.update) return wrongMethod;
  return refusesPrivilege(call, 'Write', table.privilege) ?? table.update(call, id, body);
}

export function removeRow(call: Call, table: Table, id: string): EmulatedResponse {
  if (!table.remove) return wrongMethod;
  const row = findRow(call, table, id);
  if (row === null) return doesNotExist(table.logicalName, id);
  return (
    refusesPrivilege(call, 'Delete', table.privilege) ??
    refusesVersion(call, row) ??
    table.remove(call, id) ??
    noContent
  );
}

/** `If-Match` names the version that the client has read. */
function refusesVersion({ request }: Call, row: Row): EmulatedResponse | null {
  const expected = request.headers['if-match'];
  return expected === undefined || expected === '*' || expected === etag(row) ? null : versionMismatch;
}

function create(call: Call, table: Table, body: JsonObject, id: string): EmulatedResponse {
  if (!table.create) return wrongMethod;
  const solution = targetSolution(call);
  if (solution !== null && 'status' in solution) return solution;
  const refusal = refusesPrivilege(call, 'Create', table.privilege) ?? table.create(call, body, id);
  if (refusal !== null) return refusal;
  solution?.objectIds.push(id.toLowerCase());
  return written(call, table, id, 201);
}

/** Header `MSCRM.SolutionUniqueName`: an unmanaged solution that the new row joins. Code and text are inferred. */
function targetSolution({ request, environment }: Call): Solution | EmulatedResponse | null {
  const name = request.headers['mscrm.solutionuniquename'];
  if (name === undefined) return null;
  const found = environment.solutions?.find(({ uniqueName, isManaged }) => uniqueName === name && !isManaged);
  return found ?? refuse(400, '0x80048d1b', `The unmanaged solution '${name}' was not found.`);
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
