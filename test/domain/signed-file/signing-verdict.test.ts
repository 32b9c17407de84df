import { expect } from 'chai';
import { signingSentence } from '../../../src/catalog/signing.ts';
import type { Certificate } from '../../../src/domain/signed-file/model.ts';
import { signingVerdict } from '../../../src/domain/signed-file/signing-verdict.ts';
import { read } from './fixtures.ts';

const now = new Date('2026-06-01T00:00:00Z');
const certificateOf = async (name: string) => (await read(`certificates/${name}.cer`)).certificate as Certificate;
const verdictOf = async (name: string, at = now) => signingVerdict(await certificateOf(name), at);

describe('whether a certificate can sign plug-ins', () => {
  for (const [name, status, ...problems] of [
    ['issued-plain', 'usable'],
    ['self-rsa', 'usable-with-warnings', 'untrusted-root'],
    ['self-no-eku', 'usable-with-warnings', 'untrusted-root'],
    ['self-eku-email', 'not-for-packages', 'not-for-code-signing', 'untrusted-root'],
    ['issued-ecdsa', 'not-for-packages', 'key-not-rsa'],
    ['self-expired', 'unusable', 'expired', 'untrusted-root'],
    ['self-not-yet', 'unusable', 'not-yet-valid', 'untrusted-root'],
  ] as const) {
    it(`${name}: ${status}`, async () => {
      const verdict = await verdictOf(name);
      expect(verdict.problems.map((problem) => problem.name)).to.deep.equal(problems);
      expect(verdict.status).to.equal(status);
    });
  }

  it('counts the days that are left', async () => {
    const { notAfter } = await certificateOf('issued-plain');
    const before = (days: number) => new Date(Date.parse(notAfter) - days * 24 * 60 * 60 * 1000);
    const [last, day30, day29] = await Promise.all([0, 30, 29].map((days) => verdictOf('issued-plain', before(days))));
    expect([last?.daysLeft, last?.status]).to.deep.equal([0, 'usable-with-warnings']);
    expect(day30?.status).to.equal('usable');
    expect(day29?.problems.map(({ name }) => name)).to.deep.equal(['expires-soon']);
    expect((await verdictOf('issued-plain', new Date(Date.parse(notAfter) + 1))).status).to.equal('unusable');
  });

  it('reads the length of an RSA key, and weak algorithms', async () => {
    const certificate = await certificateOf('issued-plain');
    expect(signingVerdict(certificate, now).rsaKeyBits).to.equal(2048);
    const weak = signingVerdict({ ...certificate, signatureAlgorithm: 'sha1RSA' }, now);
    expect(weak.problems.map(({ name, nuget }) => [name, nuget])).to.deep.equal([['weak-signature', 'NU3013']]);
    const lifetime = ['1.3.6.1.5.5.7.3.3', '1.3.6.1.4.1.311.10.3.13'];
    expect(signingVerdict({ ...certificate, extendedKeyUsage: lifetime }, now).status).to.equal('not-for-packages');
  });

  it('summarizes it in one sentence', async () => {
    expect(signingSentence(await verdictOf('issued-ecdsa'))).to.equal(
      'Can sign assemblies, but NuGet refuses it for packages: its key is not RSA (NU3014).',
    );
  });
});
