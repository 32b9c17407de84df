import type { Facts } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { matchesExactly, trustOfVersion } from '../../domain/trust/matches.ts';
import { environmentScope } from '../../domain/trust/record-scope.ts';
import { defineRepair } from '../repair.ts';
import { patchRecord } from '../requests.ts';

/**
 * What the platform presents for another scope is not verified, so another component on the record may work now. It
 * works afterwards if a credential fits the scope of the environment, else the record stays as it is.
 */
export default defineRepair({
  id: 'set-scope',
  repairs: ['record-subject-scope'],
  needs: ['environment', 'identity'],
  uses: ['neighbors', 'federatedCredentials', 'expectedTrust'],
  plan(finding, { environment, identity: { record }, ...around }) {
    if (record === null) return { reason: 'there is no record to change' };
    const cut = mayStop(around);
    if (cut !== null) {
      return {
        reason: `${cut} is bound to the same record, and no credential is known to fit it afterwards; it may stop working`,
      };
    }
    const change = {
      says: `Set subjectscope of ${quoted(record.name)} to 1 (environment)`,
      body: { subjectscope: environmentScope },
      was: { subjectscope: record.subjectScope },
      repairs: finding.name,
    };
    return { steps: [patchRecord(environment, record, change)] };
  },
});

type Around = Partial<Pick<Facts, 'neighbors' | 'federatedCredentials' | 'expectedTrust'>>;

/** A component that may work now and that no credential would fit; null: none. */
function mayStop({ neighbors, federatedCredentials, expectedTrust }: Around): string | null {
  if (neighbors === undefined) return 'another component';
  const held = federatedCredentials?.credentials ?? [];
  const stops = neighbors.find(({ trusts }) => {
    // Unsigned: it does not work now either.
    if (trusts?.length === 0) return false;
    const trust = trustOfVersion(trusts ?? [], expectedTrust?.version ?? null);
    // A credential that only may be right might not be.
    return trust?.confidence !== 'documented' || !held.some((each) => matchesExactly(trust, each));
  });
  return stops?.component.name ?? null;
}
