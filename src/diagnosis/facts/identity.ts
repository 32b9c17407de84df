import type { Facts, IdentityFact, IdentityRecord } from '../../domain/facts.ts';
import { defineFact } from './fact-store.ts';
import { sharedRecord } from './shared-record.ts';

const permission = {
  required: 'read access to managed identities in the environment (System Customizer or System Administrator)',
  grantedBy: 'an administrator of the environment',
};

export const environment = defineFact({
  name: 'environment',
  dependsOn: [],
  permission: { required: 'membership of the environment', grantedBy: 'an administrator of the environment' },
  read: ({ dataverse }) => dataverse.environment(),
});

export const records = defineFact({
  name: 'records',
  dependsOn: [],
  permission,
  read: ({ dataverse }) => dataverse.records(),
});

export const identity = defineFact({
  name: 'identity',
  dependsOn: ['component', 'records', 'components'],
  permission,
  async read(sources, facts) {
    const { assumedApplicationId } = sources;
    const found = whichRecord(facts, assumedApplicationId);
    const none = found.state === 'missing' && found.candidates.length === 0 && assumedApplicationId === null;
    return none ? sharedRecord(sources, facts) : found;
  },
});

/** Rows that no managed solution brought can be changed whatever the property says (documented). */
export const recordCustomizable = defineFact({
  name: 'recordCustomizable',
  dependsOn: ['identity'],
  permission,
  read: async ({ dataverse }, { identity: { record } }) =>
    record?.managed === true ? dataverse.recordCustomizable(record.id) : null,
});

export const recordSolution = defineFact({
  name: 'recordSolution',
  dependsOn: ['identity', 'recordCustomizable'],
  permission,
  async read({ dataverse }, { identity: { record }, recordCustomizable: customizable }) {
    if (customizable !== false) return null;
    const origins = await dataverse.recordOrigins();
    return origins.find(({ recordId }) => recordId === record?.id)?.solution?.name ?? null;
  },
});

/** `applicationId`: the application that the user named; null: none. */
export function whichRecord(
  { component, records, components }: Pick<Facts, 'component' | 'records' | 'components'>,
  applicationId: string | null,
): IdentityFact {
  const byId = (id: string | null) => records.find((record) => record.id === id) ?? null;
  const bound = byId(component.managedIdentityId);
  if (bound !== null) return { state: 'bound', record: bound, candidates: [] };
  const assembly = components.find((row) => row.packageId === component.id && row.managedIdentityId !== null);
  const ofAssembly = byId(assembly?.managedIdentityId ?? null);
  if (ofAssembly !== null) return { state: 'fits', record: ofAssembly, candidates: [] };
  const taken = new Set(components.map((row) => row.managedIdentityId));
  const unbound = records.filter(({ id }) => !taken.has(id));
  // The user decides: a record of that application is bound, whatever else is bound to it, and no second one is
  // created.
  const named = (list: readonly IdentityRecord[]) =>
    list.filter((each) => each.applicationId?.toLowerCase() === applicationId?.toLowerCase());
  const ofNamed = applicationId === null ? [] : [...named(unbound), ...named(records)];
  const chosen = ofNamed.find((each) => each.active) ?? ofNamed[0];
  if (chosen !== undefined) return { state: 'fits', record: chosen, candidates: [] };
  const active = unbound.filter((record) => record.active);
  const [only, ...others] = active.length > 0 ? active : unbound;
  if (applicationId === null && only !== undefined && others.length === 0)
    return { state: 'fits', record: only, candidates: [] };
  return { state: 'missing', record: null, candidates: active.length > 0 ? active : unbound };
}
