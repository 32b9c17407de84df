/**
 * `msdyn_componentlayers`: the solution layers of a component, the effective one with the highest order. The table is
 * virtual: it answers only when the query names a component. [observed]
 */
import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { SolutionItem } from './customization.ts';
import { logicalNameOf } from './solutions.ts';
import type { Table } from './table.ts';

const names = { managedidentity: 'ManagedIdentity', pluginassembly: 'PluginAssembly', pluginpackage: 'PluginPackage' };

function layersOf(environment: Environment, item: SolutionItem): Row[] {
  const containing = environment.solutions?.filter(({ objectIds }) => objectIds.includes(item.id)) ?? [];
  const managed = containing.filter(({ isManaged }) => isManaged).map(({ uniqueName }) => uniqueName);
  const base = item.isManaged === true && managed.length === 0 ? ['ManagedSolution'] : managed;
  const solutions = [...base, ...(item.isManaged !== true || item.unmanagedLayer === true ? ['Active'] : [])];
  return solutions.map((solution, index) => ({
    msdyn_componentlayerid: derivedId(item.id, 'layer', solution),
    msdyn_name: item.name,
    msdyn_componentid: item.id,
    msdyn_solutioncomponentname: names[logicalNameOf(environment, item.id)],
    msdyn_solutionname: solution,
    msdyn_publishername: solution === 'Active' ? 'Default Publisher' : 'Contoso',
    msdyn_order: index + 1,
    msdyn_overwritetime: '1900-01-01T00:00:00Z',
  }));
}

export const componentLayers: Table = {
  set: 'msdyn_componentlayers',
  logicalName: 'msdyn_componentlayer',
  key: 'msdyn_componentlayerid',
  privilege: 'Solution',
  columns: () => [
    'msdyn_componentlayerid',
    'msdyn_name',
    'msdyn_componentid',
    'msdyn_solutioncomponentname',
    'msdyn_solutionname',
    'msdyn_publishername',
    'msdyn_order',
    'msdyn_overwritetime',
  ],
  rows: (environment) =>
    [...environment.managedIdentities, ...environment.components].flatMap((item) => layersOf(environment, item)),
};
