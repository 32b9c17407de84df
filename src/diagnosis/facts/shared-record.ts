import type { Facts, IdentityFact, IdentityRecord } from '../../domain/facts.ts';
import { matchesExactly } from '../../domain/trust/matches.ts';
import type { Sources } from '../../sources/sources.ts';
import { boundComponents } from './component.ts';
import { credentialsOf, orNull, trustsOf } from './other-workloads.ts';

/**
 * A component that lost its binding to a record that others are still bound to: the record whose application trusts it.
 * If several do, because a company signs everything with one certificate, the one whose trust no other component uses.
 * Read only where no unbound record is left, which no healthy component needs.
 */
export async function sharedRecord(
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
