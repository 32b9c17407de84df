import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { jsonOf, type Ran, type RunOptions, runPpmi } from '../../run-ppmi.ts';

interface Shown {
  readonly certificate: { readonly sha256: string; readonly namesDiffer: string | null } | null;
  readonly signature: { readonly intact: boolean | null };
  readonly findings: readonly { readonly name: string; readonly message: string; readonly where: object }[];
  readonly unsigned: string | null;
  readonly details: string | null;
  readonly emulated: boolean;
}

const fixture = (name: string) => `test/fixtures/${name}`;
const show = (args: readonly string[], options: RunOptions = {}) => runPpmi(['certificate', 'show', ...args], options);
const shown = (ran: Ran) => jsonOf(ran) as unknown as Shown;
const showJson = async (args: readonly string[], options: RunOptions = {}) =>
  shown(await show([...args, '--json'], options));

describe('certificate show', () => {
  it('prints names, validity, usages, hashes, digest, timestamp and whether the signature is valid', async () => {
    const { code, stdout } = await show([fixture('assemblies/timestamped.dll')]);
    expect(code).to.equal(0);
    for (const row of [
      /^ {2}subject +CN=/m,
      /^ {2}issuer +/m,
      /^ {2}valid +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ to \d{4}-/m,
      /^ {2}key usage +digitalSignature$/m,
      /^ {2}made for +code signing \(1\.3\.6\.1\.5\.5\.7\.3\.3\)$/m,
      /^ {2}thumbprint +[0-9A-F]{40} \(SHA-1\)$/m,
      /^ {2}SHA-256 +[0-9a-f]{64}$/m,
      /^ {2}subject hash +[\w-]{43}$/m,
      /^ {2}state +intact$/m,
      /^ {2}digest +sha256$/m,
      /^ {2}time stamp +\d{4}-\d\d-\d\dT/m,
    ])
      expect(stdout).to.match(row);
  });

  for (const [file, issuer] of [
    ['self-rsa', 'itself (self-signed)'],
    ['self-issued', 'the same name, but another key (self-issued, not self-signed)'],
  ] as const) {
    it(`${file}: the issuer is ${issuer}`, async () => {
      expect((await show([fixture(`certificates/${file}.cer`)])).stdout).to.contain(issuer);
    });
  }

  it('prints the length of an RSA key', async () => {
    expect((await show([fixture('certificates/self-rsa.cer')])).stdout).to.match(/^ {2}key +RSA, 2048 bits;/m);
    expect((await show([fixture('certificates/self-ecdsa.cer')])).stdout).to.match(/^ {2}key +ECC;/m);
  });

  it('reports an expired or future certificate, which is not a finding', async () => {
    const expired = await show([fixture('certificates/self-expired.cer')]);
    expect(expired.stdout).to.match(/^ {2}valid .*\(expired\)$/m);
    expect(expired.code).to.equal(0);
    expect((await show([fixture('certificates/self-not-yet.cer')])).stdout).to.contain('(not valid yet)');
  });

  it('explains why platforms print a name differently, and shows both forms', async () => {
    const args = [fixture('certificates/issued-ev.cer')];
    const { stdout } = await show(args);
    const sentence = /\.NET prints this name differently on Windows and on Linux: .*not\s+verified; on Linux:/s;
    expect(stdout).to.match(sentence).and.contain('OID.2.5.4.15=').and.contain('businessCategory=');
    expect((await showJson(args)).certificate?.namesDiffer).to.match(/^\.NET prints this name differently/);
    expect((await showJson([fixture('certificates/self-rsa.cer')])).certificate?.namesDiffer).to.equal(null);
  });

  it('shows everything with --details', async () => {
    const args = [fixture('assemblies/issued-public.dll')];
    expect((await show([...args, '--details'])).stdout).to.contain('Subject Key Identifier');
    expect((await showJson([...args, '--details'])).details).to.contain('Extended Key Usages');
    expect((await showJson(args)).details).to.equal(null);
  });

  for (const [file, unsigned, name, said] of [
    ['assemblies/unsigned.dll', 'nothing', 'assembly-unsigned', 'has no Authenticode'],
    ['assemblies/strong-name-only.dll', 'strong-name-only', 'assembly-strong-name-only', 'has a strong name (.snk)'],
    ['packages/unsigned.nupkg', 'nothing', 'package-unsigned', 'has no author signature.'],
    ['packages/unsigned-signed-dll.nupkg', 'signed-dll-inside', 'package-unsigned', 'although a DLL inside is signed'],
    ['packages/repository.nupkg', 'repository-only', 'package-unsigned', 'of the repository "CN=Contoso Software'],
  ] as const) {
    it(`${file}: ${name}, and what was found instead`, async () => {
      const ran = await show([fixture(file), '--json']);
      const { certificate, findings, ...rest } = shown(ran);
      expect(ran.code).to.equal(1);
      expect(certificate).to.equal(null);
      expect(rest.unsigned).to.equal(unsigned);
      expect(findings.map((finding) => finding.name)).to.deep.equal([name]);
      expect(findings[0]?.message).to.contain(said);
      expect(findings[0]?.where).to.include({ system: 'file', name: fixture(file) });
    });
  }

  for (const file of ['assemblies/tampered-code.dll', 'packages/tampered-content.nupkg', 'packages/added-file.nupkg']) {
    it(`${file}: changed after signing is signature-broken`, async () => {
      const ran = await show([fixture(file), '--json']);
      expect(ran.code).to.equal(1);
      expect(shown(ran).signature.intact).to.equal(false);
      expect(shown(ran).findings.map(({ name }) => name)).to.deep.equal(['signature-broken']);
    });
  }

  describe('content as Dataverse returns it', () => {
    const base64 = readFileSync(fixture('assemblies/issued-public.dll')).toString('base64');
    const rows = JSON.stringify({ '@odata.context': 'https://…', value: [{ name: 'Orders', content: base64 }] });
    for (const [what, input] of [
      ['base64', base64],
      ['base64 as a JSON string', JSON.stringify(base64)],
      ['a row', JSON.stringify({ pluginassemblyid: '0f8c5c5e', content: base64, name: 'Orders' }, null, 2)],
      ['the value of a column', JSON.stringify({ '@odata.context': 'https://…', value: base64 })],
      ['a row as .NET writes it', JSON.stringify({ content: base64 }).replaceAll('+', '\\u002B')],
      ['rows, of which there is one', rows],
    ] as const) {
      it(`reads ${what} from standard input`, async () => {
        const fromFile = await showJson([fixture('assemblies/issued-public.dll')]);
        const fromText = await showJson(['-'], { input });
        expect(fromText.certificate).to.deep.equal(fromFile.certificate);
        expect(fromText.signature).to.deep.equal(fromFile.signature);
      });
    }

    it('rejects two rows', async () => {
      const row = { content: base64 };
      const { error } = jsonOf(await show(['-', '--json'], { input: JSON.stringify({ value: [row, row] }) }));
      expect(error).to.include({ name: 'file-not-recognised' });
    });
  });

  describe('of a registered component', () => {
    it('shows what is registered, and that it is emulated', async () => {
      const args = ['--emulate', 'healthy-v2-package'];
      const { certificate, emulated } = await showJson(args);
      expect(emulated).to.equal(true);
      expect(certificate?.sha256).to.match(/^[0-9a-f]{64}$/);
      expect((await show(args)).stdout).to.match(/^EMULATED: /);
    });

    it('reports an unsigned component as a finding', async () => {
      const { findings } = await showJson(['--emulate', 'assembly-unsigned']);
      expect(findings[0]?.where).to.include({ system: 'dataverse', name: 'Contoso.Invoices.Plugins' });
    });

    it('reports an unreadable component as an error, not a finding', async () => {
      const ran = await show(['--emulate', 'no-dataverse-access', '--json']);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.include({ name: 'refused' });
    });
  });

  for (const args of [[], [fixture('assemblies/sha1.dll'), '--emulate', 'fic-missing']]) {
    it(`[${args.join(' ')}] is wrong use`, async () => {
      const ran = await show([...args, '--json']);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.include({ name: 'usage' });
    });
  }
});
