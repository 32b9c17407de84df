import { expect } from 'chai';
import { preferPresented, presentedIn, unmatchedRun } from '../../../../src/diagnosis/checks/token/presented.ts';
import { trust } from '../../../facts.ts';
import { refusedByEntra, refusedByResource } from '../../../failed-runs.ts';

const computed = trust(2);
const trusts = [trust(1), computed];
const quoted = (subject: string | null, audience: string | null = null) =>
  refusedByEntra(700213, { presented: { issuer: null, subject, audience } });

describe('a run for which Entra found no credential', () => {
  it('is the newest of those whose code says so', () => {
    const [newest, older] = [refusedByEntra(700213), refusedByEntra(700211)];
    expect(unmatchedRun([refusedByResource({ kind: 'vault-role' }), refusedByEntra(53003), newest, older])).to.equal(
      newest,
    );
    expect(unmatchedRun([refusedByEntra(53003)])).to.equal(null);
    expect(unmatchedRun([])).to.equal(null);
  });

  it('is none for a malformed path, which no waiting helps', () => {
    expect(unmatchedRun([refusedByEntra(70050)])).to.equal(null);
  });
});

describe('what the platform presented', () => {
  const { issuer, subject, audience } = computed;

  it('is what the error quotes, and what is computed where it quotes nothing', () => {
    expect(presentedIn(quoted('/other'), computed)).to.deep.equal({ issuer, subject: '/other', audience });
    expect(presentedIn(quoted(null, 'api://other'), computed)).to.deep.equal({
      issuer,
      subject,
      audience: 'api://other',
    });
    const run = refusedByEntra(700211, { presented: { issuer: 'https://i', subject: null, audience: null } });
    expect(presentedIn(run, computed)).to.deep.equal({ issuer: 'https://i', subject, audience });
    expect(presentedIn(refusedByResource({ kind: 'vault-role' }), computed)).to.deep.equal({
      issuer,
      subject,
      audience,
    });
  });
});

describe('the presented subject', () => {
  it('outranks the computed one where no version presents it', () => {
    const preferred = preferPresented(computed, trusts, [quoted('/other', 'api://other')]);
    expect(preferred?.expected).to.deep.include({
      issuer: computed.issuer,
      subject: '/other',
      audience: 'api://other',
      confidence: 'not-verified',
    });
    expect(preferred?.override).to.deep.include({
      presented: '/other',
      computed: computed.subject,
      differs: ['prefix'],
    });
  });

  it('is what another version presents, or the start of it where the text was cut off: nothing outranks', () => {
    for (const subject of [computed.subject, trust(1).subject, '/eid1/c/pub']) {
      expect(preferPresented(computed, trusts, [quoted(subject)]), String(subject)).to.equal(null);
    }
  });

  it('is taken from the newest run that quotes one', () => {
    const runs = [refusedByEntra(53003), quoted(null), quoted('/newest'), quoted('/older')];
    expect(preferPresented(computed, trusts, runs)?.override.presented).to.equal('/newest');
    expect(preferPresented(computed, trusts, [quoted(computed.subject), quoted('/older')])).to.equal(null);
    expect(preferPresented(computed, trusts, [])).to.equal(null);
  });
});
