import type { Facts, IdentityFact, IdentityRecord } from '../../domain/facts.ts';
import { matchesExactly } from '../../domain/trust/matches.ts';
import type { Sources } from '../../sources/sources.ts';
import { boundComponents } from './component.ts';
import { defineFact } from './fact-store.ts';
import { credentialsOf, orNull, trustsOf } from './other-workloads.ts';

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

/**
 * A component that lost its binding to a record that others are still bound to: the record whose application trusts it.
 * If several do, because a company signs everything with one certificate, the one whose trust no other component uses.
 * Read only where no unbound record is left, which no healthy component needs.
 */
async function sharedRecord(
  sources: Sources,
  { component, components, records }: Pick<Facts, 'component' | 'components' | 'records'>,
): Promise<IdentityFact> {
  const usable = records.filter(({ active, applicationId }) => active && applicationId !== null);
  if (usable.length === 0) return { state: 'missing', record: null, candidates: [] };
  const environment = await orNull(() => sources.dataverse.environment());
  const trusts = environment === null ? null : await trustsOf(sources, component, environment);
  // What cannot be read may fit, so the user has to choose.
  if (environment === null || trusts === null) return { state: 'missing', record: null, candidates: usable };
  const held = await Promise.all(
    usable.map(({ applicationId }) => credentialsOf(sources, applicationId ?? '', environment.tenantId)),
  );
  const candidates = usable.filter((record, index) => {
    const trust = trusts.find(({ version }) => version === (record.version ?? 0));
    return trust !== undefined && held[index]?.some((each) => matchesExactly(trust, each)) !== false;
  });
  if (held.includes(null)) return { state: 'missing', record: null, candidates };
  const only = ofOneApplication(candidates);
  if (only !== null) return { state: 'fits', record: only, candidates: [] };
  const used = await Promise.all(
    candidates.map(async (record) => {
      const others = boundComponents(components).filter(({ managedIdentityId }) => managedIdentityId === record.id);
      const presented = others.map((each) => trustsOf(sources, each, environment));
      const subject = trusts.find(({ version }) => version === (record.version ?? 0))?.subject;
      return (await Promise.all(presented)).some((each) => each?.some((trust) => trust.subject === subject) !== false);
    }),
  );
  const unused = ofOneApplication(candidates.filter((_, index) => used[index] === false));
  if (unused !== null) return { state: 'fits', record: unused, candidates: [] };
  return { state: 'missing', record: null, candidates };
}

function ofOneApplication([first, ...more]: readonly IdentityRecord[]): IdentityRecord | null {
  const same = more.every(({ applicationId }) => applicationId?.toLowerCase() === first?.applicationId?.toLowerCase());
  return first !== undefined && same ? first : null;
}

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
