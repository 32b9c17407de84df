import { expect } from 'chai';
import { pemBlocks } from '../../src/domain/pem-blocks.ts';
import { growth, mostGrowth } from '../cpu-time.ts';

const block = (label: string, body = 'AA==') => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
const any = () => true;

describe('PEM blocks', () => {
  it('come in their order, without the text around them', () => {
    const [key, certificate] = [block('RSA PRIVATE KEY'), block('CERTIFICATE')];
    const text = `Bag Attributes\n${key}\nsubject=CN=a\n${certificate}\n`;
    expect(pemBlocks(text, any)).to.deep.equal([key, certificate]);
    expect(pemBlocks(text, (label) => label === 'CERTIFICATE')).to.deep.equal([certificate]);
  });

  it('end with their own label', () => {
    const text = `-----BEGIN PRIVATE KEY-----\nAA==\n${block('CERTIFICATE')}`;
    expect(pemBlocks(text, any)).to.deep.equal([block('CERTIFICATE')]);
    expect(pemBlocks('-----BEGIN CERTIFICATE-----', any)).to.deep.equal([]);
  });

  for (const text of ['-----BEGIN CERTIFICATE-----', '-----BEGIN A----------END B-----', '-----END CERTIFICATE-----']) {
    it(`take time in proportion to the text: ${text}`, async () => {
      const work = (size: number) => pemBlocks(text.repeat(size / text.length), any);
      expect(await growth(1024 * 1024, work)).to.be.below(mostGrowth);
    });
  }
});
