/** `emulator start` on the built tool: another program gets what it needs, and nothing is left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ProxyAgent, request } from 'undici';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url));
const tenant = '738016bf-2f59-46ca-9660-357d1de3b865';
const application = '9a3c4f6e-0000-4000-8000-000000000010';
const environment = '7efcc31a-c410-e20e-9b95-dd448cedf653';
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
const audience = 'api://AzureADTokenExchange';
const subject = `/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/${environment}/h/${'b7d2145e'.repeat(8)}`;

/** A customer's configuration, taken from an error stack and Graph: the issuer has an extra slash. */
const setUp = {
  tenants: [
    {
      id: tenant,
      applications: [
        {
          appId: application,
          federatedIdentityCredentials: [{ issuer: `${issuer}/`, subject, audiences: [audience] }],
        },
      ],
    },
  ],
  environments: [
    {
      id: environment,
      url: 'https://adatum--example.crm4.dynamics.com',
      managedIdentities: [{ applicationId: application, version: 1 }],
      components: [{ name: 'Adatum.Plugins', presented: { issuer, subject, audience } }],
    },
  ],
};

interface Access {
  readonly proxy: string;
  readonly caFile: string;
  readonly applicationId: string;
  readonly environmentUrl: string;
  readonly operator: { readonly clientSecretFile: string };
}

const childEnv = { PATH: process.env.PATH, HOME: '/nonexistent' };

async function start(...args: string[]): Promise<{ child: ChildProcess; access: Access }> {
  const child = spawn(process.execPath, [bin, 'emulator', 'start', ...args, '--json'], { env: childEnv });
  for await (const line of createInterface({ input: child.stdout })) return { child, access: JSON.parse(line) };
  throw new Error('the emulator did not start');
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
}

async function post({ proxy, caFile }: Access, url: string, body: string) {
  const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca: readFileSync(caFile) } });
  try {
    const answer = await request(url, { method: 'POST', body, dispatcher });
    return { status: answer.statusCode, body: await answer.body.text() };
  } finally {
    await dispatcher.close();
  }
}

describe('ppmi emulator start', () => {
  let folder = '';
  let worldFile = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-start-test-'));
    worldFile = join(folder, 'world.json');
    writeFileSync(worldFile, JSON.stringify(setUp));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`serves, exits with 0 on ${signal}, and leaves no files`, async () => {
      const { child, access } = await start('--scenario', 'tenant-big-endian,cloud=gcchigh,components=3');
      const { caFile, operator } = access;
      const run = await post(access, 'https://emulator.ppmi.internal/run', '{}');
      const mode = statSync(operator.clientSecretFile).mode & 0o777;
      const code = await end(child, signal);
      expect(run.status).to.equal(400);
      expect(run.body).to.contain('AADSTS700213');
      expect(access.environmentUrl).to.contain('.microsoftdynamics.us');
      if (process.platform !== 'win32') expect(mode).to.equal(0o600);
      expect(code).to.equal(0);
      expect([existsSync(caFile), existsSync(operator.clientSecretFile)]).to.deep.equal([false, false]);
    });
  }

  it('serves a world file and records the requests without the assertion', async () => {
    const record = join(folder, 'requests.har');
    const { child, access } = await start('--world', worldFile, '--record', record);
    const run = await post(access, 'https://emulator.ppmi.internal/run', '{}');
    const presented = JSON.parse((await post(access, 'https://emulator.ppmi.internal/assertion', '{}')).body);
    expect(await end(child, 'SIGTERM')).to.equal(0);
    expect(run.body).to.contain('AADSTS700211').and.contain(issuer);
    expect(access.applicationId).to.equal(application);
    const archive = readFileSync(record, 'utf8');
    expect(archive).not.to.contain(presented.assertion);
    const { entries } = JSON.parse(archive).log;
    expect(entries.map((entry: { request: { url: string } }) => entry.request.url)).to.deep.equal([
      'https://emulator.ppmi.internal/run',
      'https://emulator.ppmi.internal/assertion',
    ]);
  });

  it('prints each request on standard error, with the error code', async () => {
    const child = spawn(process.execPath, [bin, 'emulator', 'start', '--scenario', 'no-graph-permission'], {
      env: childEnv,
    });
    let shown = '';
    for await (const chunk of child.stdout) {
      shown += chunk;
      if (shown.includes('/world')) break;
    }
    const proxy = /http:\/\/127\.0\.0\.1:\d+/.exec(shown)?.[0] ?? '';
    const caFile = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(shown)?.[1] ?? '';
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    const access = { proxy, caFile } as Access;
    const endpoint = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
    await post(access, endpoint, 'grant_type=client_credentials&client_id=x&client_secret=not-to-be-shown');
    expect(await end(child, 'SIGINT')).to.equal(0);
    expect(told).to.match(/POST +login\.microsoftonline\.com\/\S+\/token 400 AADSTS90002 \d+ ms/);
    expect(told).not.to.contain('not-to-be-shown');
  });

  it('requires exactly one world: a scenario or a file', async () => {
    for (const args of [[], ['--scenario', 'fic-missing', '--world', worldFile]]) {
      const ran = await runPpmi(['emulator', 'start', ...args, '--json']);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.deep.include({ name: 'usage' });
    }
  });
});

describe('--world', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-world-test-'));
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('replaces --emulate, and says that the results are emulated', async () => {
    const ran = await runPpmi(['token', 'exchange', '--world', file('w.json', JSON.stringify(setUp)), '--json']);
    expect(ran.code).to.equal(1);
    expect(jsonOf(ran)).to.deep.include({ emulated: true, succeeded: false });
    expect((jsonOf(ran).error as { code: number }).code).to.equal(700211);
  });

  it('never calls a component healthy if its content was not returned', async () => {
    const ran = await runPpmi(['doctor', '--world', file('w.json', JSON.stringify(setUp)), '--json']);
    expect(ran.code).to.equal(2);
    expect((jsonOf(ran).summary as { blocked: number }).blocked).to.be.greaterThan(0);
  });

  for (const [what, text, name] of [
    ['no JSON', '{', 'world-invalid'],
    ['no world', '{"tenants":[]}', 'world-invalid'],
  ] as const) {
    it(`refuses ${what} and names the file`, async () => {
      const path = file('bad.json', text);
      const ran = await runPpmi(['doctor', '--world', path, '--json']);
      expect(ran.code).to.equal(2);
      const { error } = jsonOf(ran) as { error: { name: string; message: string } };
      expect(error.name).to.equal(name);
      expect(error.message).to.contain(path);
    });
  }

  it('rejects a missing file, and --emulate in addition', async () => {
    const missing = await runPpmi(['doctor', '--world', join(folder, 'nowhere.json'), '--json']);
    expect([missing.code, (jsonOf(missing).error as { name: string }).name]).to.deep.equal([2, 'file-unreadable']);
    const both = await runPpmi(['doctor', '--world', 'w.json', '--emulate', 'fic-missing', '--json']);
    expect([both.code, (jsonOf(both).error as { name: string }).name]).to.deep.equal([2, 'usage']);
  });
});
