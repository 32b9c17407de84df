/** Azure CLI as the distribution packages it; never downloaded. */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { installed, run } from '../program.ts';
import { presented, type Sandbox } from '../sandbox.ts';
import type { Session } from '../session.ts';

/** @throws Error with its standard error if it failed */
type Az = (command: string, ...args: string[]) => Promise<string>;

const issuer = 'https://issuer.example/';
const audience = 'api://AzureADTokenExchange';

export const azureCli: InteropTest = {
  name: 'azure-cli',
  about: 'Azure CLI: sign-in, federated credentials of applications and managed identities, roles, a secret',
  async run(session) {
    const program = installed('az');
    const app = await session.startWithCertificate('healthy-v2-issued');
    const uami = await session.start('healthy-v2-issued,kind=uami');
    const wrong = await session.start('tenant-big-endian');
    const { 'azure-cli': version } = JSON.parse(await azFor(session, program, app)('version'));
    const gov = await session.start('healthy-v2-issued,cloud=gcchigh');
    const calls = [
      ...(await signIns(azFor(session, program, app), azFor(session, program, wrong), app, wrong)),
      ...(await engineersWork(azFor(session, program, app), app)),
      ...(await managedIdentity(azFor(session, program, uami), uami)),
      ...(await pluginsWork(azFor(session, program, app), app)),
      ...(await sovereignCloud(azFor(session, program, gov), gov)),
      ...(await ppmiAsSignedIn(session, program, app)),
    ];
    return { version: `azure-cli ${version}`, calls };
  },
};

function envFor(session: Session, sandbox: Sandbox): NodeJS.ProcessEnv {
  return sandbox.env({
    REQUESTS_CA_BUNDLE: sandbox.caFile,
    NODE_EXTRA_CA_CERTS: sandbox.caFile,
    // It caches answers on disk for a minute, refusals too: one folder per sandbox.
    AZURE_CONFIG_DIR: mkdtempSync(join(session.scratch, 'az-')),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'yes',
  });
}

function azFor(session: Session, program: string, sandbox: Sandbox, env = envFor(session, sandbox)): Az {
  return async (command, ...args) => {
    const ended = await run(program, [...command.split(' '), ...args], { env });
    if (ended.code !== 0) throw new Error(ended.stderr.trim());
    return ended.stdout;
  };
}

const signInAs = (user: string, { config }: Sandbox) => ['--service-principal', '-u', user, '-t', config.tenantId];

const signIn = (az: Az, sandbox: Sandbox) =>
  az('login', ...signInAs(sandbox.config.clientId, sandbox), '-p', sandbox.config.clientSecret);

async function signInFederated(az: Az, sandbox: Sandbox): Promise<string> {
  const assertion = await presented(sandbox);
  const user = signInAs(sandbox.config.applicationId, sandbox);
  return az('login', ...user, '--federated-token', assertion, '--allow-no-subscriptions');
}

const count = async (az: Az, command: string, ...args: string[]): Promise<number> =>
  JSON.parse(await az(command, ...args)).length;

async function refused(work: Promise<string>, expected: RegExp): Promise<string> {
  const message = await work.then(
    () => 'the call succeeded',
    (error: Error) => error.message,
  );
  assert.match(message, expected);
  return message;
}

async function signIns(az: Az, other: Az, app: Sandbox, wrong: Sandbox): Promise<Call[]> {
  return [
    await attempt('az login with a secret', async () => {
      const [account] = JSON.parse(await signIn(az, app));
      assert.equal(account.id, app.config.subscriptionId);
      return `subscription ${account.name}`;
    }),
    await attempt('az login with a certificate', async () => {
      const file = app.config.certificateFile;
      assert.ok(file !== null);
      const [account] = JSON.parse(await az('login', ...signInAs(app.config.clientId, app), '-p', file));
      assert.equal(account.user.name, app.config.clientId);
      return `subscription ${account.name}`;
    }),
    await attempt('az login with a wrong secret is AADSTS7000215', () =>
      refused(az('login', ...signInAs(app.config.clientId, app), '-p', 'not it'), /AADSTS7000215/),
    ),
    await attempt('az login with a federated token', async () => {
      const [account] = JSON.parse(await signInFederated(az, app));
      assert.equal(account.user.name, app.config.applicationId);
      return account.name;
    }),
    await attempt('az login with a federated token of another subject is AADSTS700213', () =>
      refused(signInFederated(other, wrong), /AADSTS700213: No matching federated identity record found/),
    ),
  ];
}

async function engineersWork(az: Az, sandbox: Sandbox): Promise<Call[]> {
  const { applicationId, subscriptionId } = sandbox.config;
  const at = ['--id', applicationId];
  const one = [...at, '--federated-credential-id', 'interop-test'];
  const credentials = (verb: string) => `ad app federated-credential ${verb}`;
  await signIn(az, sandbox);
  return [
    await attempt('az ad app federated-credential list', async () => {
      const [{ name }] = JSON.parse(await az(credentials('list'), ...at));
      return name;
    }),
    await attempt('az ad app federated-credential create', async () => {
      const parameters = JSON.stringify({ name: 'interop-test', issuer, subject: 'one', audiences: [audience] });
      const { id } = JSON.parse(await az(credentials('create'), ...at, '--parameters', parameters));
      assert.equal(await count(az, credentials('list'), ...at), 2);
      return id;
    }),
    await attempt('az ad app federated-credential update', async () => {
      await az(credentials('update'), ...one, '--parameters', JSON.stringify({ subject: 'two' }));
      const { subject } = JSON.parse(await az(credentials('show'), ...one));
      assert.equal(subject, 'two');
      return `subject ${subject}`;
    }),
    await attempt('az ad app federated-credential delete', async () => {
      await az(credentials('delete'), ...one);
      assert.equal(await count(az, credentials('list'), ...at), 1);
      return 'one remains';
    }),
    await attempt('az ad sp show', async () => {
      const { displayName, appId } = JSON.parse(await az('ad sp show', ...at));
      assert.equal(appId, applicationId);
      return displayName;
    }),
    await attempt('az rest: role assignments', async () => {
      const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments`;
      const { value } = JSON.parse(await az('rest', '--url', `${path}?api-version=2022-04-01`));
      assert.ok(value.length > 0);
      return `${value.length} in the list`;
    }),
  ];
}

async function managedIdentity(az: Az, sandbox: Sandbox): Promise<Call[]> {
  const { resourceGroup, identityName } = sandbox.config;
  assert.ok(identityName !== null);
  const at = ['--identity-name', identityName, '--resource-group', resourceGroup];
  const credentials = (verb: string) => `identity federated-credential ${verb}`;
  await signIn(az, sandbox);
  return [
    await attempt('az identity federated-credential list', async () => {
      const [{ name }] = JSON.parse(await az(credentials('list'), ...at));
      return name;
    }),
    await attempt('az identity federated-credential create', async () => {
      const trust = ['--issuer', issuer, '--subject', 'one', '--audiences', audience];
      const { name } = JSON.parse(await az(credentials('create'), ...at, '--name', 'interop-test', ...trust));
      assert.equal(await count(az, credentials('list'), ...at), 2);
      return name;
    }),
    await attempt('az identity federated-credential delete', async () => {
      await az(credentials('delete'), ...at, '--name', 'interop-test', '--yes');
      assert.equal(await count(az, credentials('list'), ...at), 1);
      return 'one remains';
    }),
  ];
}

async function pluginsWork(az: Az, sandbox: Sandbox): Promise<Call[]> {
  const secret = `${sandbox.config.vaultUrl}/secrets/${sandbox.config.secretName}?api-version=7.4`;
  const read = () => az('rest', '--url', secret, '--resource', 'https://vault.azure.net');
  return [
    await attempt("az rest: a vault's secret for the plug-in's identity", async () => {
      await signInFederated(az, sandbox);
      assert.equal(JSON.parse(await read()).value, 'emulated');
      return 'read';
    }),
    await attempt("az rest: a vault's secret without a role is refused", async () => {
      await signIn(az, sandbox);
      return refused(read(), /ForbiddenByRbac/);
    }),
  ];
}

async function sovereignCloud(az: Az, sandbox: Sandbox): Promise<Call[]> {
  return [
    await attempt('az in the US government cloud: sign-in and federated credentials', async () => {
      await az('cloud set --name AzureUSGovernment');
      await signIn(az, sandbox);
      const listed = await az('ad app federated-credential list --id', sandbox.config.applicationId);
      const [{ audiences }] = JSON.parse(listed);
      assert.deepEqual(audiences, ['api://AzureADTokenExchangeUSGov']);
      return String(audiences);
    }),
  ];
}

/** The reverse direction: ppmi uses the Azure CLI sign-in. */
async function ppmiAsSignedIn(session: Session, program: string, sandbox: Sandbox): Promise<Call[]> {
  const env = envFor(session, sandbox);
  const ppmi = async (code: number, ...command: string[]) => {
    const args = [...command, '--environment', sandbox.config.environmentUrl, '--sign-in', 'azure-cli'];
    const ended = await session.ppmi(args, { env });
    assert.equal(ended.code, code, ended.stderr);
    return `${ended.stdout}${ended.stderr}`.trim().split('\n')[0] ?? '';
  };
  return [
    await attempt('ppmi doctor --sign-in azure-cli, before az login', () => ppmi(2, 'env', 'who')),
    await attempt('ppmi doctor --sign-in azure-cli', async () => {
      await signIn(azFor(session, program, sandbox, env), sandbox);
      return ppmi(0, 'doctor');
    }),
    await attempt('ppmi doctor --sign-in azure-cli --sign-in-tenant', () =>
      ppmi(0, 'doctor', '--sign-in-tenant', sandbox.config.tenantId),
    ),
  ];
}
