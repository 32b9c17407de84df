/** `$metadata`: the tables of the emulator as CSDL, types by what their columns hold. */
import type { EmulatedResponse } from '../service.ts';
import type { Call } from './call.ts';
import type { Table } from './table.ts';

const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [
    /^(?:_\w+_value|\w+idunique|solutionid|objectid|organizationid|correlationid|requestid|applicationid|tenantid)$/,
    'Edm.Guid',
  ],
  [/^(?:createdon|modifiedon|overwritetime|overriddencreatedon|\w+time)$/, 'Edm.DateTimeOffset'],
  [/^versionnumber$/, 'Edm.Int64'],
  [/^(?:ismanaged|isworkflowactivity|issystemcreated|isdisabled|isvisible|ispasswordset)$/, 'Edm.Boolean'],
  [/^(?:iscustomizable|ishidden)$/, 'mscrm.BooleanManagedProperty'],
  [
    /^(?:\w+(?:code|state|source|scope|type|mode|level|number|order|setting|duration|behavior)|major|minor|depth)$/,
    'Edm.Int32',
  ],
];

function typeOf(table: Table, column: string): string {
  if (column === table.key) return 'Edm.Guid';
  if (table.labels?.[column] !== undefined || (table.logicalName === 'managedidentity' && column === 'version'))
    return 'Edm.Int32';
  return types.find(([pattern]) => pattern.test(column))?.[1] ?? 'Edm.String';
}

function entityType(call: Call, table: Table): string {
  const properties = table
    .columns(call.environment)
    .map((column) => `<Property Name="${column}" Type="${typeOf(table, column)}" />`);
  const lookups = Object.entries(table.lookups ?? {}).map(
    ([name, { logicalName }]) => `<NavigationProperty Name="${name}" Type="mscrm.${logicalName}" />`,
  );
  return `<EntityType Name="${table.logicalName}"><Key><PropertyRef Name="${table.key}" /></Key>${[...properties, ...lookups].join('')}</EntityType>`;
}

export function metadataDocument(call: Call, tables: readonly Table[]): EmulatedResponse {
  const sets = tables.map(({ set, logicalName }) => `<EntitySet Name="${set}" EntityType="mscrm.${logicalName}" />`);
  const managedProperty =
    '<ComplexType Name="BooleanManagedProperty"><Property Name="Value" Type="Edm.Boolean" /><Property Name="CanBeChanged" Type="Edm.Boolean" /><Property Name="ManagedPropertyLogicalName" Type="Edm.String" /></ComplexType>';
  const body = `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">${managedProperty}${tables.map((table) => entityType(call, table)).join('')}<EntityContainer Name="System">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}
