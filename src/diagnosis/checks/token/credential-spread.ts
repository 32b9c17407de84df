import { finding } from '../../../domain/findings.ts';
import { matchesExactly, trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atCredential } from '../../where.ts';
import { presentedIn, unmatchedRun } from './presented.ts';

/** Milliseconds in which a new credential may not be effective everywhere yet. The vendor documents no number. */
const spreading = 10 * 60 * 1000;

export default defineCheck({
  id: 'token/credential-spread',
  title: 'Entra found the credential that equals what the plug-in presents',
  needs: ['recentErrors', 'federatedCredentials', 'expectedTrust', 'now'],
  emits: ['fic-propagating'],
  run({ recentErrors, federatedCredentials, expectedTrust, now }) {
    const expected = trustOfRecordVersion(expectedTrust);
    const run = unmatchedRun(recentErrors);
    if (run === null || expected === null || federatedCredentials === null) return notApplicable;
    if (now.getTime() - Date.parse(run.at) >= spreading) return [];
    const presented = presentedIn(run, expected);
    const { credentials, system } = federatedCredentials;
    const credential = credentials.find((each) => matchesExactly(presented, each));
    if (credential === undefined) return [];
    return [finding('fic-propagating', atCredential(credential, system), { credential: credential.name })];
  },
});
