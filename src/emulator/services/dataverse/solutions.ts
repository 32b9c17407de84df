/** Solutions and what is in them (services.md 5.6). */
import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';
import type { Table } from './table.ts';

export const solutions: Table = {
  set: 'solutions',
  logicalName: 'solution',
  key: 'solutionid',
  privilege: 'Solution',
  columns: () => [
    'solutionid',
    'uniquename',
    'friendlyname',
    'version',
    'ismanaged',
    'isvisible',
    'createdon',
    '_publisherid_value',
  ],
  rows: (environment) =>
    (environment.solutions ?? []).map((solution) => ({
      solutionid: solution.id,
      uniquename: solution.uniqueName,
      friendlyname: solution.friendlyName,
      version: solution.version,
      ismanaged: solution.isManaged,
      isvisible: true,
      createdon: '2020-01-01T00:00:00Z',
      _publisherid_value: derivedId(environment.id, 'publisher'),
    })),
};

/** Plug-in assembly is 91 everywhere; the other two numbers differ per environment (observed). */
export const componentTypes = { pluginassembly: 91, pluginpackage: 10062, managedidentity: 10064 } as const;

export const solutionComponents: Table = {
  set: 'solutioncomponents',
  logicalName: 'solutioncomponent',
  key: 'solutioncomponentid',
  lookups: { solutionid: solutions },
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

export function logicalNameOf(environment: Environment, id: string): keyof typeof componentTypes {
  const component = environment.components.find((item) => item.id === id);
  if (component === undefined) return 'managedidentity';
  return component.kind === 'assembly' ? 'pluginassembly' : 'pluginpackage';
}
