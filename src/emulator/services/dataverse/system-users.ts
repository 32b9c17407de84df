/** Application users with their roles and business unit (services.md 5.10). */
import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import { badPayload, doesNotExist } from './answers.ts';
import { businessUnitId } from './business-unit.ts';
import { sameId } from './same-id.ts';
import type { Table } from './table.ts';

export const businessUnits: Table = {
  set: 'businessunits',
  logicalName: 'businessunit',
  key: 'businessunitid',
  privilege: 'BusinessUnit',
  columns: () => ['businessunitid', 'name'],
  rows: (environment) => [{ businessunitid: businessUnitId(environment), name: environment.friendlyName }],
};

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
  associate: {
    systemuserroles_association({ environment }, id, roleId, add) {
      const user = environment.applicationUsers.find((item) => sameId(item.id, id));
      const role = roles.rows(environment).find((item) => sameId(item.roleid, roleId));
      if (user === undefined) return doesNotExist('systemuser', id);
      if (role === undefined) return doesNotExist('role', roleId);
      const others = user.roles.filter((name) => name !== role.name);
      user.roles = add ? [...others, String(role.name)] : others;
      return null;
    },
  },
  create({ environment }, body, id) {
    const applicationId = body.applicationid;
    if (typeof applicationId !== 'string')
      return badPayload('systemusers', "The property 'applicationid' is required.");
    if (environment.applicationUsers.some((user) => sameId(user.applicationId, applicationId)))
      // Code and text as published, the status is not.
      return refuse(
        400,
        '0x8004f511',
        `You are attempting to create an Application ID = ${applicationId} that already exists.`,
      );
    environment.applicationUsers.push({ id, applicationId: applicationId.toLowerCase(), roles: [], disabled: false });
    return null;
  },
};
