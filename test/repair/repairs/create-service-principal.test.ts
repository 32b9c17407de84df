import { expect } from 'chai';
import createServicePrincipal from '../../../src/repair/repairs/create-service-principal.ts';
import { facts, ids } from '../../facts.ts';
import { planFor, reasonOf, stepOf } from './plan-one.ts';

const plan = (more: Partial<typeof facts> = {}) =>
  planFor(createServicePrincipal, 'service-principal-missing', { facts: more });

describe('create-service-principal', () => {
  it('creates it for the client ID, in the Graph of the same cloud, and undoes it by deleting it', () => {
    const url = 'https://graph.microsoft.com/v1.0/servicePrincipals';
    const credentials = 'https://graph.microsoft.com/v1.0/applications/2c43408a/federatedIdentityCredentials';
    const at = { system: 'graph' as const, url: credentials, credentials: [] };
    const { application } = facts.applications;
    expect(application).to.not.equal(null);
    const step = stepOf(
      plan({ federatedCredentials: { ...at, url: credentials.replace('2c43408a', `${application?.id}`) } }),
    );
    expect(step).to.deep.include({
      risk: 'safe',
      request: { system: 'graph', method: 'POST', url, body: { appId: ids.application } },
      undo: { system: 'graph', method: 'DELETE', url: `${url}(appId='${ids.application}')`, body: null },
    });
  });

  it('creates none without an application of this tenant', () => {
    const applications = { application: null, servicePrincipal: null, byObjectId: null };
    expect(reasonOf(plan({ applications }))).to.contain('no longer exists');
    expect(reasonOf(plan({ federatedCredentials: null }))).to.contain('no longer exists');
  });
});
