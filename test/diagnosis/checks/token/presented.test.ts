import { expect } from 'chai';
import { preferPresented } from '../../../../src/diagnosis/checks/token/presented.ts';
import { trust } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';

const computed = trust(2);
const trusts = [trust(1), computed];
const quoted = (subject: string | null, audience: string | null = null) =>
  refusedByEntra(700213, { presented: { issuer: null, subject, audience } });

describe('the presented subject', () => {
  it('outranks the computed one where no version presents it', () => {
    const preferred = preferPresented(computed, trusts, [quoted('/other', 'api://other')]);
    expect(preferred?.expected).to.deep.include({
      issuer: computed.issuer,
      subject: '/other',
      audience: 'api://other',
      confidence: 'not-verified',
    });
    expect(preferred?.override).to.deep.include({ presented: '/other', computed: computed.subject });
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
