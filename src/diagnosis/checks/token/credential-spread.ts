import { subjectCaseDiffers } from '../../../domain/entra-errors/decode/extract-claims.ts';
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
  uses: ['credentialsChangedAt'],
  emits: ['fic-propagating', 'fic-stale'],
  run({ recentErrors, federatedCredentials, expectedTrust, now }, { credentialsChangedAt }) {
    const expected = trustOfRecordVersion(expectedTrust);
    const run = unmatchedRun(recentErrors);
    if (run === null || expected === null || federatedCredentials === null) return notApplicable;
    const presented = presentedIn(run, expected);
    const { credentials, system } = federatedCredentials;
    const credential = credentials.find((each) => matchesExactly(presented, each));
    if (credential === undefined) return [];
    const where = atCredential(credential, system);
    const { name } = credential;
    const changedAt = credentialsChangedAt.ok ? credentialsChangedAt.value : null;
    if (run.error?.code === subjectCaseDiffers && isSettled(changedAt, run.at)) {
      return [finding('fic-stale', where, { credential: name, changedAt, at: run.at })];
    }
    // The credential may have been corrected after an older run.
    if (now.getTime() - Date.parse(run.at) >= spreading) return [];
    return [finding('fic-propagating', where, { credential: name })];
  },
});

/** The change had the time to take effect before the run. Without a record of it, the run may be the older one. */
function isSettled(changedAt: string | null, at: string): boolean {
  return changedAt !== null && Date.parse(at) - Date.parse(changedAt) >= spreading;
}
