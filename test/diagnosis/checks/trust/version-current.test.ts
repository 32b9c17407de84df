import { expect } from 'chai';
import versionCurrent from '../../../../src/diagnosis/checks/trust/version-current.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import { credential, facts, trust, withRecord } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';

const used = { recentErrors: { ok: true, value: [] } } as const;
const presented = { issuer: null, subject: '/presented', audience: null };
const quoting = { recentErrors: { ok: true, value: [refusedByEntra(700213, { presented })] } } as const;
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
    const unsigned = { ...version0(), expectedTrust: { version: 0 as const, trusts: [] } };
    expect(versionCurrent.run(unsigned, quoting)).to.equal('not-applicable');
  });

  it('does not know whether it works where the plug-in presents something else, and counts what the log cannot show', () => {
    expect(versionCurrent.run(version0(), quoting)).to.equal('not-applicable');
    const unread = { ok: false, unread: { fact: 'recentErrors', error: new PpmiError('refused') } } as const;
    expect(versionCurrent.run(version0(), { recentErrors: unread })).to.have.length(1);
  });

  it('says whether the credential equals the documented value or another that may be right', () => {
    const expected = trust(0, { alternatives: ['/other'] });
    const facts0 = version0([credential('other', trust(0, { subject: '/other' }))]);
    const doubted = { ...facts0, expectedTrust: { version: 0 as const, trusts: [expected] } };
    expect(versionCurrent.run(doubted, used)).to.have.nested.property('[0].args.works', false);
  });
});
