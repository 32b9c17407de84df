import { expect } from 'chai';
import type { FederatedCredential } from '../../../src/domain/facts.ts';
import { changeOf } from '../../../src/repair/change.ts';
import recreateCredential from '../../../src/repair/repairs/recreate-credential.ts';
import { credential, facts, trust } from '../../facts.ts';
import { reasonOf, stepsOf } from './plan-one.ts';

const held = { ...credential('dev', trust(2)), description: 'by hand' };
const choices = { applicationId: null, newRecordId: 'new' };
const where = { system: 'graph', kind: 'federated identity credential', id: held.id, name: held.name } as const;
const plan = (credentials: readonly FederatedCredential[], system: 'graph' | 'arm' = 'graph') => {
  const finding = { name: 'fic-stale', where, remedy: null, override: null } as const;
  const url =
    'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0/federatedIdentityCredentials';
  const at = { system, url, credentials };
  return recreateCredential.plan(finding, { ...facts, federatedCredentials: at }, choices);
};

describe('recreate-credential', () => {
  it('deletes the credential and creates it again with the same name, values and description', () => {
    const url =
      'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0/federatedIdentityCredentials';
    const id = '11111111-2222-4333-8444-555555555555';
    const own = { ...held, id: held.id, url: `${url}/${id}` };
    const steps = stepsOf(plan([own]));
    const { name, issuer, subject, audiences, description } = own;
    expect(steps.map(({ request: { method, body } }) => [method, body])).to.deep.equal([
      ['DELETE', null],
      ['POST', { name, issuer, subject, audiences, description }],
    ]);
    expect(steps.map(({ undo }) => undo?.method)).to.deep.equal(['POST', 'DELETE']);
    expect(steps.map((step) => changeOf(step)?.after ?? null)[0]).to.equal(null);
  });

  it('plans nothing for a credential that is gone, or has no subject', () => {
    expect(reasonOf(plan([]))).to.contain('no longer exists');
    expect(reasonOf(plan([{ ...held, subject: null }]))).to.contain('no subject');
  });
});
