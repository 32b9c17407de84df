/** curl: plain HTTP requests, without a client library that could hide a fault of the emulator. */
import assert from 'node:assert/strict';
import { attempt, type InteropTest } from '../interop-test.ts';
import { installed, succeed } from '../program.ts';
import type { Sandbox } from '../sandbox.ts';

interface Answer {
  readonly status: number;
  readonly headers: string;
  // What a service answers is looked at field by field.
  readonly body: Record<string, unknown>;
}

type Curl = (...args: string[]) => Promise<Answer>;

const emulatorHost = 'https://emulator.ppmi.internal';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const curl: InteropTest = {
  name: 'curl',
  about: 'curl: sign-in, Graph, Azure Resource Manager, Key Vault, Dataverse',
  async run(session) {
    const program = installed('curl');
    const healthy = await session.start('healthy-v2-issued');
    const wrong = await session.start('tenant-big-endian');
    const ask = curlAgainst(program, healthy);
    const { config } = healthy;
    const calls = [
      await attempt('client secret, token for Graph', async () => {
        assert.equal((await withSecret(ask, healthy, 'https://graph.microsoft.com/.default')).token_type, 'Bearer');
        return 'Bearer';
      }),
      await attempt('wrong client secret is AADSTS7000215', async () => {
        const answer = await ask(
          tokenUrl(healthy),
          ...form(secretGrant(healthy, 'not it', 'https://graph.microsoft.com/.default')),
        );
        return refused(answer, 401, 'AADSTS7000215');
      }),
      await attempt('federated assertion, token for Key Vault', async () => {
        assert.equal((await withAssertion(ask, healthy)).body.token_type, 'Bearer');
        return 'Bearer';
      }),
      await attempt('assertion with another subject is AADSTS700213', async () => {
        const answer = await withAssertion(curlAgainst(program, wrong), wrong);
        return refused(
          answer,
          401,
          'AADSTS700213: No matching federated identity record found for presented assertion subject',
        );
      }),
      await attempt('Graph lists applications', async () => {
        const { body } = await ask(
          'https://graph.microsoft.com/v1.0/applications',
          ...(await bearer(ask, healthy, 'https://graph.microsoft.com/.default')),
        );
        return some(body.value);
      }),
      await attempt('Resource Manager lists subscriptions', async () => {
        const { body } = await ask(
          'https://management.azure.com/subscriptions?api-version=2022-12-01',
          ...(await bearer(ask, healthy, 'https://management.azure.com/.default')),
        );
        return some(body.value);
      }),
      await attempt('Dataverse WhoAmI', async () => {
        const { environmentUrl } = config;
        const { body } = await ask(
          `${environmentUrl}/api/data/v9.2/WhoAmI`,
          ...(await bearer(ask, healthy, `${environmentUrl}/.default`)),
        );
        assert.match(String(body.OrganizationId), /^[0-9a-f-]{36}$/);
        return `OrganizationId ${body.OrganizationId}`;
      }),
      await attempt('Key Vault challenges a request without a token', async () => {
        const { status, headers } = await ask(secretUrl(healthy));
        assert.equal(status, 401);
        const challenge = /^www-authenticate: (.*)$/im.exec(headers)?.[1] ?? 'no challenge';
        assert.match(
          challenge,
          /^Bearer authorization="https:\/\/login\.microsoftonline\.com\/.*", resource="https:\/\/vault\.azure\.net"/,
        );
        return challenge.trim();
      }),
      await attempt("Key Vault gives the secret to the plug-in's token", async () => {
        const { body } = await withAssertion(ask, healthy);
        const answer = await ask(secretUrl(healthy), '--header', `Authorization: Bearer ${body.access_token}`);
        assert.equal(answer.status, 200);
        assert.equal(answer.body.value, 'emulated');
        return '200';
      }),
      await attempt('any other host is refused', async () => {
        const ended = await ask('https://www.example.org/').then(
          () => 'answered',
          (error: Error) => error.message,
        );
        assert.match(ended, /403/);
        return '403 from the proxy';
      }),
    ];
    return { version: (await succeed(program, ['--version'])).split(' ')[1] ?? '', calls };
  },
};

const tokenUrl = ({ config }: Sandbox) => `https://login.microsoftonline.com/${config.tenantId}/oauth2/v2.0/token`;
const secretUrl = ({ config }: Sandbox) => `${config.vaultUrl}/secrets/${config.secretName}?api-version=7.4`;

function curlAgainst(program: string, sandbox: Sandbox): Curl {
  const env = sandbox.env({ CURL_CA_BUNDLE: sandbox.caFile });
  return async (...args) => {
    // The header of the answer to CONNECT would come first.
    const flags = ['--silent', '--show-error', '--include', '--suppress-connect-headers'];
    const text = await succeed(program, [...flags, ...args], { env });
    const end = text.indexOf('\r\n\r\n');
    const headers = text.slice(0, end);
    return { status: Number(headers.split(' ')[1]), headers, body: JSON.parse(text.slice(end) || '{}') };
  };
}

const form = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]);

const secretGrant = ({ config }: Sandbox, secret: string, scope: string) => ({
  grant_type: 'client_credentials',
  client_id: config.clientId,
  client_secret: secret,
  scope,
});

async function withSecret(ask: Curl, sandbox: Sandbox, scope: string): Promise<Record<string, unknown>> {
  const { status, body } = await ask(
    tokenUrl(sandbox),
    ...form(secretGrant(sandbox, sandbox.config.clientSecret, scope)),
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function withAssertion(ask: Curl, sandbox: Sandbox): Promise<Answer> {
  const { body } = await ask('--request', 'POST', `${emulatorHost}/assertion`);
  const fields = {
    grant_type: 'client_credentials',
    client_id: sandbox.config.applicationId,
    client_assertion_type: assertionType,
    client_assertion: String(body.assertion),
    scope: 'https://vault.azure.net/.default',
  };
  return ask(tokenUrl(sandbox), ...form(fields));
}

async function bearer(ask: Curl, sandbox: Sandbox, scope: string): Promise<string[]> {
  return ['--header', `Authorization: Bearer ${(await withSecret(ask, sandbox, scope)).access_token}`];
}

function refused({ status, body }: Answer, expected: number, text: string): string {
  assert.equal(status, expected);
  assert.ok(String(body.error_description).startsWith(text), String(body.error_description));
  return String(body.error_description).split(' Trace ID')[0] ?? '';
}

function some(value: unknown): string {
  assert.ok(Array.isArray(value) && value.length > 0, `no list with something in it: ${JSON.stringify(value)}`);
  return `${value.length} in the list`;
}
