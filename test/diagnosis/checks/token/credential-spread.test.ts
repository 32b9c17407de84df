import { expect } from 'chai';
import credentialSpread from '../../../../src/diagnosis/checks/token/credential-spread.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { FailedRun } from '../../../../src/domain/facts.ts';
import { credential, facts, trust } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';
import { namesOf } from '../check-names.ts';

const noMatch = 700213;
const ago = (ms: number) => new Date(facts.now.getTime() - ms).toISOString();
const unrecorded = { ok: true as const, value: null };
const tenMinutes = 10 * 60 * 1000;
const judged = (recentErrors: readonly FailedRun[], more = {}) => namesOf(credentialSpread, { recentErrors, ...more });
const held = (...credentials: ReturnType<typeof credential>[]) => ({
  federatedCredentials: { system: 'graph' as const, url: '', credentials },
});

describe('token/credential-spread', () => {
  for (const [what, ms, expected] of [
    ['at this instant', 0, ['fic-propagating']],
    ['just under ten minutes ago', tenMinutes - 1, ['fic-propagating']],
    ['ten minutes ago', tenMinutes, []],
  ] as const) {
    it(`Entra found no credential ${what}: ${expected.join() || 'nothing'}`, () => {
      expect(judged([refusedByEntra(noMatch, {}, ago(ms))])).to.deep.equal(expected);
    });
  }

  it('judges the newest run that Entra refused for the lack of a credential', () => {
    const [fresh, old] = [0, tenMinutes].map((ms) => refusedByEntra(noMatch, {}, ago(ms)));
    const other = refusedByEntra(53003, {}, ago(0));
    expect(judged([other, fresh, old].flatMap((each) => each ?? []))).to.deep.equal(['fic-propagating']);
    expect(judged([other, old, fresh].flatMap((each) => each ?? []))).to.deep.equal([]);
  });

  it('does not wait for a credential that equals the expected value and not the presented one', () => {
    const presented = { issuer: null, subject: '/presented', audience: null };
    const run = refusedByEntra(noMatch, { presented });
    expect(judged([run])).to.deep.equal([]);
    const equal = credential('presented', trust(2, { subject: '/presented' }));
    expect(judged([run], held(credential('dev', trust(2)), equal))).to.deep.equal(['fic-propagating']);
    const result = credentialSpread.run(
      { ...facts, recentErrors: [run], ...held(equal) },
      { credentialsChangedAt: unrecorded },
    );
    expect(result).to.have.nested.property('[0].where.id', 'presented');
  });

  for (const [part, claims] of [
    ['issuer', { issuer: 'https://login.microsoftonline.us/x/v2.0' }],
    ['audience', { audience: 'api://other' }],
  ] as const) {
    it(`takes the ${part} of the error, where it names one`, () => {
      const presented = { issuer: null, subject: null, audience: null, ...claims };
      const run = refusedByEntra(noMatch, { presented });
      expect(judged([run])).to.deep.equal([]);
      expect(judged([run], held(credential('x', trust(2, claims))))).to.deep.equal(['fic-propagating']);
    });
  }

  const caseDiffers = 7002138;
  const hour = 60 * 60 * 1000;
  for (const [what, code, changed, ran, expected] of [
    ['ten minutes before the run', caseDiffers, hour + tenMinutes, hour, ['fic-stale']],
    ['just under ten minutes before the run', caseDiffers, hour + tenMinutes - 1, hour, []],
    ['just under ten minutes before a fresh run', caseDiffers, tenMinutes - 1, 0, ['fic-propagating']],
    ['after the run', caseDiffers, hour, 2 * hour, []],
    ['at a time that is not recorded', caseDiffers, null, hour, []],
    // Entra refuses a share of exchanges with this code although nothing is wrong (2 % observed).
    ['long ago, and Entra names another reason', noMatch, 2 * hour, hour, []],
  ] as const) {
    it(`the credential was changed ${what}: ${expected.join() || 'nothing'}`, () => {
      const credentialsChangedAt = changed === null ? null : ago(changed);
      expect(judged([refusedByEntra(code, {}, ago(ran))], { credentialsChangedAt })).to.deep.equal(expected);
    });
  }

  it('is not stale where the audit log could not be read', () => {
    const unread = {
      ok: false as const,
      unread: { fact: 'credentialsChangedAt' as const, error: new PpmiError('bug') },
    };
    const run = refusedByEntra(caseDiffers, {}, ago(0));
    const result = credentialSpread.run({ ...facts, recentErrors: [run] }, { credentialsChangedAt: unread });
    expect(result).to.have.nested.property('[0].name', 'fic-propagating');
  });

  it('does not wait for what no waiting helps', () => {
    expect(judged([refusedByEntra(70050)])).to.equal('not-applicable');
    expect(judged([refusedByEntra(53003)])).to.equal('not-applicable');
    expect(judged([])).to.equal('not-applicable');
    expect(judged([refusedByEntra(noMatch)], { federatedCredentials: null })).to.equal('not-applicable');
    const unknown = { expectedTrust: { version: null, trusts: [] } };
    expect(judged([refusedByEntra(noMatch)], unknown)).to.equal('not-applicable');
    expect(judged([refusedByEntra(noMatch)], held())).to.deep.equal([]);
  });
});
