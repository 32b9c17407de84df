/** The components of an environment with their records, trusts and credentials. */
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { orNull } from '../../diagnosis/facts/other-workloads.ts';
import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import type { ComponentFact, FactName, IdentityRecord } from '../../domain/facts.ts';
import type { UpgradeComponent } from '../../repair/upgrade.ts';
import type { Session } from '../../session/session.ts';

/** Facts of one component. Facts that several components share are read once. */
export function factsOf(session: Session, { id, type }: Pick<ComponentFact, 'id' | 'type'>) {
  return createFactStore(factReaders, session.sharedSources({ component: id, type }));
}

/**
 * Every component that is bound to one of these records.
 * @param tolerant what cannot be read of a component is empty, so that the others can be judged
 * @throws PpmiError if the content of a component, or the credentials of its application, cannot be read
 */
export async function boundComponents(
  session: Session,
  records: readonly IdentityRecord[],
  { tolerant = false } = {},
): Promise<readonly UpgradeComponent[]> {
  const components = await session.sharedSources().dataverse.components();
  const bound = components.flatMap((component) => {
    const record = records.find(({ id }) => id === component.managedIdentityId);
    return record === undefined ? [] : [{ component, record }];
  });
  return Promise.all(
    bound.map(async ({ component, record }) => {
      const read = factsOf(session, component);
      const orNothing = async <N extends FactName>(name: N) =>
        tolerant ? orNull(() => requireFact(read, name)) : requireFact(read, name);
      const trust = await orNothing('expectedTrust');
      const credentials = await orNothing('federatedCredentials');
      return { component, record, trusts: trust?.trusts ?? [], credentials };
    }),
  );
}
