/** From a path to a table, a row, a column or a link. */
import type { Row } from '../odata/filter.ts';
import { readJsonObject } from '../odata/json-body.ts';
import type { Segment } from '../odata/path.ts';
import { plainText } from '../odata/plain-text.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { refusesPrivilege } from './access.ts';
import { doesNotExist, noContent, odataContext, unknownResource, unreadableBody, wrongMethod } from './answers.ts';
import { idInReference, setBinding } from './binding.ts';
import type { Call } from './call.ts';
import { download } from './files.ts';
import { runPlugIn } from './plug-in-run.ts';
import { findRow, readRow, readRows } from './read.ts';
import type { Table } from './table.ts';
import { createRow, putProperty, removeRow, updateProperty, updateRow } from './write.ts';

const guidPattern = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

export async function tableResource(call: Call, table: Table, steps: readonly Segment[]): Promise<EmulatedResponse> {
  const { method } = call.request;
  if (method === 'GET') {
    const denied = refusesPrivilege(call, 'Read', table.privilege);
    if (denied !== null) return denied;
  }
  const [first, second, third] = steps;
  if (first === undefined || first.key === null) {
    if (second?.name === '$count') return plainText(String(table.rows(call.environment).length));
    if (method === 'GET') return readRows(call, table);
    return method === 'POST' ? createRow(call, table) : wrongMethod;
  }
  const key = keyOf(first, table);
  if (key === null || !guidPattern.test(key))
    return refuse(
      400,
      '0x80060888',
      `Bad Request - Error in query syntax: '${first.inner ?? ''}' is no key of ${table.set}.`,
    );
  if (second === undefined) {
    if (method === 'PATCH') return updateRow(call, table, key);
    if (method === 'DELETE') return removeRow(call, table, key);
    if (method !== 'GET') return wrongMethod;
    const row = findRow(call, table, key);
    return row === null ? doesNotExist(table.logicalName, key) : readRow(call, table, row);
  }
  const row = findRow(call, table, key);
  if (row === null) return doesNotExist(table.logicalName, key);
  if (second.name.endsWith('ppmi_RunPlugin') && method === 'POST') return runPlugIn(call, key);
  if (third?.name !== '$ref') return property(call, table, row, second.name, third);
  return table.collections?.[second.name] === undefined
    ? reference(call, table, row, second.name)
    : association(call, table, key, second);
}

function keyOf(segment: Segment, table: Table): string | null {
  if (segment.key?.kind === 'value') return segment.key.value;
  return segment.key?.values[table.key] ?? null;
}

/** The link itself: GET, PUT and DELETE of `(id)/managedidentityid/$ref`. */
function reference(call: Call, table: Table, row: Row, name: string): EmulatedResponse {
  const target = table.lookups?.[name];
  if (target === undefined) return unknownResource(name);
  const id = String(row[table.key]);
  if (call.request.method === 'GET') {
    const linked = row[`_${name.toLowerCase()}_value`];
    const address = { '@odata.id': `${call.api}/${target.set}(${String(linked)})` };
    return typeof linked === 'string'
      ? { status: 200, body: { ...odataContext(call, '$ref'), ...address } }
      : noContent;
  }
  const denied = refusesPrivilege(call, 'Write', table.privilege);
  if (denied !== null) return denied;
  if (name !== 'managedidentityid') return wrongMethod;
  if (call.request.method === 'DELETE') return setBinding(call, table, id, null) ?? noContent;
  if (call.request.method !== 'PUT') return wrongMethod;
  const record = idInReference(String(readJsonObject(call.request.body)?.['@odata.id'] ?? ''));
  return record === null ? unreadableBody : (setBinding(call, table, id, record) ?? noContent);
}

/** Members of a collection: POST `…/{collection}/$ref`, DELETE `…/{collection}({id})/$ref`. */
function association(call: Call, table: Table, id: string, collection: Segment): EmulatedResponse {
  const { method, body } = call.request;
  const associate = table.associate?.[collection.name];
  if (associate === undefined || (method !== 'POST' && method !== 'DELETE')) return wrongMethod;
  const denied = refusesPrivilege(call, 'Write', table.privilege);
  if (denied !== null) return denied;
  const address = method === 'POST' ? String(readJsonObject(body)?.['@odata.id'] ?? '') : `(${collection.inner ?? ''})`;
  const other = /\(([0-9a-f-]{36})\)$/i.exec(address)?.[1];
  return other === undefined ? unreadableBody : (associate(call, id, other, method === 'POST') ?? noContent);
}

function property(call: Call, table: Table, row: Row, name: string, next: Segment | undefined): EmulatedResponse {
  const file = table.files?.[name];
  if (file !== undefined && next?.name === '$value')
    return download(call, file(String(row[table.key]), call.environment));
  const target = table.lookups?.[name];
  if (target !== undefined) {
    const id = row[`_${name.toLowerCase()}_value`];
    const found = typeof id === 'string' ? findRow(call, target, id) : null;
    return found === null ? noContent : readRow(call, target, found);
  }
  const collection = table.collections?.[name];
  if (collection !== undefined) {
    const value = collection(String(row[table.key]), call.environment);
    return { status: 200, body: { ...odataContext(call, name), value } };
  }
  if (!table.columns(call.environment).includes(name)) return unknownResource(name);
  if (next === undefined && call.request.method === 'PUT') return putProperty(call, table, row, name);
  if (next === undefined && call.request.method === 'DELETE') return updateProperty(call, table, row, { [name]: null });
  if (call.request.method !== 'GET') return wrongMethod;
  const value = row[name] ?? null;
  if (next?.name === '$value') return value === null ? noContent : plainText(String(value));
  const fragment = `${table.set}(${String(row[table.key])})/${name}`;
  return value === null ? noContent : { status: 200, body: { ...odataContext(call, fragment), value } };
}
