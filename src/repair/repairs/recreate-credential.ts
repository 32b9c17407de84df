import { defineRepair } from '../repair.ts';
import { createCredential, deleteCredential } from '../requests.ts';

/**
 * A correction in place that Entra did not take up: the same credential again, under the same name. Others that rely on
 * it have the same subject, so the exchange fails for them too.
 */
export default defineRepair({
  id: 'recreate-credential',
  repairs: ['fic-stale'],
  needs: ['federatedCredentials'],
  plan(finding, { federatedCredentials: at }) {
    const credential = at?.credentials.find((each) => each.id === finding.where?.id);
    if (at === null || credential === undefined) return { reason: 'the credential no longer exists' };
    const { name, issuer, subject, audiences, description } = credential;
    if (subject === null) return { reason: 'the credential has no subject' };
    const values = { issuer, subject, audiences, ...(description !== null && { description }) };
    return {
      steps: [deleteCredential(at, credential, finding.name), createCredential(at, name, values, finding.name)],
    };
  },
});
