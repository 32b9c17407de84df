/** What ppmi's own sign-in depends on: a browser, PowerShell, the system's keyring. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dotnetProgram } from '../dotnet-program.ts';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { npmPackages, preparedFolder } from '../packages.ts';
import { type Ended, installed, lastLines, run, succeed, Unavailable } from '../program.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Session } from '../session.ts';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const versions = { playwright: '1.64.1', extensions: '5.6.1' };

const target = ({ config }: Sandbox) => ['--environment', config.environmentUrl];
const asPerson = (method: 'browser' | 'device-code', { config }: Sandbox) => [
  ...['--sign-in', method, '--sign-in-tenant', config.tenantId, '--sign-in-client-id', config.clientId],
];

/** Checks exit code and output of a command. @returns the output */
function outputOf({ code, stdout, stderr }: Ended, expected: number, words: RegExp): string {
  const all = `${stdout}${stderr}`;
  assert.equal(code, expected, lastLines(all));
  assert.match(all, words);
  return all.trim().split('\n').at(-1)?.trim() ?? '';
}

export const browser: InteropTest = {
  name: 'browser',
  about: 'Chromium, opened by xdg-open: sign-in of ppmi by browser',
  async run(session) {
    const chromium = installed('chromium');
    installed('xdg-open');
    const sandbox = await session.start('healthy-v2-issued');
    const packages = await npmPackages(session.cache, 'playwright', { 'playwright-core': versions.playwright });
    const userScript = join(session.scratch, 'user.sh');
    writeFileSync(
      userScript,
      `#!/bin/sh\nexec '${process.execPath}' '${join(here, 'clients', 'user-in-browser.mjs')}' "$1"\n`,
    );
    chmodSync(userScript, 0o700);
    const env = sandbox.env({
      NODE_EXTRA_CA_CERTS: sandbox.caFile,
      BROWSER: userScript,
      CHROMIUM: chromium,
      PLAYWRIGHT: join(packages, 'node_modules', 'playwright-core', 'index.mjs'),
    });
    const signedIn = (...command: string[]) =>
      session.ppmiOnTerminal([...command, ...target(sandbox), ...asPerson('browser', sandbox)], {
        env,
        timeout: 60_000,
      });
    const calls = [
      await attempt('ppmi env who --sign-in browser', async () => outputOf(await signedIn('env', 'who'), 0, /user ID/)),
      await attempt('ppmi doctor --sign-in browser: one page for Dataverse and Graph', async () => {
        const done = await signedIn('doctor');
        assert.equal(done.stdout.match(/Sign in with the browser/g)?.length, 1);
        return outputOf(done, 0, /No problems found/);
      }),
    ];
    return { version: (await succeed(chromium, ['--version'])).trim(), calls };
  },
};

export const azurePowerShell: InteropTest = {
  name: 'azure-powershell',
  about:
    'PowerShell, with a module that stands in for Az.Accounts: sign-in of ppmi as whom Azure PowerShell is signed in',
  async run(session) {
    const sandbox = await session.start('healthy-v2-issued');
    const { dll } = await dotnetProgram(session.cache, 'pwsh');
    const { tenantId, clientId, clientSecret } = sandbox.config;
    const env = sandbox.env({
      PATH: `${dirname(dll)}:${process.env.PATH}`,
      NODE_EXTRA_CA_CERTS: sandbox.caFile,
      SSL_CERT_FILE: sandbox.caFile,
      INTEROP_TENANT_ID: tenantId,
      INTEROP_CLIENT_ID: clientId,
      INTEROP_CLIENT_SECRET: clientSecret,
      POWERSHELL_TELEMETRY_OPTOUT: '1',
    });
    const withModule = { ...env, PSModulePath: join(here, 'powershell') };
    const signedIn = ['--sign-in', 'azure-powershell', ...target(sandbox)];
    const calls = [
      await attempt('ppmi env who --sign-in azure-powershell', async () =>
        outputOf(await session.ppmi(['env', 'who', ...signedIn], { env: withModule }), 0, /user ID/),
      ),
      await attempt('ppmi doctor --sign-in azure-powershell --sign-in-tenant', async () => {
        const command = ['doctor', ...signedIn, '--sign-in-tenant', tenantId];
        return outputOf(await session.ppmi(command, { env: withModule }), 0, /No problems found/);
      }),
      await attempt('without the module ppmi says what is missing', async () =>
        outputOf(await session.ppmi(['env', 'who', ...signedIn], { env }), 2, /module >= 2\.2\.0 is not installed/),
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

export const keyring: InteropTest = {
  name: 'keyring',
  about: '@azure/msal-node-extensions on GNOME Keyring: an interactive sign-in, kept between runs of ppmi',
  async run(session) {
    const [bus, daemon] = [installed('dbus-run-session'), installed('gnome-keyring-daemon')];
    await extensionsBeside(session);
    const sandbox = await session.start('healthy-v2-issued');
    const env = sandbox.env({ NODE_EXTRA_CA_CERTS: sandbox.caFile });
    const profile = ['--name', 'anna', ...asPerson('device-code', sandbox), ...target(sandbox)];
    const created = await session.ppmi(['auth', 'create', ...profile], { env });
    assert.equal(created.code, 0, created.stderr);
    const calls = [
      await attempt('without D-Bus the sign-in stays in memory, and ppmi says so', async () =>
        outputOf(await session.ppmiOnTerminal(['env', 'who'], { env }), 0, /kept in memory.*D-Bus[\s\S]*user ID/),
      ),
      ...(await inKeyring(session, env, bus, daemon)),
    ];
    return { version: `@azure/msal-node-extensions ${versions.extensions}`, calls };
  },
};

/** One session of the bus for all, because the keyring forgets with it what it was unlocked with. */
async function inKeyring(session: Session, env: NodeJS.ProcessEnv, bus: string, daemon: string): Promise<Call[]> {
  const address = join(session.scratch, 'bus-address');
  const script = `printf '%s' interop-test | '${daemon}' --unlock --components=secrets >/dev/null
printf '%s' "$DBUS_SESSION_BUS_ADDRESS" > '${address}'
while [ -e '${address}' ]; do sleep 0.1; done`;
  const ended = run(bus, ['--', 'sh', '-c', script], { env });
  try {
    const inside = { ...env, DBUS_SESSION_BUS_ADDRESS: await contentOf(address) };
    const ppmi = (...args: string[]) => session.ppmi(args, { env: inside });
    return [
      await attempt('signed in by device code, and kept', async () =>
        outputOf(await session.ppmiOnTerminal(['env', 'who'], { env: inside }), 0, /approved by itself[\s\S]*user ID/),
      ),
      await attempt('the next run needs neither code nor terminal', async () =>
        outputOf(await ppmi('env', 'who'), 0, /user ID/),
      ),
      await attempt('auth who names the user', async () =>
        outputOf(await ppmi('auth', 'who'), 0, /signed in +operator@/),
      ),
      await attempt('no token is in a file', async () => {
        const folder = join(env.HOME ?? '', '.config', 'ppmi');
        const [token = ''] = readdirSync(folder).filter((name) => name.startsWith('tokens-'));
        assert.equal((await succeed('cat', [join(folder, token)])).trim(), '{}');
        return `${token} is a mark only`;
      }),
      await attempt('auth delete forgets the sign-in: the same profile, created again, is signed out', async () => {
        outputOf(await ppmi('auth', 'delete', '--name', 'anna'), 0, /No profiles/);
        const again = ['--name', 'anna', '--sign-in', 'device-code', '--sign-in-tenant', 't', '--sign-in-client-id'];
        outputOf(await ppmi('auth', 'create', ...again, '11111111-2222-4333-8444-555555555555'), 0, /anna/);
        return outputOf(await ppmi('auth', 'who'), 0, /signed in +not yet/);
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
  const manifest = JSON.stringify({
    private: true,
    dependencies: { '@azure/msal-node-extensions': versions.extensions },
    allowScripts: { keytar: true },
  });
  const env = { ...process.env, npm_config_nodedir: dirname(dirname(process.execPath)) };
  const folder = await preparedFolder(join(cache, 'extensions'), { 'package.json': manifest }, async (cwd) => {
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
