import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';
import { validator } from '../schema.ts';

describe('ppmi auth', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-auth-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const auth = async (...args: string[]) => {
    const ran = await runPpmi(['auth', ...args, '--json'], { env: { XDG_CONFIG_HOME: folder } });
    return { code: ran.code, json: jsonOf(ran) };
  };
  const own = ['--sign-in-tenant', 'contoso.example', '--sign-in-client-id', '11111111-1111-4111-8111-111111111111'];
  const bySecret = (name: string) => auth('create', '--name', name, '--sign-in', 'client-secret', ...own);
  const valid = (file: string, json: unknown) => {
    const validate = validator(file);
    expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
  };

  it('stores profiles, selects the newest, and deletes one or all', async () => {
    valid('auth-profile.schema.json', (await bySecret('one')).json);
    await auth('create', '--name', 'two', '--sign-in', 'azure-cli', '--cloud', 'gcc', '--azure-cloud', 'usgov');
    const { json } = await auth('list');
    valid('auth-profiles.schema.json', json);
    expect(json).to.deep.include({ selected: 'two' });
    expect((await auth('select', '--index', '1')).json).to.include({ selected: 'one' });
    expect((await auth('who')).json.profile).to.include({ name: 'one', method: 'client-secret' });
    expect((await auth('delete', '--name', 'one')).json).to.include({ selected: null });
    expect((await auth('clear')).json).to.deep.equal({ selected: null, profiles: [] });
    const { code, json: error } = await auth('who');
    expect([code, (error.error as { name: string }).name]).to.deep.equal([2, 'sign-in-missing']);
  });

  it('writes files that only the user can read, without secrets', async () => {
    const env = { XDG_CONFIG_HOME: folder, PPMI_CLIENT_SECRET: 'canary-secret' };
    await runPpmi(['auth', 'create', '--sign-in', 'client-secret', ...own], { env });
    const file = join(folder, 'ppmi', 'profiles.json');
    expect(readFileSync(file, 'utf8')).to.contain('contoso.example').and.not.to.contain('canary');
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(join(folder, 'ppmi')).mode & 0o777).to.equal(0o700);
    expect(readdirSync(join(folder, 'ppmi'))).to.deep.equal(['profiles.json']);
  });

  it('reports a missing flag of a sign-in method, and a name that is in use', async () => {
    const { code, json } = await auth('create', '--sign-in', 'client-certificate', ...own);
    expect(code).to.equal(2);
    expect((json.error as { message: string }).message).to.contain('requires --sign-in-certificate');
    await bySecret('one');
    expect(((await bySecret('one')).json.error as { message: string }).message).to.contain('already exists');
    expect((await auth('select', '--name', 'none')).code).to.equal(2);
  });

  it('replaces the sign-in flags and the environment, and cannot be combined with them', async () => {
    await auth('create', '--name', 'one', '--sign-in', 'token-file', '--sign-in-token-file', '/nonexistent/tokens');
    const env = { XDG_CONFIG_HOME: folder };
    const message = async (...args: string[]) => {
      const ran = await runPpmi(['env', 'list', ...args, '--json'], { env });
      return (jsonOf(ran).error as { message: string }).message;
    };
    expect(await message()).to.contain('/nonexistent/tokens');
    expect(await message('--sign-in', 'client-secret')).to.contain('--sign-in-tenant');
    expect(await message('--profile', 'one', '--sign-in', 'azure-cli')).to.contain('cannot be combined');
    expect(await message('--profile', 'none')).to.contain('No profile "none"');
    expect(await message('--cloud', 'gcchigh')).to.contain('is for the cloud public');
  });

  it('stores the path of a password file, never a password', async () => {
    const pfx = ['--sign-in', 'client-certificate', '--sign-in-certificate', 'test/fixtures/containers/aes256.pfx'];
    const file = join(folder, 'password');
    writeFileSync(file, 'wrong-canary\n');
    const { json } = await auth('create', ...pfx, ...own, '--password-file', file);
    expect(json.profile).to.include({ passwordFile: file });
    const tried = await runPpmi(['env', 'list', '--json'], { env: { XDG_CONFIG_HOME: folder } });
    expect(jsonOf(tried).error).to.include({ name: 'password-wrong' });
    const given = await auth('create', ...pfx, ...own, '--password', 'canary');
    expect([given.code, (given.json.error as { name: string }).name]).to.deep.equal([2, 'usage']);
  });

  it('shows sign-in instructions with --json too', async () => {
    await auth('create', '--sign-in', 'device-code', ...own);
    const { stdout, stderr } = await runPpmi(['env', 'list', '--json'], { env: { XDG_CONFIG_HOME: folder } });
    expect(JSON.parse(stdout).error).to.include({ name: 'terminal-needed' });
    expect(stderr).to.contain('The sign-in is kept in memory');
  });

  it('is not read with --emulate', async () => {
    await auth('list');
    await bySecret('one');
    writeFileSync(join(folder, 'ppmi', 'profiles.json'), 'broken');
    const env = { XDG_CONFIG_HOME: folder };
    expect((await runPpmi(['env', 'list', '--emulate', 'healthy-v2-issued'], { env })).code).to.equal(0);
    expect((await runPpmi(['auth', 'list', '--json'], { env })).code).to.equal(2);
    expect((await auth('clear')).code).to.equal(0);
  });
});
