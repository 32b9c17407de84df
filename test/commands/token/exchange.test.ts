import { expect } from 'chai';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

describe('ppmi token exchange', () => {
  it('shows the claims of the token, never the token', async () => {
    const ran = await runPpmi(['token', 'exchange', '--emulate', 'healthy-v1-self-signed', '--json']);
    expect(ran.code).to.equal(0);
    expect(jsonOf(ran)).to.deep.include({ succeeded: true, error: null, findings: [], emulated: true });
    expect(jsonOf(ran).claims).to.include.keys('aud', 'tid', 'appid');
    expect(ran.stdout + ran.stderr).not.to.match(/eyJ[\w-]+\./);
  });

  it('decodes the error of Entra and exits with 1', async () => {
    const ran = await runPpmi(['token', 'exchange', '--emulate', 'tenant-big-endian', '--json']);
    expect(ran.code).to.equal(1);
    expect(jsonOf(ran).error).to.deep.include({ code: 700213 });
    expect(ran.stdout).not.to.match(/eyJ[\w-]+\./);
  });

  it('prints the next command for the same target', async () => {
    const ran = await runPpmi(['token', 'exchange', '--emulate', 'tenant-big-endian', '--shell', 'bash']);
    expect(ran.stdout).to.contain('  ppmi doctor --emulate tenant-big-endian\n');
    expect(ran.stdout).to.contain('  ppmi repair --emulate tenant-big-endian\n');
    expect(ran.stdout).not.to.match(/ppmi (?:doctor|repair) --environment/);
  });

  it('names the flag that is missing on a real target', async () => {
    const ran = await runPpmi(['token', 'exchange', '--json']);
    expect(ran.code).to.equal(2);
    expect(JSON.stringify(jsonOf(ran).error)).to.contain('--tenant');
  });

  it('rejects a text that is not an assertion', async () => {
    const flags = [
      '--tenant',
      '11111111-2222-3333-4444-555555555555',
      '--client-id',
      '11111111-2222-3333-4444-555555555555',
    ];
    const file = new URL('../../../package.json', import.meta.url).pathname;
    const ran = await runPpmi(['token', 'exchange', ...flags, '--scope', 'x/.default', '--assertion', file, '--json']);
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ name: 'file-not-recognised' });
  });
});
