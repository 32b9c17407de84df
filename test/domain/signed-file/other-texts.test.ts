import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { dnBytes, dnTexts } from '../../../src/domain/signed-file/other-texts.ts';

/** Name B2 of identity-formats 4.6, and the hashes of its table 4.7 (OpenSSL 3.0 and Node 20). */
const b2 = Buffer.from(
  `3064310B30090603550406130255533113301106035504080C0A57617368696E67746F6E3110300E06035504070C075265646D6F6E64
   31163014060355040A0C0D436F6E746F736F2C20496E632E3116301406035504030C0D436F6E746F736F2C20496E632E`.replace(/\s/g, ''),
  'hex',
);
const hashes = {
  'encoded-order': 'OI4ellnrUc51m2fEB5Z9t5-EET67Bb4dTDdlKXXbZP0',
  'st-for-s': 'V524gaPi1WeCWKXYaYInJfjSkB6TLzGH3ap0_KBNJoA',
  'no-space': 'jlTBUu3UB8LinNEKhCljjLJBm-dh9OUEt0PJzskIb3c',
  'rfc-4514': 'h5qabYNWwwHV-bkF1g4mJsCkDsKpYMVz4IO9N60dU_E',
  openssl: 'NJMf5mc7BTIUQ1gwDLkg1kR-P98E_hesdEYbQsVeXnA',
  node: 'oZ5s7oKP6-yTnP4uFwyqJEoEObtYhH-0hxdvPMdSDQ4',
  'without-quotes': 'JhetO--_iSgAVsc1mwUEaAajHMERZrkxPER-it6s78Y',
  'common-name': 'b-DfU7aIgfsiO2D9J-jRnKDdTtLnblmwr0JQCTkSLDY',
  'common-name-with-cn': 'Vmo1y0lqwCEwrLX6fD6bBvFCN1AyTs7VESKFrbH5E0w',
  'lower-case': 'KXd14Azt4ydy5_lYo0okkooT1Gugo4OPISbB_UVFSXo',
  'line-feed': 'XigFPSVVIGxonVcRxyVm9vu8wGPA33mRjIx95h3zMBY',
  'cr-lf': 'da9gzYyAeO3izJPHTl9fVk0MV89XTq0XdhZ7NjU98kE',
  'utf-16': '-e0QYmc2Xr-SQUf7pwl1KCYQrdr1LjmJP37pKEslTGQ',
  'utf-8-bom': 'm9Df8cMKiUxkUC9NyxIJE9lf2MCPwkE-gYbtR4o1_jk',
  der: 'bcWbWwMg27Ktzx2kpj6I2ENYEX6kRJRilp8WqjOQfXE',
};

describe('the texts of a name that other tools print', () => {
  const found = new Map([
    ...dnTexts(b2).map(({ label, text }) => [label, hash(text)] as const),
    ...dnBytes(b2).map(({ label, bytes }) => [label, hash(bytes)] as const),
  ]);

  for (const [label, expected] of Object.entries(hashes)) {
    it(`${label} has the hash of table 4.7`, () => {
      expect(Object.fromEntries(found)).to.have.property(label, expected);
    });
  }

  it('never returns a text twice, or the right text', () => {
    const texts = dnTexts(b2).map(({ text }) => text);
    expect(new Set(texts).size).to.equal(texts.length);
    expect(texts).not.to.include('CN="Contoso, Inc.", O="Contoso, Inc.", L=Redmond, S=Washington, C=US');
  });
});

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url');
}
