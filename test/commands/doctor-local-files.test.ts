/** `doctor --assembly` and `--other-file`: what a local file shows about what is registered. */
import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

interface Finding {
  readonly name: string;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly consequences: readonly Finding[];
}

const assembly = (name: string) => `test/fixtures/assemblies/${name}.dll`;
const packaged = (name: string) => `test/fixtures/packages/${name}.nupkg`;

async function doctor(emulate: string, ...flags: readonly string[]) {
  const ran = await runPpmi(['doctor', '--emulate', emulate, '--json', ...flags]);
  const { findings, verdicts } = jsonOf(ran) as {
    findings: Finding[];
    verdicts: { check: string; state: string; detail: string }[];
  };
  const verdict = verdicts?.find(({ check }) => check === 'certificate/registered');
  return { code: ran.code, findings, verdict, error: jsonOf(ran).error };
}

describe('doctor --assembly', () => {
  for (const [what, emulate, file] of [
    ['the same certificate', 'healthy-v2-issued', assembly('issued-public')],
    ['a certificate file', 'healthy-v2-issued', 'test/fixtures/certificates/issued-public.cer'],
    ['the same package', 'healthy-v2-package', packaged('author-issued-public')],
  ] as const) {
    it(`${what} on both sides is healthy`, async () => {
      const { code, findings, verdict } = await doctor(emulate, '--assembly', file);
      expect({ code, findings, state: verdict?.state }).to.deep.equal({ code: 0, findings: [], state: 'passed' });
    });
  }

  for (const [emulate, file, follows] of [
    ['assembly-unsigned', assembly('self-rsa'), 'assembly-unsigned'],
    ['assembly-strong-name-only', assembly('self-rsa'), 'assembly-strong-name-only'],
    ['package-unsigned', packaged('author-self-rsa'), 'package-unsigned'],
    ['signature-broken', assembly('self-rsa'), 'signature-broken'],
  ] as const) {
    it(`${emulate}: the file was not registered again, with consequences`, async () => {
      const { code, findings } = await doctor(emulate, '--assembly', file);
      expect(code).to.equal(1);
      expect(findings.map(({ name }) => name)).to.deep.equal(['signature-not-registered']);
      expect(findings[0]?.consequences.map(({ name }) => name)).to.include(follows);
      expect(findings[0]?.message).to.contain(file);
    });
  }

  it('shows both certificates if they differ', async () => {
    const { findings } = await doctor('hash-old-certificate', '--assembly', assembly('self-renewed-old'));
    expect(findings.map(({ name }) => name)).to.deep.equal(['signature-not-registered']);
    expect(findings[0]?.consequences.map(({ name }) => name)).to.deep.equal(['hash-old-certificate']);
    expect(findings[0]?.expected).to.match(/^CN=.*, SHA-256 [0-9a-f]{64}$/);
    expect(findings[0]?.actual)
      .to.match(/^CN=.*, SHA-256 [0-9a-f]{64}$/)
      .and.not.equal(findings[0]?.expected);
  });

  for (const [why, file] of [
    ['is not signed', assembly('unsigned')],
    ['is a package, but the registered component is an assembly', packaged('author-issued-public')],
  ] as const) {
    it(`does not judge a file that ${why}`, async () => {
      const { code, findings, verdict } = await doctor('healthy-v2-issued', '--assembly', file);
      expect([code, findings]).to.deep.equal([2, []]);
      expect(verdict?.state).to.equal('blocked');
      expect(verdict?.detail).to.contain(why);
    });
  }

  it('fails for a missing file before the first request', async () => {
    const { code, error } = await doctor('healthy-v2-issued', '--assembly', 'no-such.dll');
    expect(code).to.equal(2);
    expect(error).to.include({ name: 'file-unreadable' });
  });

  it('cannot be combined with many components', async () => {
    const many = await doctor('healthy-v2-issued', '--all', '--assembly', assembly('self-rsa'));
    expect([many.code, (many.error as { name: string }).name]).to.deep.equal([2, 'usage']);
  });

  it('does not apply without the flag', async () => {
    expect((await doctor('healthy-v2-issued')).verdict?.state).to.equal('not-applicable');
  });
});

describe('doctor --other-file', () => {
  const pfx = 'test/fixtures/containers/3des.pfx';

  it('recognizes the hash of a PFX only with the file, which the scenario provides', async () => {
    const names = async (...flags: readonly string[]) =>
      (await doctor('hash-of-pfx', ...flags)).findings.map(({ name }) => name);
    expect(await names()).to.deep.equal(['hash-of-pfx']);
    expect(await names('--other-file', pfx)).to.deep.equal(['hash-old-certificate']);
  });

  it('recognizes an old hash by an earlier assembly', async () => {
    const { findings } = await doctor('hash-old-certificate', '--other-file', assembly('self-renewed-old'));
    expect(findings.map(({ name }) => name)).to.deep.equal(['hash-old-certificate']);
  });
});
