/** The `plugintypes` table: the classes of an assembly (Learn: Plug-in Type table reference). */
import { derivedId } from '../../derived-id.ts';
import { plugInType } from '../../platform/plug-in-type.ts';
import type { Component, Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { componentsOf } from './component-rows.ts';
import { pluginAssemblies } from './components.ts';
import { withVersion } from './row-version.ts';
import { solutionColumns } from './solution-columns.ts';
import type { Table } from './table.ts';

function typeRows(environment: Environment, assemblies: readonly Component[]): Row[] {
  const inSolution = solutionColumns(environment);
  const toRow = (component: Component): Row => {
    const id = derivedId(component.id, 'type');
    const name = plugInType(environment, component);
    const [major = 1, minor = 0] = component.version.split('.').map(Number);
    const { iscustomizable: _, ...shared } = inSolution({ ...component, id });
    return {
      plugintypeid: id,
      name,
      typename: name,
      friendlyname: derivedId(component.id, 'friendly name'),
      assemblyname: component.name,
      description: null,
      version: component.version,
      major,
      minor,
      culture: 'neutral',
      publickeytoken: derivedId(component.name, 'public key').replaceAll('-', '').slice(0, 16),
      customizationlevel: 1,
      isworkflowactivity: false,
      workflowactivitygroupname: null,
      customworkflowactivityinfo: null,
      plugintypeexportkey: name,
      plugintypeidunique: derivedId(id, 'unique'),
      _pluginassemblyid_value: component.id,
      _organizationid_value: environment.organizationId,
      ...shared,
    };
  };
  return assemblies.map((component) => withVersion(toRow(component), component));
}

const sample = { kind: 'assembly', id: '', name: '', version: '', packageId: null, modifiedOn: '' } as const;

export const pluginTypes: Table = {
  set: 'plugintypes',
  logicalName: 'plugintype',
  key: 'plugintypeid',
  privilege: 'PluginType',
  lookups: { pluginassemblyid: pluginAssemblies },
  columns: (environment) => {
    const nothing = { uniqueName: null, managedIdentityId: null, content: null, presents: null, scope: '' };
    return Object.keys(typeRows(environment, [{ ...sample, ...nothing }])[0] ?? {});
  },
  rows: (environment) => typeRows(environment, componentsOf('assembly', environment)),
};
