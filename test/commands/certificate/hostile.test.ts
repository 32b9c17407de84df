/** Hostile files through the built tool: one clear error with a code and exit 2, or a finding; never a crash. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bombs } from '../../../scripts/fuzz/bombs.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
const twoGigabytes = 0x7fffffff;

/** The bytes with a 32-bit number written over them. */
function claiming(name: string, at: (bytes: Buffer) => number, value = twoGigabytes): Buffer {
  const bytes = Buffer.from(fixture(name));
  bytes.writeUInt32LE(value, at(bytes));
  return bytes;
}

const optionalHeader = (bytes: Buffer) => bytes.readUInt32LE(0x3c) + 24;
const certificateTable = (bytes: Buffer) =>
  optionalHeader(bytes) + (bytes.readUInt16LE(optionalHeader(bytes)) === 0x10b ? 96 : 112) + 32;
const endOfDirectory = (bytes: Buffer) => bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
const firstRecord = (bytes: Buffer) => bytes.readUInt32LE(endOfDirectory(bytes) + 16);

const dll = 'assemblies/issued-public.dll';
const nupkg = 'packages/author-self-rsa.nupkg';

const broken: Readonly<Record<string, Buffer>> = {
  'an assembly cut in its headers': fixture(dll).subarray(0, 200),
  'an assembly cut in its signature': fixture(dll).subarray(0, -100),
  'a header that is somewhere else': claiming(dll, () => 0x3c),
  'a header that is itself': claiming(dll, () => 0x3c, 0),
  'a certificate table of 2 GB': claiming(dll, (bytes) => certificateTable(bytes) + 4),
  'a certificate table at 2 GB': claiming(dll, certificateTable),
  'a signature of 2 GB': claiming(dll, (bytes) => bytes.readUInt32LE(certificateTable(bytes))),
  'a package cut in half': fixture(nupkg).subarray(0, fixture(nupkg).length / 2),
  'a directory at 2 GB': claiming(nupkg, (bytes) => endOfDirectory(bytes) + 16),
  'a directory of 2 GB': claiming(nupkg, (bytes) => endOfDirectory(bytes) + 12),
  'a packed file of 2 GB': claiming(nupkg, (bytes) => firstRecord(bytes) + 20),
  'DER of 2 GB': Buffer.from('30847fffffff3003020101', 'hex'),
  'a certificate cut in half': fixture('certificates/self-rsa.cer').subarray(0, 300),
  'a PFX cut in half': fixture('containers/3des.pfx').subarray(0, 900),
  nothing: Buffer.alloc(0),
  'a blank': Buffer.from(' '),
  'a brace': Buffer.from('{'),
  'a key without a value': Buffer.from('{"content" '),
};

describe('certificate show of hostile files', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-hostile-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function show(bytes: Uint8Array) {
    const file = join(folder, 'file');
    writeFileSync(file, bytes);
    return runPpmi(['certificate', 'show', file, '--json'], { env: { PPMI_PASSWORD: 'secret' } });
  }

  for (const [what, bytes] of Object.entries(broken)) {
    it(`${what} is one clear error`, async () => {
      const ran = await show(bytes);
      expect(ran.code, ran.stdout).to.equal(2);
      const { error } = jsonOf(ran) as { error: { code: string; name: string; message: string } };
      expect(error.name).to.be.oneOf(['file-broken', 'file-not-recognised']);
      expect(error.code).to.match(/^PPMI9\d{3}$/);
      expect(ran.stderr).to.equal('');
    });
  }

  for (const { name, bytes } of bombs({ assembly: fixture(dll), package: fixture('packages/unsigned.nupkg') })) {
    // `test/domain/signed-file/hostile.test.ts` bounds the CPU time of the same files.
    it(`${name} is refused or reported`, async () => {
      const { code, stderr } = await show(bytes);
      expect(code).to.be.oneOf([1, 2]);
      expect(stderr).to.equal('');
    });
  }
});
