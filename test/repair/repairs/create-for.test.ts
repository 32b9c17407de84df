import { expect } from 'chai';
import type { Facts } from '../../../src/domain/facts.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import { createFor } from '../../../src/repair/repairs/create-for.ts';
import { credential, facts, trust } from '../../facts.ts';
import { reasonOf } from './plan-one.ts';

const finding = { name: 'fic-missing', where: null, remedy: null, override: null } as const;
const expected = trust(2);
const url = 'https://graph.microsoft.com/v1.0/applications/2c43408a/federatedIdentityCredentials';

function plan(credentials: readonly ReturnType<typeof credential>[], of: Trust = expected, at?: null) {
  const federatedCredentials: Facts['federatedCredentials'] =
    at === null ? null : { system: 'graph', url, credentials };
  return createFor('Contoso.Invoices', finding, { environment: facts.environment, federatedCredentials }, of);
}
const requestsOf = (planned: ReturnType<typeof plan>) =>
  'steps' in planned ? planned.steps.map(({ request: { method, url, body } }) => [method, url, body]) : planned;

describe('the credential for a trust', () => {
  const values = { issuer: expected.issuer, subject: expected.subject, audiences: [expected.audience] };

  it('is created under a name of its own', () => {
    const other = credential('ppmi-7c4547dd-Contoso-Invoices', trust(1));
    expect(requestsOf(plan([]))).to.deep.equal([['POST', url, { name: 'ppmi-7c4547dd-Contoso-Invoices', ...values }]]);
    expect(requestsOf(plan([other]))).to.deep.equal([
      ['POST', url, { name: 'ppmi-7c4547dd-Contoso-Invoices-2', ...values }],
    ]);
  });

  it('is corrected where issuer and subject exist already, because both must be unique', () => {
    const twin = credential('twin', trust(2, { audience: 'api://other' }));
    expect(requestsOf(plan([credential('other', trust(1)), twin]))).to.deep.equal([['PATCH', twin.url, values]]);
    for (const more of [{ issuer: 'https://other' }, { subject: '/other' }]) {
      expect(requestsOf(plan([credential('near', trust(2, more))]))).to.have.nested.property('[0][0]', 'POST');
    }
  });

  it('is never written where its values are not verified, not known, or belong nowhere', () => {
    expect(reasonOf(plan([], trust(2, { confidence: 'not-verified' })))).to.contain('not verified');
    const twin = credential('twin', trust(2, { audience: 'api://other' }));
    expect(reasonOf(plan([twin], trust(2, { confidence: 'not-verified' })))).to.contain('not verified');
    for (const missing of ['issuer', 'subject', 'audience'] as const) {
      expect(plan([], trust(2, { [missing]: null })), missing).to.have.property('reason');
    }
    expect(reasonOf(plan([], expected, null))).to.contain('no application');
  });
});
