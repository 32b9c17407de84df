import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { suggest } from '../../domain/suggest.ts';
import type { ComponentChoice } from '../../sources/sources.ts';
import { defineFact } from './fact-store.ts';

const permission = {
  required:
    'read access to plug-in assemblies and packages in the environment (System Customizer or System Administrator)',
  grantedBy: 'an administrator of the environment',
};

export const components = defineFact({
  name: 'components',
  dependsOn: [],
  permission,
  read: ({ dataverse }) => dataverse.components(),
});

export const component = defineFact({
  name: 'component',
  dependsOn: ['components'],
  permission,
  read: async ({ target }, facts) => choose(facts.components, target),
});

/**
 * The component that is meant. An assembly that a package brought stands for its package, because the platform takes
 * the package's binding and signature (identity-formats §1). Without a name: the only component with an identity, or
 * the only one there is.
 */
export function choose(rows: readonly ComponentFact[], choice: ComponentChoice): ComponentFact {
  const { component: name } = choice;
  const { distinct, chosen } = candidatesOf(rows, choice);
  const [only, ...others] = chosen;
  if (only !== undefined && others.length === 0) return only;
  const candidates = distinct.map((row) => `${quoted(row.name)} (${row.type}, ${row.id})`);
  if (distinct.length > 0) throw new PpmiError('component-ambiguous', { component: name ?? '', candidates });
  const names = rows.flatMap(({ name, uniqueName }) => [name, uniqueName ?? []].flat());
  throw new PpmiError('component-not-found', {
    component: name ?? '',
    suggestion: (name === null ? null : suggest(name, names)) ?? undefined,
  });
}

/** No component is named, and several have an identity. */
export function meansSeveral(rows: readonly ComponentFact[], choice: ComponentChoice): boolean {
  return choice.component === null && candidatesOf(rows, choice).chosen.length > 1;
}

function candidatesOf(rows: readonly ComponentFact[], { component: name, type }: ComponentChoice) {
  const own = type === null ? rows : rows.filter((row) => row.type === type);
  const named = name === null ? own : own.filter((row) => isMeant(row, name));
  const lifted = named.map((row) => rows.find((other) => other.id === row.packageId) ?? row);
  const distinct = [...new Set(lifted)];
  const bound = distinct.filter((row) => row.managedIdentityId !== null);
  return { distinct, chosen: name === null && distinct.length > 1 ? bound : distinct };
}

/** Every component that has an identity, once; an assembly that a package brought stands for its package. */
export function boundComponents(rows: readonly ComponentFact[]): readonly ComponentFact[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bound = rows.filter((row) => row.managedIdentityId !== null);
  return [...new Set(bound.map((row) => byId.get(row.packageId ?? '') ?? row))];
}

function isMeant(row: ComponentFact, name: string): boolean {
  const text = name.toLowerCase();
  return [row.id, row.name, row.uniqueName].some((value) => value?.toLowerCase() === text);
}
