import { defineCheck, notApplicable } from '../../doctor/check.ts';
import { atRecord, finding } from '../finding.ts';
import { wantedTrust } from './nearest.ts';

export default defineCheck({
  id: 'trust/version-current',
  title: 'the record does not rest on the deprecated version 0',
  needs: ['identity', 'expectedTrust', 'federatedCredentials'],
  emits: ['version-0-deprecated'],
  run({ identity: { record }, expectedTrust, federatedCredentials }) {
    if (record === null || (record.version ?? 0) !== 0 || federatedCredentials === null) return notApplicable;
    const wanted = wantedTrust(expectedTrust);
    const works = federatedCredentials.credentials.some(
      ({ subject, issuer }) => subject === wanted?.subject && issuer === wanted?.issuer,
    );
    if (!works) return notApplicable;
    return [finding('version-0-deprecated', atRecord(record), { args: { record: record.name, recordId: record.id } })];
  },
});
