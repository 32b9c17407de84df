import { defineCheck, notApplicable } from '../../doctor/check.ts';
import { atRecord, finding } from '../finding.ts';
import { wantedTrust } from './nearest.ts';

export default defineCheck({
  id: 'trust/credential-on-right-application',
  title: 'the fitting credential is on the application that the record names',
  needs: ['identity', 'expectedTrust', 'otherCredentials'],
  emits: ['fic-on-other-app'],
  run({ identity: { record }, expectedTrust, otherCredentials }) {
    const wanted = wantedTrust(expectedTrust);
    if (record === null || wanted === null || wanted.subject === null) return notApplicable;
    const other = otherCredentials.find(({ credentials }) =>
      credentials.some(
        ({ issuer, subject, audiences }) =>
          subject === wanted.subject && issuer === wanted.issuer && audiences[0] === wanted.audience,
      ),
    );
    if (other === undefined) return [];
    const args = { record: record.name, recordId: record.id, applicationId: other.applicationId };
    return [
      finding('fic-on-other-app', atRecord(record), {
        args,
        expected: other.applicationId,
        actual: record.applicationId,
      }),
    ];
  },
});
