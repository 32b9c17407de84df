/** Where the password of a PFX comes from, on the built tool. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonOf, type RunOptions, runPpmi } from '../run-ppmi.ts';

const pfx = 'test/fixtures/containers/aes256-chain.pfx';
const password = 'secret';
const show = (more: readonly string[] = [], options: RunOptions = {}) =>
  runPpmi(['certificate', 'show', pfx, '--json', ...more], options);

describe('the password of a PFX', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-password-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string) => {
    const file = join(folder, 'password');
    writeFileSync(file, text);
    return file;
  };

  it('comes from a file, without its final newline', async () => {
    for (const end of ['', '\n', '\r\n']) {
      const ran = await show(['--password-file', fileWith(`${password}${end}`)]);
      expect(ran, JSON.stringify(end)).to.include({ code: 0, stderr: '' });
    }
  });

  it('comes from PPMI_PASSWORD, unless a file is given', async () => {
    expect(await show([], { env: { PPMI_PASSWORD: password } })).to.include({ code: 0, stderr: '' });
    const ran = await show(['--password-file', fileWith(password)], { env: { PPMI_PASSWORD: 'wrong' } });
    expect(ran.code).to.equal(0);
  });

  it('comes from standard input if - is given', async () => {
    expect(await show(['--password-file', '-'], { input: `${password}\n` })).to.include({ code: 0 });
    const ran = await runPpmi(['certificate', 'show', '-', '--password-file', '-', '--json']);
    expect(jsonOf(ran).error).to.include({ name: 'usage' });
  });

  it('causes a warning on standard error if given on the command line', async () => {
    const ran = await show(['--password', password]);
    expect(ran.code).to.equal(0);
    expect(ran.stderr)
      .to.match(/^Warning: .*--password.*process list/)
      .and.not.to.contain(password);
    expect(jsonOf(ran).certificate).to.be.an('object');
  });

  it('cannot be given twice', async () => {
    const ran = await show(['--password', password, '--password-file', fileWith(password)]);
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.include({ name: 'usage' });
  });

  it('is never prompted for without a terminal: the error names the flag', async () => {
    const ran = await show();
    expect(ran.code).to.equal(2);
    const { error } = jsonOf(ran) as { error: { name: string; message: string; fix: string } };
    expect(error.name).to.equal('password-missing');
    expect(error.message).to.contain('--password-file');
    expect(error.fix).to.contain('PPMI_PASSWORD');
  });

  it('distinguishes a wrong password from a broken file, and prints neither', async () => {
    const wrong = await show([], { env: { PPMI_PASSWORD: 'canary-wrong' } });
    expect(jsonOf(wrong).error).to.include({ name: 'password-wrong' });
    expect(`${wrong.stdout}${wrong.stderr}`).not.to.contain('canary');
  });
});
