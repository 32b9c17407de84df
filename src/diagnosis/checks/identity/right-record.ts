import type { Facts } from '../../../domain/facts.ts';
import { finding } from '../../../domain/findings.ts';
import { matchesExactly, trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import type { Trust } from '../../../domain/trust/trust.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent, atRecord } from '../../where.ts';

/**
 * The right credential sits on another application. If an unbound record names that application, the component was
 * bound to the wrong record; if not, the credential was made in the wrong place.
 */
export default defineCheck({
  id: 'identity/right-record',
  title: 'the bound record names the application that holds the fitting credential',
  needs: ['component', 'components', 'records', 'identity', 'expectedTrust', 'otherCredentials'],
  emits: ['binding-other-record', 'fic-on-other-app'],
  run({ component, components, records, identity: { record }, expectedTrust, otherCredentials }) {
    const wanted = trustOfRecordVersion(expectedTrust);
    if (record === null || wanted === null || wanted.subject === null) return notApplicable;
    const holder = holderOf(wanted, otherCredentials);
    if (holder === null) return [];
    const bound = new Set(components.map((row) => row.managedIdentityId));
    const free = records.find((each) => each.applicationId === holder.applicationId && !bound.has(each.id));
    if (free !== undefined) {
      return [
        finding(
          'binding-other-record',
          atComponent(component),
          { component: component.name, record: record.name, otherRecord: free.name },
          { expected: free.id, actual: record.id, remedy: { action: 'bind-record', recordId: free.id } },
        ),
      ];
    }
    const values = { expected: record.applicationId, actual: holder.applicationId };
    return [finding('fic-on-other-app', atRecord(record), { credential: holder.credential }, values)];
  },
});

function holderOf(wanted: Trust, others: Facts['otherCredentials']) {
  for (const { applicationId, credentials } of others) {
    const credential = credentials.find((each) => matchesExactly(wanted, each));
    if (credential !== undefined) return { applicationId, credential: credential.name };
  }
  return null;
}
