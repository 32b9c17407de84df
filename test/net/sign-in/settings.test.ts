import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { createRedactor } from '../../../src/domain/redact.ts';
import { readSignIn, type SignInSettings } from '../../../src/net/sign-in/settings.ts';
import type { SignIn } from '../../../src/net/sign-in/token-provider.ts';

describe('readSignIn', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-sign-in-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const redactor = createRedactor();
  const given = { tenantId: 'contoso.example', clientId: 'c', environment: {}, redactor, prompt: null };
  const read = (settings: Partial<SignInSettings>): Promise<SignIn> => readSignIn({ ...given, ...settings });
  const failure = async (settings: Partial<SignInSettings>): Promise<string> => {
    try {
      await read(settings);
    } catch (error) {
      const { id, args } = error as PpmiError;
      return [id, args.detail ?? args.flag].join(': ');
    }
    return 'nothing was thrown';
  };
  const fileWith = (text: string) => {
    const file = join(folder, `secret-${text.length}`);
    writeFileSync(file, text);
    return file;
  };

  it('takes a secret from the environment, and registers it', async () => {
    const signIn = await read({ environment: { PPMI_CLIENT_SECRET: 'canary-secret' } });
    expect(signIn).to.deep.equal({
      method: 'client-secret',
      tenantId: 'contoso.example',
      clientId: 'c',
      secret: 'canary-secret',
    });
    expect(redactor.redact('canary-secret')).to.equal('[redacted]');
  });

  for (const [text, secret] of [
    ['from-file', 'from-file'],
    ['from-file\n', 'from-file'],
    ['from-file\r\n', 'from-file'],
    ['from-file\n\n', 'from-file\n'],
    [' from-file ', ' from-file '],
  ] as const) {
    it(`drops one final newline of a file with ${JSON.stringify(text)}`, async () => {
      const signIn = await read({ method: 'client-secret', environment: { PPMI_CLIENT_SECRET_FILE: fileWith(text) } });
      expect(signIn).to.include({ secret });
    });
  }

  it('names the missing setting', async () => {
    expect(await failure({})).to.equal(
      'sign-in-missing: no sign-in method is selected; --sign-in accepts device-code, browser, client-secret, client-certificate, federated, azure-cli, azure-powershell, token-file',
    );
    expect(await failure({ method: 'client-secret' })).to.contain('PPMI_CLIENT_SECRET_FILE');
    expect(await failure({ method: 'client-secret', tenantId: undefined })).to.contain('--sign-in-tenant');
    expect(await failure({ method: 'client-secret', clientId: undefined })).to.contain('--sign-in-client-id');
    expect(await failure({ method: 'client-certificate' })).to.contain('--sign-in-certificate');
    expect(await failure({ environment: { PPMI_CLIENT_SECRET_FILE: join(folder, 'none') } })).to.match(
      /^file-unreadable: ENOENT/,
    );
  });

  it('requires no client ID when another tool signs in, and passes the tenant on if given', async () => {
    const own = { tenantId: undefined, clientId: undefined };
    expect(await read({ ...own, method: 'azure-cli' })).to.deep.equal({ method: 'azure-cli', tenantId: null });
    expect(await read({ method: 'azure-powershell' })).to.include({ tenantId: 'contoso.example' });
  });

  it('reads one token per line, and registers them', async () => {
    const tokenFile = fileWith('canary-token-1\r\ncanary-token-2\n');
    expect(await read({ tokenFile })).to.deep.equal({
      method: 'token-file',
      tokens: ['canary-token-1', 'canary-token-2'],
    });
    expect(redactor.redact('canary-token-2')).to.equal('[redacted]');
    expect(await failure({ tokenFile: fileWith('\n') })).to.match(/^sign-in-missing: --sign-in-token-file .* is empty/);
    expect(await failure({ method: 'token-file' })).to.contain('--sign-in-token-file');
  });

  it('reads the IDs of a federated sign-in from the variables of workload identity', async () => {
    const environment = { AZURE_TENANT_ID: 'their-tenant', AZURE_CLIENT_ID: 'their-client' };
    const own = { tenantId: undefined, clientId: undefined, method: 'federated' as const, environment };
    const assertion = () => async () => 'assertion';
    expect(await read({ ...own, assertion })).to.include({ tenantId: 'their-tenant', clientId: 'their-client' });
    expect(await failure({ ...own, method: 'client-secret' })).to.contain('--sign-in-tenant');
  });

  it('never prompts without a terminal', async () => {
    expect(await failure({ method: 'device-code' })).to.equal(
      'terminal-needed: --sign-in client-secret, client-certificate, federated, azure-cli or token-file',
    );
    expect(await failure({ method: 'browser' })).to.match(/^terminal-needed: /);
    expect(await read({ method: 'device-code', prompt: () => undefined })).to.include({ method: 'device-code' });
  });

  it('requires a terminal only when it must show a text, if a sign-in may be cached', async () => {
    const cache = { beforeCacheAccess: async () => {}, afterCacheAccess: async () => {} };
    const signIn = await read({ method: 'device-code', cache });
    expect(() => 'terminal' in signIn && signIn.terminal())
      .to.throw()
      .with.property('id', 'terminal-needed');
  });
});
