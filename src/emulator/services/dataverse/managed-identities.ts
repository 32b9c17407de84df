/** The `managedidentities` table (services.md 5.2; Learn: managedidentity table reference). */
import { derivedId } from '../../derived-id.ts';
import type { Environment, ManagedIdentityRecord } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { boundTo } from './component-rows.ts';
import { recordUpdate, refusesDelete, refusesUpdate } from './customization.ts';
import { changesOf, choices, judgeRecord } from './managed-identity-rules.ts';
import { markWritten, withVersion } from './row-version.ts';
import { sameId } from './same-id.ts';
import { importColumns, ownerColumns, solutionColumns } from './solution-columns.ts';
import type { Table } from './table.ts';

const logicalName = 'managedidentity';

function recordRows(environment: Environment, records: readonly ManagedIdentityRecord[]): Row[] {
  const inSolution = solutionColumns(environment);
  const owner = ownerColumns(environment);
  const toRow = (record: ManagedIdentityRecord): Row => ({
    managedidentityid: record.id,
    name: record.name,
    applicationid: record.applicationId,
    tenantid: record.tenantId,
    credentialsource: record.credentialSource,
    subjectscope: record.subjectScope,
    statecode: record.stateCode,
    statuscode: record.stateCode + 1,
    objectid: null,
    identitytype: null,
    _keyvaultreferenceid_value: null,
    componentidunique: derivedId(record.id, 'unique'),
    ...inSolution(record),
    ...owner,
    ...importColumns,
    ...(environment.hasVersionColumn ? { version: record.version } : {}),
  });
  return records.map((record) => withVersion(toRow(record), record));
}

const sample: ManagedIdentityRecord = {
  id: '',
  name: '',
  applicationId: null,
  tenantId: null,
  // Both defaults are wrong for plug-ins: 0 and 0. [documented]
  credentialSource: 0,
  subjectScope: 0,
  version: null,
  stateCode: 0,
  isManaged: false,
};

const columns = (environment: Environment): readonly string[] =>
  Object.keys(recordRows(environment, [sample])[0] ?? {});

const find = (environment: Environment, id: string) =>
  environment.managedIdentities.find((record) => sameId(record.id, id)) ?? null;

export const managedIdentities: Table = {
  set: 'managedidentities',
  logicalName,
  key: 'managedidentityid',
  privilege: 'ManagedIdentity',
  labels: choices,
  columns,
  collections: {
    managedidentity_PluginAssembly: boundTo('assembly'),
    managedidentity_pluginpackage: boundTo('package'),
  },
  rows: (environment) => recordRows(environment, environment.managedIdentities),

  create({ environment, context }, body, id) {
    if (find(environment, id) !== null)
      return refuse(412, '0x80040237', 'A record with matching key values already exists.');
    const refusal = judgeRecord(environment, body, null, columns(environment));
    if (refusal !== null) return refusal;
    const created = { ...sample, id: id.toLowerCase(), ...changesOf(body), createdOn: context.now().toISOString() };
    markWritten(environment, created, context.now());
    environment.managedIdentities.push(created);
    return null;
  },

  update(call, id, body) {
    const { environment } = call;
    const record = find(environment, id);
    if (record === null) return null;
    const refusal =
      judgeRecord(environment, body, record, columns(environment)) ?? refusesUpdate(record, logicalName, body);
    if (refusal !== null) return refusal;
    Object.assign(record, changesOf(body));
    recordUpdate(call, record, body);
    return null;
  },

  remove({ environment, context }, id) {
    const record = find(environment, id);
    const refusal =
      record === null ? null : (refusesDelete(record, logicalName) ?? removeLinks(environment, id, context.now()));
    if (refusal !== null) return refusal;
    environment.managedIdentities = environment.managedIdentities.filter((item) => !sameId(item.id, id));
    for (const { objectIds } of environment.solutions ?? []) {
      const index = objectIds.findIndex((item) => sameId(item, id));
      if (index >= 0) objectIds.splice(index, 1);
    }
    return null;
  },
};

/**
 * The relationships to assemblies and packages are published with the delete behavior RemoveLink. Whether a dependency
 * refuses the delete all the same is not known: the world's `managedIdentityDelete` chooses.
 */
function removeLinks(environment: Environment, id: string, now: Date): EmulatedResponse | null {
  const users = environment.components.filter((component) => sameId(component.managedIdentityId, id));
  if (environment.managedIdentityDelete === 'restrict' && users.length > 0)
    return refuse(
      400,
      '0x8004f01f',
      `The Managed Identity(${id}) component cannot be deleted because it is referenced by ${users.length} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.`,
    );
  for (const component of users) {
    component.managedIdentityId = null;
    markWritten(environment, component, now);
  }
  return null;
}
