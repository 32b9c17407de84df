import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';

export default defineCheck({
  id: 'access/application-user',
  title: 'Dataverse recognized the identity as a user in the latest failed runs',
  needs: ['environment', 'identity', 'recentErrors'],
  uses: ['applicationUser'],
  emits: ['dataverse-no-application-user'],
  run({ environment, identity: { record }, recentErrors }, { applicationUser }) {
    const refusals = recentErrors.flatMap(({ refusal }) => (refusal?.kind === 'dataverse-user' ? [refusal] : []));
    const [refusal] = refusals;
    if (refusal === undefined) return notApplicable;
    const target = refusal.resource ?? environment.url;
    // Only the users of this environment can be read; for another one, the failed run is the only evidence.
    if (target === environment.url && applicationUser.ok && applicationUser.value !== null) return [];
    const applicationId = record?.applicationId ?? null;
    const where = { system: 'dataverse', kind: 'environment', id: null, name: target } as const;
    return [finding('dataverse-no-application-user', where, { application: applicationId, environment: target })];
  },
});
