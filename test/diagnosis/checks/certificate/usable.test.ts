import { expect } from 'chai';
import usable from '../../../../src/diagnosis/checks/certificate/usable.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
import type { Certificate } from '../../../../src/domain/signed-file/model.ts';
import { certificate, facts, signedFile } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const day = 24 * 60 * 60 * 1000;
const now = facts.now.getTime();
const at = (ms: number) => new Date(ms).toISOString();
const signedBy = (more: Partial<Certificate>): Partial<Facts> => ({
  registeredFile: { ...signedFile, certificate: { ...certificate, ...more } },
});

describe('certificate/usable', () => {
  for (const [what, more, names] of [
    ['a valid certificate', {}, []],
    ['expiry in exactly 30 days', { notAfter: at(now + 30 * day) }, []],
    ['expiry in just under 30 days', { notAfter: at(now + 30 * day - 1) }, ['certificate-expires-soon']],
    ['expiry at this instant', { notAfter: at(now) }, ['certificate-expires-soon']],
    ['expiry a moment ago', { notAfter: at(now - 1) }, ['certificate-expired']],
    ['validity from this instant', { notBefore: at(now) }, []],
    ['validity from the next moment', { notBefore: at(now + 1) }, ['certificate-not-yet-valid']],
    ['no extended key usage', { extendedKeyUsage: null }, []],
    ['another extended key usage', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'] }, ['certificate-eku']],
  ] as const) {
    it(`${what}: ${names.join(', ') || 'nothing'}`, () => {
      expect(namesOf(usable, signedBy(more))).to.deep.equal(names);
    });
  }

  it('warns of a self-signed certificate in production only', () => {
    const production = { environment: { ...facts.environment, type: 'Production' } };
    expect(namesOf(usable, production)).to.deep.equal(['certificate-self-signed-production']);
    expect(namesOf(usable, { ...production, ...signedBy({ selfSigned: false }) })).to.deep.equal([]);
    expect(namesOf(usable, {})).to.deep.equal([]);
  });

  it('does not apply to an unsigned component', () => {
    expect(namesOf(usable, { registeredFile: null })).to.equal('not-applicable');
  });
});
