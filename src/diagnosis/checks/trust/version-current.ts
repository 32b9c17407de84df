import { finding } from '../../../domain/findings.ts';
import { matchCredential, trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';
import { preferPresented } from '../token/presented.ts';

export default defineCheck({
  id: 'trust/version-current',
  title: 'the record does not use the deprecated version 0',
  needs: ['identity', 'expectedTrust', 'federatedCredentials'],
  uses: ['recentErrors'],
  emits: ['version-0-deprecated'],
  run({ identity: { record }, expectedTrust, federatedCredentials }, { recentErrors }) {
    if (record === null || (record.version ?? 0) !== 0 || federatedCredentials === null) return notApplicable;
    const expected = trustOfRecordVersion(expectedTrust);
    const matches =
      expected === null ? [] : federatedCredentials.credentials.map((each) => matchCredential(expected, each));
    const held = matches.some((match) => match !== 'different');
    const runs = recentErrors.ok ? recentErrors.value : [];
    // If the plug-in presents something else, whether the configuration works is not known.
    const preferred = expected === null ? null : preferPresented(expected, expectedTrust.trusts, runs);
    if (!held || preferred !== null) return notApplicable;
    return [
      finding(
        'version-0-deprecated',
        atRecord(record),
        { record: record.name, works: matches.includes('exact') },
        { remedy: { action: 'upgrade-record' } },
      ),
    ];
  },
});
