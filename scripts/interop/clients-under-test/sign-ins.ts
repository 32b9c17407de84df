/** What a sign-in of ppmi itself rests on: a person's browser, PowerShell, the keyring of the system. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dotnetProgram } from '../dotnet-program.ts';
import { fetched, npmPackages } from '../packages.ts';
import { type Ended, installed, lastLines, run, succeed } from '../program.ts';
import type { Ground } from '../sandbox.ts';
import type { Session } from '../session.ts';
import { attempt, type Call, Unavailable, type Witness } from '../witness.ts';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const versions = { playwright: '1.64.1', extensions: '5.6.1' };

const target = ({ setup }: Ground) => ['--environment', setup.environmentUrl];
const asPerson = (method: 'browser' | 'device-code', { setup }: Ground) => [
  ...['--sign-in', method, '--sign-in-tenant', setup.tenantId, '--sign-in-client-id', setup.clientId],
];

/** What it said, where it ended as it must. */
function said({ code, stdout, stderr }: Ended, expected: number, words: RegExp): string {
  const all = `${stdout}${stderr}`;
  assert.equal(code, expected, lastLines(all));
  assert.match(all, words);
  return all.trim().split('\n').at(-1)?.trim() ?? '';
}

export const browser: Witness = {
  name: 'browser',
  about: 'Chromium, opened by xdg-open: sign-in of ppmi by browser',
  async testify(session) {
    const chromium = installed('chromium');
    installed('xdg-open');
    const ground = await session.start('healthy-v2-issued');
    const packages = await npmPackages(session.cache, 'playwright', { 'playwright-core': versions.playwright });
    const person = join(session.scratch, 'person.sh');
    writeFileSync(
      person,
      `#!/bin/sh\nexec '${process.execPath}' '${join(here, 'clients', 'person-in-browser.mjs')}' "$1"\n`,
    );
    chmodSync(person, 0o700);
    const env = ground.env({
      NODE_EXTRA_CA_CERTS: ground.caFile,
      BROWSER: person,
      CHROMIUM: chromium,
      PLAYWRIGHT: join(packages, 'node_modules', 'playwright-core', 'index.mjs'),
    });
    const signedIn = (...command: string[]) =>
      session.ppmiOnTerminal([...command, ...target(ground), ...asPerson('browser', ground)], { env, timeout: 60_000 });
    const calls = [
      await attempt('ppmi env who --sign-in browser', async () => said(await signedIn('env', 'who'), 0, /user id/)),
      await attempt('ppmi doctor --sign-in browser: one page for Dataverse and Graph', async () => {
        const done = await signedIn('doctor');
        assert.equal(done.stdout.match(/Sign in with the browser/g)?.length, 1);
        return said(done, 0, /Everything is as it must be/);
      }),
    ];
    return { version: (await succeed(chromium, ['--version'])).trim(), calls };
  },
};

export const azurePowerShell: Witness = {
  name: 'azure-powershell',
  about:
    'PowerShell, with a module that stands in for Az.Accounts: sign-in of ppmi as whom Azure PowerShell is signed in',
  async testify(session) {
    const ground = await session.start('healthy-v2-issued');
    const { dll } = await dotnetProgram(session.cache, 'pwsh');
    const { tenantId, clientId, clientSecret } = ground.setup;
    const env = ground.env({
      PATH: `${dirname(dll)}:${process.env.PATH}`,
      NODE_EXTRA_CA_CERTS: ground.caFile,
      SSL_CERT_FILE: ground.caFile,
      WITNESS_TENANT_ID: tenantId,
      WITNESS_CLIENT_ID: clientId,
      WITNESS_CLIENT_SECRET: clientSecret,
      POWERSHELL_TELEMETRY_OPTOUT: '1',
    });
    const withModule = { ...env, PSModulePath: join(here, 'powershell') };
    const signedIn = ['--sign-in', 'azure-powershell', ...target(ground)];
    const calls = [
      await attempt('ppmi env who --sign-in azure-powershell', async () =>
        said(await session.ppmi(['env', 'who', ...signedIn], { env: withModule }), 0, /user id/),
      ),
      await attempt('ppmi doctor --sign-in azure-powershell --sign-in-tenant', async () => {
        const command = ['doctor', ...signedIn, '--sign-in-tenant', tenantId];
        return said(await session.ppmi(command, { env: withModule }), 0, /Everything is as it must be/);
      }),
      await attempt('without the module ppmi says what is missing', async () =>
        said(await session.ppmi(['env', 'who', ...signedIn], { env }), 2, /module >= 2\.2\.0 is not installed/),
      ),
    ];
    const version = await succeed(join(dirname(dll), 'pwsh'), [
      '-NoProfile',
      '-Command',
      '"$($PSVersionTable.PSVersion)"',
    ]);
    return { version: `PowerShell ${version.trim()}`, calls };
  },
};

export const keyring: Witness = {
  name: 'keyring',
  about: '@azure/msal-node-extensions on GNOME Keyring: the sign-in of a person, kept between runs of ppmi',
  async testify(session) {
    const [bus, daemon] = [installed('dbus-run-session'), installed('gnome-keyring-daemon')];
    await extensionsBeside(session);
    const ground = await session.start('healthy-v2-issued');
    const env = ground.env({ NODE_EXTRA_CA_CERTS: ground.caFile });
    const profile = ['--name', 'anna', ...asPerson('device-code', ground), ...target(ground)];
    const created = await session.ppmi(['auth', 'create', ...profile], { env });
    assert.equal(created.code, 0, created.stderr);
    const calls = [
      await attempt('without D-Bus the sign-in stays in memory, and that is said', async () =>
        said(await session.ppmiOnTerminal(['env', 'who'], { env }), 0, /kept in memory.*D-Bus[\s\S]*user id/),
      ),
      ...(await inKeyring(session, env, bus, daemon)),
    ];
    return { version: `@azure/msal-node-extensions ${versions.extensions}`, calls };
  },
};

/** One session of the bus for all, because the keyring forgets with it what it was unlocked with. */
async function inKeyring(session: Session, env: NodeJS.ProcessEnv, bus: string, daemon: string): Promise<Call[]> {
  const address = join(session.scratch, 'bus-address');
  const script = `printf '%s' witness | '${daemon}' --unlock --components=secrets >/dev/null
printf '%s' "$DBUS_SESSION_BUS_ADDRESS" > '${address}'
while [ -e '${address}' ]; do sleep 0.1; done`;
  const ended = run(bus, ['--', 'sh', '-c', script], { env });
  try {
    const inside = { ...env, DBUS_SESSION_BUS_ADDRESS: await contentOf(address) };
    const ppmi = (...args: string[]) => session.ppmi(args, { env: inside });
    return [
      await attempt('signed in by device code, and kept', async () =>
        said(await session.ppmiOnTerminal(['env', 'who'], { env: inside }), 0, /approved by itself[\s\S]*user id/),
      ),
      await attempt('the next run needs neither code nor terminal', async () =>
        said(await ppmi('env', 'who'), 0, /user id/),
      ),
      await attempt('auth who names the person', async () =>
        said(await ppmi('auth', 'who'), 0, /signed in +operator@/),
      ),
      await attempt('no token is in a file', async () => {
        const folder = join(env.HOME ?? '', '.config', 'ppmi');
        const [token = ''] = readdirSync(folder).filter((name) => name.startsWith('tokens-'));
        assert.equal((await succeed('cat', [join(folder, token)])).trim(), '{}');
        return `${token} is a mark only`;
      }),
      await attempt('auth delete forgets it: the same profile made again is nobody', async () => {
        said(await ppmi('auth', 'delete', '--name', 'anna'), 0, /No profiles/);
        const again = ['--name', 'anna', '--sign-in', 'device-code', '--sign-in-tenant', 't', '--sign-in-client-id'];
        said(await ppmi('auth', 'create', ...again, '11111111-2222-4333-8444-555555555555'), 0, /anna/);
        return said(await ppmi('auth', 'who'), 0, /signed in +not yet/);
      }),
    ];
  } finally {
    await run('rm', ['-f', address]);
    await ended;
  }
}

async function contentOf(file: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (existsSync(file)) {
      const text = await succeed('cat', [file]);
      if (text !== '') return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Unavailable('the session of D-Bus did not start');
}

/** As `npm install --global ppmi @azure/msal-node-extensions` would put them; keytar is built, for which it runs a script. */
async function extensionsBeside({ cache, scratch }: Session): Promise<void> {
  const wanted = JSON.stringify({
    private: true,
    dependencies: { '@azure/msal-node-extensions': versions.extensions },
    allowScripts: { keytar: true },
  });
  const env = { ...process.env, npm_config_nodedir: dirname(dirname(process.execPath)) };
  const folder = await fetched(join(cache, 'extensions'), { 'package.json': wanted }, async (cwd) => {
    await succeed('pkg-config', ['--exists', 'libsecret-1']);
    // Said here, because npm hands the project's own settings down to what it starts.
    await succeed(
      'npm',
      ['install', '--ignore-scripts=false', '--no-audit', '--no-fund', '--no-package-lock', '--silent'],
      {
        cwd,
        env,
      },
    );
  });
  symlinkSync(join(folder, 'node_modules'), join(scratch, 'node_modules'));
}
