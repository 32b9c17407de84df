/** Rows of `pluginassemblies` and `pluginpackages` (services.md 5.3, 5.4; Learn: table references of both). */
import { derivedId } from '../../derived-id.ts';
import type { Component, Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { withVersion } from './row-version.ts';
import { sameId } from './same-id.ts';
import { importColumns, managedProperty, solutionColumns } from './solution-columns.ts';

export const componentsOf = (kind: Component['kind'], environment: Environment): readonly Component[] =>
  environment.components.filter((item) => item.kind === kind);

export const packageFileName = (item: Component): string => `${item.uniqueName ?? item.name}.${item.version}.nupkg`;

export function packageRows(environment: Environment, packages: readonly Component[]): Row[] {
  const inSolution = solutionColumns(environment);
  const toRow = (item: Component): Row => ({
    pluginpackageid: item.id,
    name: item.name,
    uniquename: item.uniqueName,
    version: item.version,
    // Reading it back gives nothing [inferred]; the file column holds the package.
    content: null,
    package: item.content === null ? null : derivedId(item.id, 'package'),
    package_name: item.content === null ? null : packageFileName(item),
    fileid: null,
    fileid_name: null,
    statecode: 0,
    statuscode: 1,
    componentidunique: derivedId(item.id, 'unique'),
    _managedidentityid_value: item.managedIdentityId,
    _organizationid_value: environment.organizationId,
    ...inSolution(item),
    ...importColumns,
  });
  return packages.map((item) => withVersion(toRow(item), item));
}

/** Sixteen hexadecimal digits, as every signed or strong-named assembly has. */
const publicKeyToken = (item: Component) => derivedId(item.name, 'public key').replaceAll('-', '').slice(0, 16);

export function assemblyRows(environment: Environment, assemblies: readonly Component[]): Row[] {
  const inSolution = solutionColumns(environment);
  const hidden = managedProperty(false, 'ishidden');
  const toRow = (item: Component): Row => {
    const [major = 1, minor = 0] = item.version.split('.').map(Number);
    return {
      pluginassemblyid: item.id,
      name: item.name,
      version: item.version,
      major,
      minor,
      culture: 'neutral',
      publickeytoken: publicKeyToken(item),
      sourcetype: item.packageId === null ? 0 : 4,
      isolationmode: 2,
      authtype: null,
      content: item.contentIn === undefined ? item.content : null,
      sourcehash: null,
      path: null,
      url: null,
      username: null,
      description: item.description ?? null,
      customizationlevel: 1,
      ishidden: hidden,
      ispasswordset: false,
      introducedversion: '1.0.0.0',
      pluginassemblyidunique: derivedId(item.id, 'unique'),
      _packageid_value: item.packageId,
      _managedidentityid_value: item.managedIdentityId,
      _organizationid_value: environment.organizationId,
      ...inSolution(item),
    };
  };
  return assemblies.map((item) => withVersion(toRow(item), item, ['content']));
}

/** Rows bound to a managed identity record, for its collection-valued navigation properties. */
export const boundTo = (kind: Component['kind']) => (id: string, environment: Environment) => {
  const bound = componentsOf(kind, environment).filter((item) => sameId(item.managedIdentityId, id));
  return kind === 'assembly' ? assemblyRows(environment, bound) : packageRows(environment, bound);
};
