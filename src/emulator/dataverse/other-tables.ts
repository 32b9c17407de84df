/** Tables that the chain touches at its edges: trace logs, organization, solutions, users and roles. */

import { derivedId } from '../derived-id.ts';
import type { Row } from '../odata/filter.ts';
import type { Environment } from '../world.ts';
import { badPayload, refuse } from './answers.ts';
import { sameId } from './read.ts';
import type { Table } from './table.ts';

/** Domain/services.md 5.5. */
export const pluginTraceLogs: Table = {
  set: 'plugintracelogs',
  logicalName: 'plugintracelog',
  key: 'plugintracelogid',
  privilege: 'PluginTraceLog',
  columns: () => [
    'plugintracelogid',
    'typename',
    'messagename',
    'primaryentity',
    'messageblock',
    'exceptiondetails',
    'correlationid',
    'requestid',
    'mode',
    'operationtype',
    'depth',
    'pluginstepid',
    'performanceexecutionstarttime',
    'performanceexecutionduration',
    'createdon',
  ],
  rows: (environment) =>
    environment.traceLogs.map((log) => ({
      plugintracelogid: log.id,
      typename: log.typeName,
      messagename: 'ppmi_RunPlugin',
      primaryentity: 'none',
      messageblock: log.messageBlock,
      exceptiondetails: log.exceptionDetails,
      correlationid: log.correlationId,
      requestid: log.requestId,
      mode: 0,
      operationtype: 1,
      depth: 1,
      pluginstepid: null,
      performanceexecutionstarttime: log.createdOn,
      performanceexecutionduration: 0,
      createdon: log.createdOn,
    })),
  remove({ environment }, id) {
    environment.traceLogs = environment.traceLogs.filter((log) => !sameId(log.id, id));
    return null;
  },
};

export const organizations: Table = {
  set: 'organizations',
  logicalName: 'organization',
  key: 'organizationid',
  privilege: 'Organization',
  labels: { plugintracelogsetting: { 0: 'Off', 1: 'Exception', 2: 'All' } },
  columns: () => ['organizationid', 'name', 'plugintracelogsetting'],
  rows: (environment) => [
    {
      organizationid: environment.organizationId,
      name: environment.uniqueName,
      plugintracelogsetting: environment.plugInTraceLogSetting ?? 1,
    },
  ],
  update({ environment }, _id, body) {
    const setting = body.plugintracelogsetting;
    if (setting !== 0 && setting !== 1 && setting !== 2)
      return badPayload('organizations', "Only the property 'plugintracelogsetting' (0, 1 or 2) can be changed here.");
    environment.plugInTraceLogSetting = setting;
    return null;
  },
};

export const solutions: Table = {
  set: 'solutions',
  logicalName: 'solution',
  key: 'solutionid',
  privilege: 'Solution',
  columns: () => ['solutionid', 'uniquename', 'friendlyname', 'version', 'ismanaged', 'isvisible'],
  rows: (environment) =>
    (environment.solutions ?? []).map((solution) => ({
      solutionid: solution.id,
      uniquename: solution.uniqueName,
      friendlyname: solution.friendlyName,
      version: solution.version,
      ismanaged: solution.isManaged,
      isvisible: true,
    })),
};

/** Plug-in assembly is 91 everywhere; the other two numbers differ per environment (observed). */
const componentTypes = { pluginassembly: 91, pluginpackage: 10062, managedidentity: 10064 } as const;

export const solutionComponents: Table = {
  set: 'solutioncomponents',
  logicalName: 'solutioncomponent',
  key: 'solutioncomponentid',
  privilege: 'Solution',
  columns: () => ['solutioncomponentid', 'objectid', 'componenttype', 'rootcomponentbehavior', '_solutionid_value'],
  rows: (environment) =>
    (environment.solutions ?? []).flatMap((solution) =>
      solution.objectIds.map((id) => ({
        solutioncomponentid: derivedId(solution.id, id),
        objectid: id,
        componenttype: componentTypes[logicalNameOf(environment, id)],
        rootcomponentbehavior: 0,
        _solutionid_value: solution.id,
      })),
    ),
};

export const solutionComponentDefinitions: Table = {
  set: 'solutioncomponentdefinitions',
  logicalName: 'solutioncomponentdefinition',
  key: 'solutioncomponentdefinitionid',
  privilege: 'Solution',
  columns: () => [
    'solutioncomponentdefinitionid',
    'name',
    'primaryentityname',
    'objecttypecode',
    'solutioncomponenttype',
  ],
  rows: () =>
    Object.entries(componentTypes).map(([name, type]) => ({
      solutioncomponentdefinitionid: derivedId(name),
      name,
      primaryentityname: name,
      objecttypecode: type,
      solutioncomponenttype: type,
    })),
};

function logicalNameOf(environment: Environment, id: string): keyof typeof componentTypes {
  const component = environment.components.find((item) => item.id === id);
  if (component === undefined) return 'managedidentity';
  return component.kind === 'assembly' ? 'pluginassembly' : 'pluginpackage';
}

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

/** Application users only: people are not part of a world (domain/services.md 5.10). */
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
