import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atApplication } from '../../where.ts';

export default defineCheck({
  id: 'application/federation-allowed',
  title: 'the managed identity allows federated credentials',
  needs: ['applications', 'managedIdentity'],
  emits: ['identity-federation-blocked'],
  run({ applications, managedIdentity }) {
    if (managedIdentity === null || managedIdentity.federationBlocked === null) return notApplicable;
    if (!managedIdentity.federationBlocked) return [];
    const where = atApplication(applications);
    const args = { application: where.name, resourceId: managedIdentity.id };
    return [finding('identity-federation-blocked', where, args)];
  },
});
