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

  it('requests the token from the tenant that the record names, as the platform does', async () => {
    for (const id of ['record-tenant-missing', 'record-tenant-other']) {
      const ran = await runPpmi(['token', 'exchange', '--emulate', id, '--json']);
      expect([id, ran.code, jsonOf(ran).succeeded]).to.deep.equal([id, 1, false]);
    }
  });

  it('presents the assertion of the component that is named', async () => {
    const exchange = (...target: readonly string[]) =>
      runPpmi(['token', 'exchange', '--emulate', 'fic-missing,company=1', ...target]);
    const environment = 'https://contoso-test--example.crm4.dynamics.com';
    expect((await exchange()).code).to.equal(1);
    expect((await exchange('--component', 'Contoso.Shipping.Plugins')).code).to.equal(0);
    expect((await exchange('--environment', environment, '--component', 'contoso.invoices.plugins')).code).to.equal(0);
    const failed = await exchange('--component', 'Contoso.Invoices.Reports', '--shell', 'bash');
    expect(failed.code).to.equal(1);
    expect(failed.stdout).to.contain(
      "  ppmi doctor --emulate 'fic-missing,company=1' --component Contoso.Invoices.Reports\n",
    );
    for (const unknown of [
      ['--component', 'No.Such'],
      ['--environment', 'https://no-such.crm4.dynamics.com'],
    ])
      expect((await exchange(...unknown)).code).to.equal(2);
    const real = await runPpmi(['token', 'exchange', '--component', 'Contoso.Shipping.Plugins', '--json']);
    expect(real.code).to.equal(2);
    expect(JSON.stringify(jsonOf(real).error)).to.contain('--assertion');
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
