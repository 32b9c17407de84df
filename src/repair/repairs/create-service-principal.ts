import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';

/** The application is registered in this tenant, but has no service principal (AADSTS7000229). */
export default defineRepair({
  id: 'create-service-principal',
  repairs: ['service-principal-missing'],
  needs: ['applications', 'federatedCredentials'],
  plan(finding, { applications: { application }, federatedCredentials }) {
    if (application === null || federatedCredentials === null) return { reason: 'the application no longer exists' };
    const url = new URL('../../servicePrincipals', federatedCredentials.url).href;
    return {
      steps: [
        {
          id: `create-service-principal:${application.appId}`,
          says: `Create the service principal of ${quoted(application.displayName)}`,
          risk: 'safe',
          request: { system: 'graph', method: 'POST', url, body: { appId: application.appId } },
          undo: { system: 'graph', method: 'DELETE', url: `${url}(appId='${application.appId}')`, body: null },
          repairs: finding.name,
        },
      ],
    };
  },
});
