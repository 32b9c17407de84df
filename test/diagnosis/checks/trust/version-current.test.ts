import { expect } from 'chai';
import versionCurrent from '../../../../src/diagnosis/checks/trust/version-current.ts';
import { credential, facts, trust, withRecord } from '../../../facts.ts';

const used = { recentErrors: { ok: true, value: [] } } as const;
const version0 = (credentials = [credential('old', trust(0))]) => ({
  ...facts,
  ...withRecord({ version: 0 }),
  expectedTrust: { ...facts.expectedTrust, version: 0 as const },
  federatedCredentials: { system: 'graph' as const, url: '', credentials },
});

describe('trust/version-current', () => {
  it('warns of version 0 while a credential for it exists', () => {
    expect(versionCurrent.run(version0(), used)).to.have.nested.property('[0].args.works', true);
    expect(versionCurrent.run({ ...version0(), ...withRecord({ version: null }) }, used)).to.have.length(1);
  });

  it('raises the record', () => {
    expect(versionCurrent.run(version0(), used)).to.have.nested.property('[0].remedy.action', 'upgrade-record');
  });

  it('ignores a later version, and a version without its credential', () => {
    expect(versionCurrent.run(facts, used)).to.equal('not-applicable');
    expect(versionCurrent.run(version0([credential('other', trust(2))]), used)).to.equal('not-applicable');
    expect(versionCurrent.run({ ...version0(), federatedCredentials: null }, used)).to.equal('not-applicable');
  });
});
