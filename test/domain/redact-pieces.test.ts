import { expect } from 'chai';
import { createRedactor, redacted, redactPatterns } from '../../src/domain/redact.ts';
import { cpuTime, growth, mostGrowth, referenceTime } from '../cpu-time.ts';

const secret = 'abc8Q~CANARYSECRETabcdef0123456789.-_~Zz';
const token = `${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(
  JSON.stringify({ aud: 'https://contoso.crm4.dynamics.com', oid: '8e1a4c30-1f0d-4f0e-9d0b-2f4f6a1c7d21', n: 1 }),
).toString('base64url')}.c2lnbmF0dXJlLWNhbmFyeS1vZi1hLXRva2Vu`;

function redactorOf(...secrets: readonly string[]) {
  const redactor = createRedactor();
  for (const each of secrets) redactor.register(each);
  return redactor;
}

/** Pieces of eight characters of `whole` that a text shows. */
function shown(text: string, whole: string): readonly string[] {
  const pieces = Array.from({ length: whole.length - 7 }, (_, at) => whole.slice(at, at + 8));
  return pieces.filter((piece) => text.includes(piece));
}

describe('pieces of a secret', () => {
  const redactor = redactorOf(secret, token);

  it('M4: the title of a page that is cut inside a secret shows nothing of it', () => {
    for (let length = 8; length < secret.length; length += 1) {
      expect(shown(redactor.redact(`Bad request: secret=${secret.slice(0, length)}`), secret)).to.deep.equal([]);
      expect(shown(redactor.redact(`${secret.slice(-length)} was refused`), secret)).to.deep.equal([]);
    }
  });

  it('M4: a slice of a token that a service says back is replaced, wherever it is cut', () => {
    for (let from = 0; from + 16 <= token.length; from += 3) {
      for (const length of [16, 24, 50]) {
        const text = redactor.redact(`code=x${token.slice(from, from + length)}y, which is not valid`);
        expect(shown(text, token)).to.deep.equal([]);
      }
    }
  });

  it('M4: each part of a token between dots is replaced where it stands alone', () => {
    for (const part of token.split('.')) {
      expect(redactor.redact(`got "${part}" there`)).to.equal(`got "${redacted}" there`);
    }
  });

  it('M4: an ellipsis is an end of the piece', () => {
    expect(redactor.redact('invalid secret abc8Q~CA… sent')).to.equal(`invalid secret ${redacted}… sent`);
    expect(redactor.redact('invalid secret 3456789.… sent')).not.to.contain('3456789');
  });

  it('M4: eight characters of a secret are replaced in a foreign text, letters alone and inside a word too', () => {
    const letters = 'kQzvWmTrpLxYhBnG';
    for (const whole of [secret, token, `${letters}-1`, letters, 'correct horse battery']) {
      const redactor = redactorOf(whole);
      for (let at = 0; at + 8 <= whole.length; at += 1) {
        for (const length of [8, 9, 13, 15]) {
          const piece = whole.slice(at, at + length);
          for (const text of [piece, `"${piece}"`, `x${piece}y`, `${piece}…`, `é${piece}9`]) {
            expect(shown(redactor.redact(text), whole), text).to.deep.equal([]);
          }
        }
      }
    }
  });

  it('leaves a word of ppmi that a secret begins with: the name "Contoso Dev (emulated)" lost its last word', () => {
    const redactor = redactorOf('emulated-4c1f9a70b2d84e5f', 'my password is long enough', 'Contoso-Proxy-2026!');
    for (const own of [
      'Contoso Dev (emulated)',
      'Read the password from FILE',
      'password-wrong',
      'Contoso-Development',
    ]) {
      expect(redactor.redactResult(own)).to.equal(own);
    }
    expect(redactor.redactResult('cut: emulated-4c1f9a')).to.equal('cut: [redacted]');
  });

  it('a lone surrogate in a secret is no error', () => {
    expect(redactorOf('ab\ud800cdefgh').redact('x ab\ud800cdefgh y')).to.equal(`x ${redacted} y`);
  });
});

describe("ppmi's own words", () => {
  const redactor = redactorOf('password', 'passed', '2026');

  it('stay in a result, whatever the password is', () => {
    const result = { name: 'password-wrong', state: 'passed', fix: '--password-file <file>', at: '2026-11-28' };
    expect(redactor.redactResult(result)).to.deep.equal(result);
  });

  it('a word is replaced in a text of a service, where it stands alone', () => {
    expect(redactor.redact('you sent password, see password-wrong and --password')).to.equal(
      `you sent ${redacted}, see password-wrong and --password`,
    );
  });

  it('what is no word is replaced in a result too', () => {
    expect(redactorOf(secret).redactResult({ a: [`x ${secret}`] })).to.deep.equal({ a: [`x ${redacted}`] });
  });
});

describe('redaction is linear', () => {
  const pieces = ['a.', 'a-', 'eyJaaaaaa-', 'eyJaaaaaa.', '0.A', '1.Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-', 'System.'];
  const marks = [
    'a://',
    'Bearer ',
    'authorization',
    'sig=',
    '"sig":',
    '-----BEGIN ',
    'abc8Q~',
    'AAAAAAAA',
    'abc8Q~CANARY ',
  ];
  const redactor = redactorOf(secret, token, 'A'.repeat(400));

  for (const piece of [...pieces, ...marks, ' ', '\\"']) {
    it(`M1: in texts of ${JSON.stringify(piece)}`, async () => {
      const work = (size: number) => redactor.redact(piece.repeat(size / piece.length));
      expect(await growth(128 * 1024, work)).to.be.below(mostGrowth);
    });
  }

  it('M1: 128 kB of each take less than 50 passes over 10 MB', async () => {
    const limit = 50 * (await referenceTime());
    for (const piece of [...pieces, ...marks]) {
      const text = piece.repeat((128 * 1024) / piece.length);
      expect(await cpuTime(() => redactPatterns(text)), piece).to.be.below(limit);
    }
  });

  it('L1: data of any depth is no stack overflow', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(() => redactor.redactData(deep)).not.to.throw();
  });
});
