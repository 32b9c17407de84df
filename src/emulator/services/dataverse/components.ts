/** The `pluginassemblies` and `pluginpackages` tables (services.md 5.3, 5.4; Learn: table references of both). */
import type { Component } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { JsonObject } from '../odata/json-body.ts';
import type { EmulatedResponse } from '../service.ts';
import { badPayload, undeclaredProperty } from './answers.ts';
import { readBinding, setBinding } from './binding.ts';
import type { Call } from './call.ts';
import { assemblyRows, componentsOf, packageFileName, packageRows } from './component-rows.ts';
import { recordUpdate, refusesDelete, refusesUpdate } from './customization.ts';
import { managedIdentities } from './managed-identities.ts';
import { sameId } from './same-id.ts';
import type { Table } from './table.ts';

const sample: Component = {
  kind: 'assembly',
  id: '',
  name: '',
  uniqueName: null,
  version: '',
  packageId: null,
  managedIdentityId: null,
  content: null,
  presents: null,
  scope: '',
  modifiedOn: '',
};

const columnsOf = (rows: readonly Row[]): readonly string[] => Object.keys(rows[0] ?? {});

export const pluginPackages: Table = {
  set: 'pluginpackages',
  logicalName: 'pluginpackage',
  key: 'pluginpackageid',
  privilege: 'PluginPackage',
  heavy: ['content'],
  lookups: { managedidentityid: managedIdentities },
  columns: (environment) => columnsOf(packageRows(environment, [sample])),
  rows: (environment) => packageRows(environment, componentsOf('package', environment)),
  collections: {
    pluginpackage_pluginassembly: (id, environment) =>
      assemblyRows(
        environment,
        componentsOf('assembly', environment).filter((item) => sameId(item.packageId, id)),
      ),
  },
  files: {
    package: (id, environment) => {
      const found = componentsOf('package', environment).find((item) => sameId(item.id, id));
      if (found === undefined || found.content === null) return null;
      return { name: packageFileName(found), bytes: Buffer.from(found.content, 'base64') };
    },
    fileid: () => null,
  },
  update: (call, id, body) => update(call, pluginPackages, id, body),
  remove: (call, id) => remove(call, pluginPackages, id),
};

export const pluginAssemblies: Table = {
  set: 'pluginassemblies',
  logicalName: 'pluginassembly',
  key: 'pluginassemblyid',
  privilege: 'PluginAssembly',
  heavy: ['content'],
  // The names of the navigation properties differ in case, as published.
  lookups: { managedidentityid: managedIdentities, PackageId: pluginPackages },
  labels: { sourcetype: { 0: 'Database', 4: 'File Store' }, isolationmode: { 2: 'Sandbox' } },
  columns: (environment) => columnsOf(assemblyRows(environment, [sample])),
  rows: (environment) => assemblyRows(environment, componentsOf('assembly', environment)),
  files: {
    content_binary: (id, environment) => {
      const found = componentsOf('assembly', environment).find((item) => sameId(item.id, id));
      if (found?.contentIn === undefined || found.content === null) return null;
      return { name: `${found.name}.dll`, bytes: Buffer.from(found.content, 'base64') };
    },
  },
  update: (call, id, body) => update(call, pluginAssemblies, id, body),
  remove: (call, id) => remove(call, pluginAssemblies, id),
};

/** New content would need a new certificate, which only the world can name. */
const fixed = ['content', 'culture', 'name', 'publickeytoken', 'uniquename', 'version'];

function update(call: Call, table: Table, id: string, body: JsonObject): EmulatedResponse | null {
  const columns = table.columns(call.environment);
  for (const name of Object.keys(body)) {
    if (name.includes('@') || name === 'managedidentityid') continue;
    if (!columns.includes(name)) return undeclaredProperty(table.set, table.logicalName, name);
    if (fixed.includes(name))
      return badPayload(table.set, `The emulator cannot change '${name}': register the component again.`);
  }
  const item = call.environment.components.find((component) => sameId(component.id, id));
  if (item === undefined) return null;
  const refusal = refusesUpdate(item, table.logicalName, body);
  if (refusal !== null) return refusal;
  const binding = readBinding(body);
  if (binding === 'invalid')
    return badPayload(
      table.set,
      "Invalid value for property 'managedidentityid@odata.bind': a resource path is expected.",
    );
  const refused = binding === 'absent' ? null : setBinding(call, table, id, binding);
  if (refused !== null) return refused;
  if (table === pluginAssemblies && 'description' in body)
    item.description = body.description === null ? null : String(body.description);
  recordUpdate(call, item, body);
  return null;
}

/** Assemblies go with their package: the relationship is published with the delete behavior Cascade. */
function remove({ environment }: Call, table: Table, id: string): EmulatedResponse | null {
  const item = environment.components.find((component) => sameId(component.id, id));
  const refusal = item === undefined ? null : refusesDelete(item, table.logicalName);
  if (refusal !== null) return refusal;
  environment.components = environment.components.filter(
    (component) => !sameId(component.id, id) && !sameId(component.packageId, id),
  );
  return null;
}
