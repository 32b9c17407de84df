import { expect } from 'chai';
import type { Readings } from '../../../../src/diagnosis/check.ts';
import credentialVerified from '../../../../src/diagnosis/checks/trust/credential-verified.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { Trust } from '../../../../src/domain/trust/trust.ts';
import { credential, facts, trust } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';

const upperCase = 'api://AzureADTokenExchange';
const publicLegacy = 'api://azureadtokenexchange';
const expected = trust(2, { alternatives: ['/other'], issuerAlternatives: ['https://other'], reason: 'two sources' });
const noRuns: Readings['recentErrors'] = { ok: true, value: [] };
const noLog: Readings['recentErrors'] = {
  ok: false,
  unread: { fact: 'recentErrors', error: new PpmiError('refused') },
};

function judged(trusts: readonly Trust[], credentials: ReturnType<typeof credential>[], recentErrors = noRuns) {
  const result = credentialVerified.run(
    {
      expectedTrust: { version: trusts[0]?.version ?? null, trusts },
      federatedCredentials: { system: 'graph', url: '', credentials },
    },
    { recentErrors },
  );
  if (!Array.isArray(result)) return result;
  return result.map(({ name, args, expected, actual }) => [name, { ...args }, expected, actual]);
}

describe('trust/credential-verified', () => {
  it('reports a subject in another form that may be right, with the reason', () => {
    const other = credential('other', trust(2, { subject: '/other' }));
    const args = { credential: 'other', part: 'subject', reason: 'two sources' };
    const found = [['fic-alternative-form', args, expected.subject, '/other']];
    expect(judged([expected], [other])).to.deep.equal(found);
    expect(judged([expected], [other], noLog)).to.deep.equal(found);
    expect(judged([expected], [other, { ...other, name: 'second' }])).to.deep.equal(found);
  });

  it('reports the issuer first where issuer and subject have another form', () => {
    const other = credential('other', trust(2, { subject: '/other', issuer: 'https://other' }));
    const args = { credential: 'other', part: 'issuer', reason: 'two sources' };
    expect(judged([expected], [other])).to.deep.equal([
      ['fic-alternative-form', args, expected.issuer, 'https://other'],
    ]);
  });

  it('reports nothing where another credential holds the documented values, or none is accepted', () => {
    const other = credential('other', trust(2, { subject: '/other' }));
    expect(judged([expected], [other, credential('right', expected)])).to.deep.equal([]);
    expect(judged([expected], [credential('wrong', trust(2, { subject: '/wrong' }))])).to.deep.equal([]);
    expect(judged([expected], [])).to.deep.equal([]);
  });

  it('does not doubt what Entra quoted, or what cannot be compared', () => {
    const other = credential('other', trust(2, { subject: '/other' }));
    const presented = { issuer: null, subject: '/quoted', audience: null };
    const quoted: typeof noRuns = { ok: true, value: [refusedByEntra(700213, { presented })] };
    expect(judged([expected], [other], quoted)).to.equal('not-applicable');
    expect(judged([], [other])).to.equal('not-applicable');
    const none = credentialVerified.run({ ...facts, federatedCredentials: null }, { recentErrors: noRuns });
    expect(none).to.equal('not-applicable');
  });

  it('reports the audience of version 0 that was seen to work', () => {
    const legacy = trust(0, { audience: publicLegacy });
    expect(judged([legacy], [credential('legacy', legacy)])).to.deep.equal([]);
    expect(judged([legacy], [credential('usual', trust(0, { audience: upperCase }))])).to.deep.equal([
      ['audience-version-0-unverified', { credential: 'usual' }, publicLegacy, upperCase],
    ]);
  });
});
