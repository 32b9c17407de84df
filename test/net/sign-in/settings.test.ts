import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { createRedactor } from '../../../src/domain/redact.ts';
import type { SignIn } from '../../../src/net/sign-in/credential.ts';
import { readSignIn, type SignInSettings } from '../../../src/net/sign-in/settings.ts';

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
    it(`drops one line end of a file with ${JSON.stringify(text)}`, async () => {
      const signIn = await read({ method: 'client-secret', environment: { PPMI_CLIENT_SECRET_FILE: fileWith(text) } });
      expect(signIn).to.include({ secret });
    });
  }

  it('names what is missing', async () => {
    expect(await failure({})).to.equal(
      'sign-in-missing: how to sign in is not said: give --sign-in device-code|client-secret|client-certificate',
    );
    expect(await failure({ method: 'client-secret' })).to.contain('PPMI_CLIENT_SECRET_FILE');
    expect(await failure({ method: 'client-secret', tenantId: undefined })).to.contain('--sign-in-tenant');
    expect(await failure({ method: 'client-secret', clientId: undefined })).to.contain('--sign-in-client-id');
    expect(await failure({ method: 'client-certificate' })).to.contain('--sign-in-certificate');
    expect(await failure({ environment: { PPMI_CLIENT_SECRET_FILE: join(folder, 'none') } })).to.match(
      /^file-unreadable: ENOENT/,
    );
  });

  it('never prompts without a terminal', async () => {
    expect(await failure({ method: 'device-code' })).to.equal(
      'terminal-needed: --sign-in client-secret or --sign-in client-certificate',
    );
    expect(await read({ method: 'device-code', prompt: () => undefined })).to.include({ method: 'device-code' });
  });
});
