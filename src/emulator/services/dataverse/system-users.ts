/** Application users with their roles and business unit (domain/services.md 5.10). */
import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import { badPayload } from './answers.ts';
import { sameId } from './read.ts';
import type { Table } from './table.ts';

export const businessUnits: Table = {
  set: 'businessunits',
  logicalName: 'businessunit',
  key: 'businessunitid',
  privilege: 'BusinessUnit',
  columns: () => ['businessunitid', 'name'],
  rows: (environment) => [{ businessunitid: businessUnitId(environment), name: environment.friendlyName }],
};

export const businessUnitId = (environment: Environment): string => derivedId(environment.id, 'businessunit');

const knownRoles = ['System Administrator', 'System Customizer', 'Basic User'];

export const roles: Table = {
  set: 'roles',
  logicalName: 'role',
  key: 'roleid',
  privilege: 'Role',
  columns: () => ['roleid', 'name'],
  rows: (environment) => {
    const given = environment.applicationUsers.flatMap((user) => user.roles);
    return [...new Set([...knownRoles, ...given])].map((name) => roleRow(environment, name));
  },
};

const roleRow = (environment: Environment, name: string): Row => ({
  roleid: derivedId(environment.id, 'role', name),
  name,
});

/** Application users only: people are not part of a world. */
export const systemUsers: Table = {
  set: 'systemusers',
  logicalName: 'systemuser',
  key: 'systemuserid',
  privilege: 'User',
  labels: { accessmode: { 4: 'Non-interactive' } },
  columns: () => [
    'systemuserid',
    'fullname',
    'applicationid',
    'azureactivedirectoryobjectid',
    'isdisabled',
    'accessmode',
    '_businessunitid_value',
  ],
  rows: (environment) =>
    environment.applicationUsers.map((user) => ({
      systemuserid: user.id,
      fullname: `# ${user.applicationId}`,
      applicationid: user.applicationId,
      azureactivedirectoryobjectid: null,
      isdisabled: user.disabled,
      accessmode: 4,
      _businessunitid_value: businessUnitId(environment),
    })),
  collections: {
    systemuserroles_association: (id, environment) => {
      const user = environment.applicationUsers.find((item) => sameId(item.id, id));
      return (user?.roles ?? []).map((name) => roleRow(environment, name));
    },
  },
  create({ environment }, body, id) {
    const applicationId = body.applicationid;
    if (typeof applicationId !== 'string')
      return badPayload('systemusers', "The property 'applicationid' is required.");
    if (environment.applicationUsers.some((user) => sameId(user.applicationId, applicationId)))
      return refuse(412, '0x80040237', 'A record with matching key values already exists.');
    environment.applicationUsers.push({ id, applicationId: applicationId.toLowerCase(), roles: [], disabled: false });
    return null;
  },
};
