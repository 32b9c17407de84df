import type { ComponentFact, IdentityFact, IdentityRecord } from '../../domain/facts.ts';
import { defineFact } from './fact-store.ts';

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
  read: async (_sources, facts) => whichRecord(facts.component, facts.records, facts.components),
});

function whichRecord(
  component: ComponentFact,
  records: readonly IdentityRecord[],
  components: readonly ComponentFact[],
): IdentityFact {
  const byId = (id: string | null) => records.find((record) => record.id === id) ?? null;
  const bound = byId(component.managedIdentityId);
  if (bound !== null) return { state: 'bound', record: bound, candidates: [] };
  const assembly = components.find((row) => row.packageId === component.id && row.managedIdentityId !== null);
  const ofAssembly = byId(assembly?.managedIdentityId ?? null);
  if (ofAssembly !== null) return { state: 'fits', record: ofAssembly, candidates: [] };
  const taken = new Set(components.map((row) => row.managedIdentityId));
  const free = records.filter((record) => record.active && !taken.has(record.id));
  const [only, ...others] = free;
  if (only !== undefined && others.length === 0) return { state: 'fits', record: only, candidates: [] };
  return { state: 'missing', record: null, candidates: free };
}
