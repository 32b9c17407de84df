/** The `managedidentities` table (domain/services.md 5.2). */

import type { Environment, ManagedIdentityRecord } from '../../world/model.ts';
import type { JsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { badPayload } from './answers.ts';
import { sameId } from './read.ts';
import type { Table } from './table.ts';

const set = 'managedidentities';
const logicalName = 'managedidentity';

/** Names as in the published table reference, the misspelt one included. */
const labels = {
  credentialsource: { 0: 'ClientSecret', 1: 'KeyVault', 2: 'IsManaged', 3: 'MicrosoftFirstPartyCertificate' },
  subjectscope: { 0: 'GlobalScope', 1: 'EnviornmentScope', 2: 'DevOnlyScope' },
  statecode: { 0: 'Active', 1: 'Inactive' },
};

const columns = [
  'managedidentityid',
  'name',
  'applicationid',
  'tenantid',
  'credentialsource',
  'subjectscope',
  'statecode',
  'statuscode',
  'componentstate',
  'ismanaged',
  'objectid',
  'solutionid',
  '_keyvaultreferenceid_value',
];
const writable = [
  'name',
  'applicationid',
  'tenantid',
  'credentialsource',
  'subjectscope',
  'statecode',
  'statuscode',
  'clientsecret',
  'managedidentityid',
  'objectid',
];

export const managedIdentities: Table = {
  set,
  logicalName,
  key: 'managedidentityid',
  privilege: 'ManagedIdentity',
  labels,
  columns: (environment) => (environment.hasVersionColumn ? [...columns, 'version'] : columns),
  rows: (environment) =>
    environment.managedIdentities.map((record) => ({
      managedidentityid: record.id,
      name: record.name,
      applicationid: record.applicationId,
      tenantid: record.tenantId,
      credentialsource: record.credentialSource,
      subjectscope: record.subjectScope,
      statecode: record.stateCode,
      statuscode: record.stateCode + 1,
      componentstate: 0,
      ismanaged: record.isManaged,
      objectid: null,
      solutionid: null,
      _keyvaultreferenceid_value: null,
      ...(environment.hasVersionColumn ? { version: record.version } : {}),
    })),

  create({ environment }, body, id) {
    if (environment.managedIdentities.some((record) => sameId(record.id, id)))
      return refuse(412, '0x80040237', 'A record with matching key values already exists.');
    const refusal = judge(environment, body);
    if (refusal !== null) return refusal;
    // Both defaults are wrong for plug-ins: 0 and 0 (documented).
    const fresh: ManagedIdentityRecord = {
      id: id.toLowerCase(),
      name: '',
      applicationId: null,
      tenantId: null,
      credentialSource: 0,
      subjectScope: 0,
      version: null,
      stateCode: 0,
      isManaged: false,
    };
    environment.managedIdentities.push(Object.assign(fresh, changes(body)));
    return null;
  },

  update({ environment }, id, body) {
    const refusal = judge(environment, body);
    if (refusal !== null) return refusal;
    const record = environment.managedIdentities.find((item) => sameId(item.id, id));
    if (record !== undefined) Object.assign(record, changes(body));
    return null;
  },

  /** Refused while something points at it (inferred; code and text as for other dependencies). */
  remove({ environment }, id) {
    const users = environment.components.filter((component) => sameId(component.managedIdentityId, id));
    if (users.length > 0)
      return refuse(
        400,
        '0x8004f01f',
        `The Managed Identity(${id}) component cannot be deleted because it is referenced by ${users.length} other components. For a list of referenced components, use the RetrieveDependenciesForDeleteRequest.`,
      );
    environment.managedIdentities = environment.managedIdentities.filter((item) => !sameId(item.id, id));
    return null;
  },
};

const guidPattern = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

function judge(environment: Environment, body: JsonObject): EmulatedResponse | null {
  const known = environment.hasVersionColumn ? [...writable, 'version'] : writable;
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@')) continue;
    if (!known.includes(name))
      return badPayload(
        set,
        `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.${logicalName}'. Make sure to only use property names that are defined by the type.`,
      );
    const refusal = judgeValue(name, value);
    if (refusal !== null) return refusal;
  }
  return null;
}

function judgeValue(name: string, value: unknown): EmulatedResponse | null {
  if (value === null) return null;
  const type = typeOf(name);
  const fits =
    type === 'Edm.Guid'
      ? typeof value === 'string' && guidPattern.test(value)
      : type === 'Edm.Int32'
        ? Number.isInteger(value)
        : typeof value === 'string';
  if (!fits) return badPayload(set, `Cannot convert the literal '${String(value)}' to the expected type '${type}'.`);
  const accepted = Object.keys(name in labels ? labels[name as keyof typeof labels] : {});
  if (accepted.length > 0 && !accepted.includes(String(value)))
    return refuse(
      400,
      '0x8004431b',
      `A validation error occurred. The value ${String(value)} of '${name}' on record of type '${logicalName}' is outside the valid range. Accepted Values: ${accepted.join(',')}`,
    );
  if (name === 'name' && String(value).length > 100)
    return refuse(
      400,
      '0x80044331',
      `A validation error occurred. The length of the 'name' attribute of the '${logicalName}' entity exceeded the maximum allowed length of '100'.`,
    );
  return null;
}

function typeOf(name: string): 'Edm.Guid' | 'Edm.Int32' | 'Edm.String' {
  if (['applicationid', 'tenantid', 'managedidentityid', 'objectid'].includes(name)) return 'Edm.Guid';
  return ['credentialsource', 'subjectscope', 'version', 'statecode', 'statuscode'].includes(name)
    ? 'Edm.Int32'
    : 'Edm.String';
}

function changes(body: JsonObject): Partial<ManagedIdentityRecord> {
  const guid = (value: unknown) => (value === null ? null : String(value).toLowerCase().replace(/[{}]/g, ''));
  const has = (name: string) => name in body;
  return {
    ...(has('name') ? { name: String(body.name ?? '') } : {}),
    ...(has('applicationid') ? { applicationId: guid(body.applicationid) } : {}),
    ...(has('tenantid') ? { tenantId: guid(body.tenantid) } : {}),
    ...(has('credentialsource') ? { credentialSource: Number(body.credentialsource ?? 0) } : {}),
    ...(has('subjectscope') ? { subjectScope: Number(body.subjectscope ?? 0) } : {}),
    ...(has('version') ? { version: body.version === null ? null : Number(body.version) } : {}),
    ...(has('statecode') ? { stateCode: body.statecode === 1 ? 1 : 0 } : {}),
  };
}
