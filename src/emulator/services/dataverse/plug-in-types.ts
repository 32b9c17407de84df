/** The `plugintypes` table: the classes of an assembly (Microsoft Learn: Plug-in Type table reference; documented). */
import { derivedId } from '../../derived-id.ts';
import { plugInType } from '../../platform/plug-in-type.ts';
import { pluginAssemblies } from './components.ts';
import type { Table } from './table.ts';

export const pluginTypes: Table = {
  set: 'plugintypes',
  logicalName: 'plugintype',
  key: 'plugintypeid',
  privilege: 'PluginType',
  lookups: { pluginassemblyid: pluginAssemblies },
  columns: () => ['plugintypeid', 'name', 'typename', 'friendlyname', 'assemblyname', '_pluginassemblyid_value'],
  rows: (environment) =>
    environment.components
      .filter(({ kind }) => kind === 'assembly')
      .map((component) => ({
        plugintypeid: derivedId(component.id, 'type'),
        name: plugInType(environment, component),
        typename: plugInType(environment, component),
        friendlyname: derivedId(component.id, 'friendly name'),
        assemblyname: component.name,
        _pluginassemblyid_value: component.id,
      })),
};
