import { expect } from 'chai';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

interface Compared {
  readonly equal: boolean | null;
  readonly mistakes: readonly { readonly name: string; readonly seeYourself: string; readonly candidate: boolean }[];
  readonly credentials?: readonly object[];
}

const place = [
  '--tenant',
  '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  '--environment-id',
  '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
];
const right =
  '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
const bigEndian = right.replace('9_Rtmt5_VQrybrzMoT7pcg', 'mm3093_eClXybrzMoT7pcg');
const own = 'test/fixtures/certificates/self-rsa.cer';
const diff = (...args: readonly string[]) => runPpmi(['subject', 'diff', ...args]);
const againstFile = (subject: string, ...more: readonly string[]) =>
  diff(own, ...place, '--actual-subject', subject, ...more);

async function compared(...args: readonly string[]): Promise<Compared & { readonly code: number | null }> {
  const ran = await diff(...args, '--json');
  return { ...(jsonOf(ran) as unknown as Compared), code: ran.code };
}
const names = ({ mistakes }: Compared) => mistakes.map(({ name }) => name);

describe('subject diff', () => {
  it('equal is 0', async () => {
    expect((await againstFile(right)).code).to.equal(0);
  });

  it('names a mistake and explains how to verify it', async () => {
    const { code, stdout } = await againstFile(bigEndian);
    expect(code).to.equal(1);
    expect(stdout).to.contain('tenant-big-endian').and.contain('To see it yourself:').and.contain('.ToByteArray()');
    const { mistakes } = await compared(own, ...place, '--actual-subject', bigEndian);
    expect(mistakes[0]?.seeYourself).to.contain('.ToByteArray()');
  });

  it('names two at once', async () => {
    const two = await compared(
      ...[own, ...place, '--actual-subject', bigEndian, '--actual-audience', 'api://AzureADTokenExchangeUSGov'],
    );
    expect(names(two)).to.have.members(['tenant-big-endian', 'audience-wrong-cloud']);
    const other = right.replace('7c4547dd', '7c4547de').replace(/[0-9a-f]{64}$/, (hash) => hash.toUpperCase());
    expect(names(await compared(own, ...place, '--actual-subject', other))).to.have.members([
      'environment-other',
      'hash-upper-case',
    ]);
  });

  it('names the workload of a credential that is not for a plug-in', async () => {
    const other = 'repo:contoso/app:ref:refs/heads/main';
    const { code, stdout } = await againstFile(other);
    expect(code).to.equal(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).to.contain('The credential is for GitHub Actions (organization contoso');
    expect(names(await compared(own, ...place, '--actual-subject', other))).to.deep.equal([]);
  });

  it('names a segment that is malformed', async () => {
    const slip = right.replace('qzXoWDkuqUa3l6zM5mM0Rw', 'qzXoWDkuqUa3l6zM5mM0Rx');
    expect(names(await compared(own, ...place, '--actual-subject', slip))).to.deep.equal(['subject-malformed']);
  });

  it('recognizes a hashed PFX file when the file is given', async () => {
    const pfx = 'test/fixtures/containers/3des.pfx';
    const { createHash } = await import('node:crypto');
    const { readFileSync } = await import('node:fs');
    const digest = createHash('sha256').update(readFileSync(pfx)).digest('hex');
    const wrong = right.replace(/[0-9a-f]{64}$/, digest);
    const actual = ['--actual-subject', wrong];
    expect(names(await compared(own, ...place, ...actual))).to.deep.equal(['hash-old-certificate']);
    expect(names(await compared(own, ...place, ...actual, '--other-file', pfx))).to.deep.equal(['hash-of-pfx']);
  });

  for (const [file, name] of [
    ['assemblies/unsigned.dll', 'assembly-unsigned'],
    ['assemblies/strong-name-only.dll', 'assembly-strong-name-only'],
    ['packages/repository.nupkg', 'package-unsigned'],
  ] as const) {
    it(`${file} presents nothing: ${name}`, async () => {
      const result = await compared(`test/fixtures/${file}`, ...place, '--actual-subject', right);
      expect([result.code, result.equal, names(result)]).to.deep.equal([1, false, [name]]);
    });
  }

  it('a changed file is reported first, and still compared', async () => {
    const file = 'test/fixtures/assemblies/tampered-code.dll';
    const result = await compared(file, ...place, '--actual-subject', right);
    expect(names(result)[0]).to.equal('signature-broken');
    expect(result.mistakes.length).to.be.greaterThan(1);
  });

  it('live: every credential, the nearest first', async () => {
    const result = await compared('--emulate', 'tenant-big-endian');
    expect([result.code, names(result), result.credentials?.length]).to.deep.equal([1, ['tenant-big-endian'], 1]);
  });

  for (const [scenario, name] of [
    ['assembly-unsigned', 'assembly-unsigned'],
    ['assembly-strong-name-only', 'assembly-strong-name-only'],
    ['package-unsigned', 'package-unsigned'],
    ['signature-not-registered', 'assembly-unsigned'],
  ] as const) {
    it(`live, ${scenario}: presents nothing, ${name}`, async () => {
      const result = await compared('--emulate', scenario);
      expect([result.code, names(result)]).to.deep.equal([1, [name]]);
    });
  }

  it('live: reports a registered file that was changed, as for a file on disk', async () => {
    const { code, mistakes } = await compared('--emulate', 'signature-broken');
    expect([code, mistakes.map(({ name }) => name)]).to.deep.equal([1, ['signature-broken']]);
  });
});
