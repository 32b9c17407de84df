/** The `pluginassemblies` and `pluginpackages` tables (domain/services.md 5.3, 5.4). */
import { derivedId } from '../../derived-id.ts';
import type { Component, Environment } from '../../world/model.ts';
import type { JsonObject } from '../odata/json-body.ts';
import type { EmulatedResponse } from '../service.ts';
import { badPayload } from './answers.ts';
import { readBinding, setBinding } from './binding.ts';
import type { Call } from './call.ts';
import { managedIdentities } from './managed-identities.ts';
import { sameId } from './read.ts';
import type { Table } from './table.ts';

export const pluginPackages: Table = {
  set: 'pluginpackages',
  logicalName: 'pluginpackage',
  key: 'pluginpackageid',
  privilege: 'PluginPackage',
  heavy: ['content'],
  lookups: { managedidentityid: managedIdentities },
  columns: () => [
    'pluginpackageid',
    'name',
    'uniquename',
    'version',
    'content',
    'package',
    'package_name',
    'fileid',
    'fileid_name',
    'ismanaged',
    'componentstate',
    'statecode',
    'statuscode',
    'modifiedon',
    '_managedidentityid_value',
    'solutionid',
  ],
  rows: (environment) =>
    of('package', environment).map((item) => ({
      pluginpackageid: item.id,
      name: item.name,
      uniquename: item.uniqueName,
      version: item.version,
      // Reading it back gives nothing (inferred); the file column holds the package.
      content: null,
      package: item.content === null ? null : derivedId(item.id, 'package'),
      package_name: item.content === null ? null : packageFileName(item),
      fileid: null,
      fileid_name: null,
      ismanaged: false,
      componentstate: 0,
      statecode: 0,
      statuscode: 1,
      modifiedon: item.modifiedOn,
      _managedidentityid_value: item.managedIdentityId,
      solutionid: null,
    })),
  files: {
    package: (id, environment) => {
      const found = of('package', environment).find((item) => sameId(item.id, id));
      if (found === undefined || found.content === null) return null;
      return { name: packageFileName(found), bytes: Buffer.from(found.content, 'base64') };
    },
    fileid: () => null,
  },
  update: (call, id, body) => update(call, pluginPackages, id, body),
};

export const pluginAssemblies: Table = {
  set: 'pluginassemblies',
  logicalName: 'pluginassembly',
  key: 'pluginassemblyid',
  privilege: 'PluginAssembly',
  heavy: ['content'],
  lookups: { managedidentityid: managedIdentities, packageid: pluginPackages },
  labels: { sourcetype: { 0: 'Database', 4: 'File Store' }, isolationmode: { 2: 'Sandbox' } },
  columns: () => [
    'pluginassemblyid',
    'name',
    'version',
    'culture',
    'publickeytoken',
    'sourcetype',
    'isolationmode',
    'authtype',
    'content',
    'sourcehash',
    'path',
    'description',
    'ismanaged',
    'componentstate',
    'modifiedon',
    'createdon',
    '_packageid_value',
    '_managedidentityid_value',
    'solutionid',
  ],
  rows: (environment) =>
    of('assembly', environment).map((item) => ({
      pluginassemblyid: item.id,
      name: item.name,
      version: item.version,
      culture: 'neutral',
      publickeytoken: null,
      sourcetype: item.packageId === null ? 0 : 4,
      isolationmode: 2,
      authtype: null,
      content: item.content,
      sourcehash: null,
      path: null,
      description: null,
      ismanaged: false,
      componentstate: 0,
      modifiedon: item.modifiedOn,
      createdon: item.modifiedOn,
      _packageid_value: item.packageId,
      _managedidentityid_value: item.managedIdentityId,
      solutionid: null,
    })),
  update: (call, id, body) => update(call, pluginAssemblies, id, body),
};

const of = (kind: Component['kind'], environment: Environment): readonly Component[] =>
  environment.components.filter((item) => item.kind === kind);

const packageFileName = (item: Component): string => `${item.uniqueName ?? item.name}.${item.version}.nupkg`;

/** Binding is what can be changed; new content would need a new certificate, which only the world can name. */
function update(call: Call, table: Table, id: string, body: JsonObject): EmulatedResponse | null {
  const foreign = Object.keys(body).find((name) => !/^managedidentityid(@odata\.bind)?$/i.test(name));
  if (foreign !== undefined)
    return badPayload(
      table.set,
      `The property '${foreign}' does not exist on type 'Microsoft.Dynamics.CRM.${table.logicalName}'. Make sure to only use property names that are defined by the type.`,
    );
  const binding = readBinding(body);
  if (binding === 'invalid')
    return badPayload(
      table.set,
      "Invalid value for property 'managedidentityid@odata.bind': a resource path is expected.",
    );
  return binding === 'absent' ? null : setBinding(call, table, id, binding);
}
