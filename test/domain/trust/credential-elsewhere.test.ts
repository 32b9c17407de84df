import { expect } from 'chai';
import type { Facts, IdentityRecord, OtherIdentity } from '../../../src/domain/facts.ts';
import { credentialElsewhere, isNearMiss } from '../../../src/domain/trust/credential-elsewhere.ts';
import { mistake } from '../../../src/domain/trust/mistakes/mistakes.ts';
import type { RankedCredential } from '../../../src/domain/trust/rank-credentials.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import { component, credential, facts, ids, record, trust } from '../../facts.ts';
import { makers, right } from './subject/makers.ts';
import { fixed, selfSignedOf, trustOf, trustsOf } from './subject/setups.ts';

const other: IdentityRecord = { ...record, id: 'other', applicationId: ids.otherApplication };
const boundTo = (id: string) => ({ ...component, id: `on ${id}`, managedIdentityId: id });
const on = (...trusts: Trust[]): OtherIdentity => ({
  applicationId: ids.otherApplication,
  credentials: trusts.map((each) => credential(`v${each.version}`, each)),
  sameSigner: false,
});

function find(around: Partial<Facts>, own: readonly RankedCredential[] = [], expected = trust(2)) {
  const given = { ...facts, records: [record, other], otherCredentials: [on(trust(2))], ...around };
  const found = credentialElsewhere(expected, given, own, { certificate: null, chain: [] } as never);
  return found && [found.record.id, found.credential, found.unbound];
}

const ranked = (owner: RankedCredential['owner'], diff: Partial<RankedCredential['diff']>): RankedCredential => ({
  credential: credential('own', trust(2)),
  diff: { equal: false, parts: [], mistakes: [], repair: null, warning: null, ...diff } as RankedCredential['diff'],
  owner,
});
const near = ranked('environment', { equal: null });
const nearMiss = ranked('plug-in', { mistakes: [mistake('issuer-v1', 'issuer')] });

describe('the right credential on another application', () => {
  it('belongs to the record that names the application, in any letter case', () => {
    expect(find({})).to.deep.equal(['other', 'v2', true]);
    const inUpperCase = { ...on(trust(2)), applicationId: ids.otherApplication.toUpperCase() };
    expect(find({ otherCredentials: [inUpperCase] })).to.deep.equal(['other', 'v2', true]);
    expect(find({ records: [record] }), 'no record').to.equal(null);
    expect(find({ otherCredentials: [on(trust(1))] }), 'of another version').to.equal(null);
  });

  it('is of the version of that record, 0 where it is empty', () => {
    const records = [other, { ...other, id: 'first', version: 1 }, { ...other, id: 'empty', version: null }];
    expect(find({ records, otherCredentials: [on(trust(1))] })).to.deep.equal(['first', 'v1', true]);
    expect(find({ records, otherCredentials: [on(trust(0))] })).to.deep.equal(['empty', 'v0', true]);
  });

  it('is rather that of an unbound and of an active record', () => {
    const records = [other, { ...other, id: 'free' }];
    expect(find({ records, components: [boundTo('other')] })).to.deep.equal(['free', 'v2', true]);
    expect(
      find({
        records: [
          { ...other, active: false },
          { ...other, id: 'active' },
        ],
      })?.[0],
    ).to.equal('active');
    expect(find({ records: [{ ...other, active: false }] })?.[0], 'none is active').to.equal('other');
    const raised = [{ ...other, id: 'first', version: 1 }, other];
    expect(find({ records: raised, components: [boundTo('other')] }), 'a bound one that fits').to.deep.equal([
      'other',
      'v2',
      false,
    ]);
  });

  it('is shown without a record to bind where no record has its version', () => {
    const records = [record, { ...other, version: 1 }];
    expect(find({ records })).to.deep.equal(['other', 'v2', false]);
    const presented = trust(2, { subject: '/presented' });
    expect(find({ records }, [], presented), 'that of the own record').to.deep.equal(['other', 'v2', false]);
  });

  it('counts only if no component with the same certificate uses it, and it could be read', () => {
    expect(find({ otherCredentials: [{ ...on(trust(2)), sameSigner: true }] })).to.equal(null);
    expect(find({ otherCredentials: [{ ...on(trust(2)), credentials: null }] })).to.equal(null);
  });

  it('gives way to a credential of its own identity: beside an unbound record to one of this certificate only', () => {
    const bound = { components: [boundTo('other')] };
    expect(find({}, [near])).to.equal(null);
    expect(find({}, [nearMiss])).to.deep.equal(['other', 'v2', true]);
    expect(find(bound, [nearMiss])).to.equal(null);
    expect(find(bound)).to.deep.equal(['other', 'v2', false]);
  });

  it('is rather one that can be bound than the first', () => {
    const second = { ...on(trust(2)), applicationId: 'b' };
    const records = [other, { ...other, id: 'second', applicationId: 'b' }];
    const around = { records, components: [boundTo('other')], otherCredentials: [on(trust(2)), second] };
    expect(find(around)).to.deep.equal(['second', 'v2', true]);
  });
});

describe('a credential with a mistake on an application that nothing uses', () => {
  const signer = selfSignedOf(fixed);
  const own = right(trustOf(fixed, signer, 2));
  const held = (name: keyof typeof makers) => {
    const { issuer, subject, audience } = { ...own, ...makers[name].make(own, fixed) };
    return { ...credential(name, trust(2)), issuer, subject, audiences: [audience] };
  };
  const elsewhere = (names: readonly (keyof typeof makers)[], around: Partial<Facts> = {}) => {
    const credentials = names.map(held);
    const otherCredentials = [{ applicationId: ids.otherApplication, credentials, sameSigner: false }];
    const trusts = trustsOf(fixed, signer);
    const given = { ...facts, records: [other], otherCredentials, expectedTrust: { version: 2, trusts } as const };
    const hints = { certificate: signer, chain: [signer], organizationId: fixed.organizationId, trusts } as never;
    const found = credentialElsewhere(trustOf(fixed, signer, 2), { ...given, ...around }, [], hints);
    return found && [found.record.id, found.credential, found.unbound];
  };

  it('counts if it was meant for this component', () => {
    expect(elsewhere(['environment-other', 'tenant-big-endian'])).to.deep.equal(['other', 'tenant-big-endian', true]);
    expect(elsewhere(['environment-other']), 'of another environment').to.equal(null);
  });

  it('does not count where a component uses the application, or the version of the record is not known', () => {
    const records = [other, { ...other, id: 'used' }];
    expect(elsewhere(['tenant-big-endian'], { records, components: [boundTo('used')] })).to.equal(null);
    expect(elsewhere(['tenant-big-endian'], { records: [{ ...other, version: 7 }] })).to.equal(null);
  });
});

describe('a near miss', () => {
  const [known, candidate] = [mistake('issuer-v1', 'issuer'), mistake('tenant-other', 'tenant', { candidate: true })];
  const [aside, apart] = [mistake('tenant-other', 'tenant'), mistake('environment-other', 'environment')];

  it('has a known mistake, and is not the trust of something else', () => {
    expect(isNearMiss(nearMiss)).to.equal(true);
    expect(isNearMiss(ranked('plug-in', { mistakes: [known, candidate] }))).to.equal(true);
    expect(isNearMiss(ranked('plug-in', { mistakes: [candidate] }))).to.equal(false);
    expect(isNearMiss(ranked('other-workload', { mistakes: [known] }))).to.equal(false);
    expect(isNearMiss(ranked('plug-in', { mistakes: [aside, apart] })), 'each right elsewhere').to.equal(false);
  });
});
