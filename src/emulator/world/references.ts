/** Checks what the objects of a world say about each other: a slip would look like a fault of the configuration. */
import { WorldFileError } from './input.ts';
import type { Environment, World } from './model.ts';

interface Reference {
  /** Where it stands, as JSON pointer. */
  readonly at: string;
  readonly value: string | null | undefined;
  /** What it has to name. */
  readonly of: string;
  readonly known: readonly string[];
}

function check({ at, value, of, known }: Reference): void {
  if (value === null || value === undefined) return;
  if (known.some((id) => id.toLowerCase() === value.toLowerCase())) return;
  const list = known.length === 0 ? 'there is none' : `known: ${known.slice(0, 5).join(', ')}`;
  throw new WorldFileError(`${at} names no ${of}: ${value} (${list})`);
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The columns of these rows hold nothing else. */
function checkGuids(at: string, values: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'string' && !guid.test(value))
      throw new WorldFileError(`${at}/${name} must be a GUID, not ${JSON.stringify(value.slice(0, 100))}`);
}

function checkUnique(at: string, ids: readonly string[]): void {
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (repeated >= 0) throw new WorldFileError(`${at}/${repeated} repeats the ID ${ids[repeated]}`);
}

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

function checkEnvironment(environment: Environment, at: string): void {
  const { managedIdentities, components, solutions = [] } = environment;
  checkUnique(`${at}/managedIdentities`, idsOf(managedIdentities));
  checkUnique(`${at}/components`, idsOf(components));
  for (const [index, { id, applicationId, tenantId }] of managedIdentities.entries())
    checkGuids(`${at}/managedIdentities/${index}`, { id, applicationId, tenantId });
  for (const [index, { id }] of components.entries()) checkGuids(`${at}/components/${index}`, { id });
  const records = idsOf(managedIdentities);
  const packages = idsOf(components.filter(({ kind }) => kind === 'package'));
  for (const [index, { managedIdentityId, packageId }] of components.entries()) {
    const component = `${at}/components/${index}`;
    const record = { value: managedIdentityId, of: 'managed identity record of the environment', known: records };
    check({ at: `${component}/managedIdentityId`, ...record });
    check({ at: `${component}/packageId`, value: packageId, of: 'package of the environment', known: packages });
  }
  for (const [index, { objectIds }] of solutions.entries())
    for (const [position, value] of objectIds.entries()) {
      const known = [...records, ...idsOf(components)];
      check({ at: `${at}/solutions/${index}/objectIds/${position}`, value, of: 'record or component', known });
    }
}

/** @throws WorldFileError with the place and what was expected there. */
export function checkReferences(world: World): void {
  const tenants = idsOf(world.tenants);
  checkUnique('/tenants', tenants);
  checkUnique('/environments', idsOf(world.environments));
  checkUnique('/subscriptions', idsOf(world.subscriptions));
  const tenantAt = (at: string, value: string | undefined) =>
    check({ at: `${at}/tenantId`, value, of: 'tenant of this world', known: tenants });
  for (const [index, environment] of world.environments.entries()) {
    tenantAt(`/environments/${index}`, environment.tenantId);
    checkEnvironment(environment, `/environments/${index}`);
  }
  for (const [index, subscription] of world.subscriptions.entries())
    tenantAt(`/subscriptions/${index}`, subscription.tenantId);
  for (const [index, { tenantId }] of (world.environmentsWithoutDataverse ?? []).entries())
    tenantAt(`/environmentsWithoutDataverse/${index}`, tenantId);
  for (const [index, tenant] of world.tenants.entries())
    checkUnique(
      `/tenants/${index}/applications`,
      tenant.applications.map(({ appId }) => appId),
    );
}
