import { expect } from 'chai';
import federationAllowed from '../../../../src/diagnosis/checks/application/federation-allowed.ts';
import { namesOf } from '../check-names.ts';
import { inState, inWorld } from '../examine.ts';

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

  it('does not apply in a cloud that does not know the version with the setting', async () => {
    const path = '/userAssignedIdentities/[^/]+$';
    const old = { host: 'management.azure.com', path, kind: 'status', value: 400 } as const;
    const look = (diagnosed: Parameters<typeof inState>[0]) => [
      inState(diagnosed, 'blocked'),
      inState(diagnosed, 'not-applicable').includes('application/federation-allowed'),
    ];
    expect(
      await inWorld('healthy-v2-issued,kind=uami', ({ wire }) => wire.push(old), look, { throughProxy: true }),
    ).to.deep.equal([[], true]);
  });
});
