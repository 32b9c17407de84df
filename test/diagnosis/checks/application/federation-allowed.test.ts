import { expect } from 'chai';
import federationAllowed from '../../../../src/diagnosis/checks/application/federation-allowed.ts';
import { namesOf } from '../check-names.ts';

describe('application/federation-allowed', () => {
  for (const [federationBlocked, expected] of [
    [true, ['identity-federation-blocked']],
    [false, []],
    [null, 'not-applicable'],
  ] as const) {
    it(`federationBlocked ${federationBlocked}: ${Array.isArray(expected) ? expected.join() || 'nothing' : expected}`, () => {
      expect(namesOf(federationAllowed, { managedIdentity: { id: '/id', federationBlocked } })).to.deep.equal(expected);
    });
  }

  it('does not apply to an application', () => {
    expect(namesOf(federationAllowed, { managedIdentity: null })).to.equal('not-applicable');
  });
});
