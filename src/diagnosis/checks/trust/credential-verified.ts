import { finding } from '../../../domain/findings.ts';
import {
  claimsOf,
  matchAudience,
  matchCredential,
  matchIssuer,
  trustOfRecordVersion,
} from '../../../domain/trust/matches.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atCredential } from '../../where.ts';
import { preferPresented } from '../token/presented.ts';

/** A credential may equal a value that no source confirms: that is neither a problem nor a success. */
export default defineCheck({
  id: 'trust/credential-verified',
  title: 'the matching credential holds the documented values',
  needs: ['expectedTrust', 'federatedCredentials'],
  uses: ['recentErrors'],
  emits: ['fic-alternative-form', 'audience-version-0-unverified'],
  run({ expectedTrust, federatedCredentials }, { recentErrors }) {
    const expected = trustOfRecordVersion(expectedTrust);
    if (expected === null || federatedCredentials === null) return notApplicable;
    const runs = recentErrors.ok ? recentErrors.value : [];
    // What Entra quoted is what is presented; then nothing is in doubt.
    if (preferPresented(expected, expectedTrust.trusts, runs) !== null) return notApplicable;
    const { credentials, system } = federatedCredentials;
    if (credentials.some((each) => matchCredential(expected, each) === 'exact')) return [];
    const accepted = credentials.find((each) => matchCredential(expected, each) === 'alternative');
    if (accepted === undefined) return [];
    const { issuer, subject, audience } = claimsOf(accepted);
    const where = atCredential(accepted, system);
    const { name: credential } = accepted;
    if (audience !== null && matchAudience(expected, audience) !== 'exact') {
      const values = { expected: expected.audience, actual: audience };
      return [finding('audience-version-0-unverified', where, { credential }, values)];
    }
    const { reason } = expected;
    if (issuer !== null && matchIssuer(expected, issuer) !== 'exact') {
      const values = { expected: expected.issuer, actual: issuer };
      return [finding('fic-alternative-form', where, { credential, part: 'issuer', reason }, values)];
    }
    const values = { expected: expected.subject, actual: subject };
    return [finding('fic-alternative-form', where, { credential, part: 'subject', reason }, values)];
  },
});
