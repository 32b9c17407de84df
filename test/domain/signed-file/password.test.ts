import { pbkdf2Sync } from 'node:crypto';
import { expect } from 'chai';
import { encodings, newEffort, pbkdf2, pkcs12Key, purpose } from '../../../src/domain/signed-file/password.ts';
import { Malformed } from '../../../src/domain/signed-file/unreadable.ts';

const [smeg] = encodings('smeg');
const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('keys from passwords', () => {
  it("PKCS#12's derivation gives OpenSSL's test vectors", () => {
    // From the PKCS#12 tests that OpenSSL and Bouncy Castle share.
    const key = { digest: 'sha1', salt: bytes('0a58cf64530d823f'), iterations: 1, length: 24 };
    const found = pkcs12Key(smeg, purpose.key, key, newEffort());
    expect(found.toString('hex')).to.equal('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
    const iv = { ...key, length: 8 };
    expect(pkcs12Key(smeg, purpose.iv, iv, newEffort()).toString('hex')).to.equal('79993dfe048d3b76');
  });

  it('PBKDF2 takes the password as UTF-8', () => {
    const [password] = encodings('wörd');
    const salt = bytes('0102030405060708');
    const found = pbkdf2(password, { digest: 'sha256', salt, iterations: 3, length: 40 }, newEffort());
    expect(found).to.deep.equal(pbkdf2Sync(Buffer.from('wörd', 'utf8'), salt, 3, 40, 'sha256'));
  });

  it('rejects work that would take hours, even in many small parts', () => {
    const by = { digest: 'sha1', salt: bytes('00'), iterations: 2 ** 31, length: 20 };
    expect(() => pbkdf2(smeg, by, newEffort())).to.throw(Malformed, 'more work');
    expect(() => pkcs12Key(smeg, purpose.mac, by, newEffort())).to.throw(Malformed, 'more work');
    const effort = newEffort();
    const often = () => {
      for (let run = 0; run < 100; run++) pbkdf2(smeg, { ...by, iterations: 1000, length: 20_000 }, effort);
    };
    expect(often).to.throw(Malformed, 'more work');
  });

  it('refuses no iterations and no key', () => {
    const by = { digest: 'sha1', salt: bytes('00'), iterations: 0, length: 20 };
    expect(() => pbkdf2(smeg, by, newEffort())).to.throw(Malformed);
    expect(() => pkcs12Key(smeg, purpose.key, { ...by, iterations: 1, length: 0 }, newEffort())).to.throw(Malformed);
  });
});
