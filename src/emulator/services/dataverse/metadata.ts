/** `EntityDefinitions`: which columns exist, and which values a choice has (services.md 5.6). */
import { derivedId } from '../../derived-id.ts';
import type { Row } from '../odata/filter.ts';
import { page, project, selected } from '../odata/page.ts';
import { keyValue, type Segment } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { describeProblem, odataContext, unknownResource } from './answers.ts';
import type { Call } from './call.ts';
import { managedProperty } from './solution-columns.ts';
import type { Table } from './table.ts';

const attributeColumns = ['MetadataId', 'LogicalName', 'SchemaName', 'AttributeType'];

export function entityDefinitions(call: Call, steps: readonly Segment[], tables: readonly Table[]): EmulatedResponse {
  const [definition, attributes, type] = steps;
  const entity = keyValue(definition?.key ?? null, 'LogicalName');
  const table = tables.find((item) => item.logicalName === entity);
  if (table === undefined) return refuse(404, '0x80060888', `Could not find an entity with name ${entity ?? ''}.`);
  if (attributes === undefined) return describeEntity(call, table);
  if (attributes.name !== 'Attributes') return unknownResource(attributes.name);
  const column = keyValue(attributes.key, 'LogicalName');
  return column === null ? listAttributes(call, table) : describeAttribute(call, table, column, type !== undefined);
}

function describeEntity(call: Call, table: Table): EmulatedResponse {
  const row = {
    LogicalName: table.logicalName,
    EntitySetName: table.set,
    PrimaryIdAttribute: table.key,
    IsOptimisticConcurrencyEnabled: table.update !== undefined,
    IsManaged: true,
    IsCustomizable: managedProperty(true, 'iscustomizable', true),
  };
  // MetadataId comes along whatever is selected, as a primary key does.
  const shown = project(row, selected(call.request.query));
  const MetadataId = derivedId(table.logicalName, 'entity');
  return { status: 200, body: { ...odataContext(call, 'EntityDefinitions/$entity'), MetadataId, ...shown } };
}

function listAttributes(call: Call, table: Table): EmulatedResponse {
  const rows = table.columns(call.environment).map((column) => attributeRow(table, column));
  const found = page(rows, attributeColumns, {
    query: call.request.query,
    address: `${call.api}/EntityDefinitions`,
    pageSize: rows.length + 1,
    top: 'limit',
  });
  if (!found.ok) return describeProblem(found.problem, 'AttributeMetadata');
  const names = selected(call.request.query);
  const columns = names === null ? null : [...new Set([...names, 'MetadataId'])];
  return {
    status: 200,
    body: {
      ...odataContext(call, `EntityDefinitions('${table.logicalName}')/Attributes`),
      value: found.rows.map((row) => project(row, columns)),
    },
  };
}

function describeAttribute(call: Call, table: Table, column: string, withOptions: boolean): EmulatedResponse {
  const known = table.columns(call.environment).find((name) => logicalName(name) === column);
  if (known === undefined)
    return refuse(404, '0x80060888', `Could not find an attribute with specified name ${column}.`);
  const labels = table.labels?.[column];
  const options = Object.entries(labels ?? {}).map(([value, label]) => ({
    Value: Number(value),
    Label: { UserLocalizedLabel: { Label: label, LanguageCode: 1033 } },
  }));
  const row = attributeRow(table, known);
  const names = selected(call.request.query);
  return {
    status: 200,
    body: {
      ...odataContext(call, `EntityDefinitions('${table.logicalName}')/Attributes/$entity`),
      ...project(row, names === null ? null : [...new Set([...names, 'MetadataId'])]),
      ...(withOptions && labels ? { OptionSet: { Options: options } } : {}),
    },
  };
}

function attributeRow(table: Table, column: string): Row {
  const name = logicalName(column);
  const row = { MetadataId: derivedId(table.logicalName, name), LogicalName: name, SchemaName: name };
  return { ...row, AttributeType: attributeType(table, column) };
}

/** A lookup's column is its logical name between `_` and `_value` in the Web API. */
const logicalName = (column: string): string => /^_(\w+)_value$/.exec(column)?.[1] ?? column;

function attributeType(table: Table, column: string): string {
  if (table.labels?.[column]) return 'Picklist';
  if (logicalName(column) !== column) return 'Lookup';
  return column === table.key ? 'Uniqueidentifier' : 'String';
}
