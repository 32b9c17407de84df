import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { refusedWith, seen } from './failures.ts';

export default defineCheck({
  id: 'token/policy-allows',
  title: 'no Conditional Access policy blocked the plug-in in its latest failed runs',
  needs: ['identity', 'recentErrors'],
  emits: ['conditional-access-blocked'],
  run({ identity: { record }, recentErrors }) {
    if (recentErrors.length === 0) return notApplicable;
    const [refused] = refusedWith(recentErrors, 'conditional-access-blocked');
    if (refused === undefined) return [];
    const applicationId = record?.applicationId ?? refused.error.clientId;
    const where = { system: 'entra', kind: 'application', id: applicationId, name: null } as const;
    return [finding('conditional-access-blocked', where, { application: applicationId, ...seen(refused) })];
  },
});
