/** An unchanged third-party client that knows only a proxy and a CA: MSAL for Node through undici's proxy agent. */

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ConfidentialClientApplication,
  type NodeAuthOptions,
  PublicClientApplication,
  type ServerError,
} from '@azure/msal-node';
import { expect } from 'chai';
import { EnvHttpProxyAgent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import { openClient } from './client.ts';

const pem = readFileSync(new URL('../fixtures/containers/key-and-leaf.pem', import.meta.url), 'utf8');
const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')));
const privateKey = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(pem)?.[0] ?? '';

type Proof = Omit<NodeAuthOptions, 'clientId' | 'authority'>;

async function through<T>(scenario: string, use: (emulator: Emulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator(buildWorld(scenario));
  const before = getGlobalDispatcher();
  const agent = new EnvHttpProxyAgent({
    httpsProxy: emulator.proxyUrl,
    httpProxy: emulator.proxyUrl,
    noProxy: '',
    requestTls: { ca: emulator.caPem },
  });
  setGlobalDispatcher(agent);
  try {
    return await use(emulator);
  } finally {
    setGlobalDispatcher(before);
    await agent.close();
    await emulator.close();
  }
}

async function acquire(clientId: string, { world }: Emulator, proof: Proof, scope: string) {
  const authority = `https://login.microsoftonline.com/${world.operator.tenantId}`;
  const application = new ConfidentialClientApplication({ auth: { clientId, authority, ...proof } });
  return application.acquireTokenByClientCredential({ scopes: [scope] });
}

async function assertionOf({ world }: Emulator): Promise<{ assertion: string; clientId: string }> {
  const client = await openClient(world);
  const { body } = await client.post('https://emulator.ppmi.internal/assertion', {});
  await client.close();
  return { assertion: String(body.assertion), clientId: String(body.clientId) };
}

const failure = async (work: Promise<unknown>): Promise<ServerError> => {
  try {
    await work;
  } catch (error) {
    return error as ServerError;
  }
  throw new Error('nothing failed');
};

const vault = 'https://vault.azure.net/.default';

describe('MSAL for Node', () => {
  it('gets a token with a client secret', () =>
    through('healthy-v1-self-signed', async (emulator) => {
      const { clientId, clientSecret } = emulator.world.operator;
      const result = await acquire(clientId, emulator, { clientSecret }, 'https://graph.microsoft.com/.default');
      expect(result?.tokenType).to.equal('Bearer');
      expect(result?.accessToken.split('.')).to.have.length(3);
    }));

  it('reads the text of a wrong secret', () =>
    through('healthy-v1-self-signed', async (emulator) => {
      const error = await failure(
        acquire(emulator.world.operator.clientId, emulator, { clientSecret: 'guess' }, vault),
      );
      expect(error.errorCode).to.equal('invalid_client');
      expect(Number(error.errorNo)).to.equal(7000215);
      expect(error.message).to.match(/AADSTS7000215: Invalid client secret provided\..* Trace ID: [0-9a-f-]{36}/);
    }));

  const proofs: [string, Proof['clientCertificate'] & object][] = [
    [
      'PS256 and x5t#S256',
      { thumbprintSha256: createHash('sha256').update(certificate.raw).digest('hex'), privateKey },
    ],
    ['a chain in x5c', { thumbprintSha256: 'ab'.repeat(32), privateKey, x5c: certificate.toString() }],
  ];
  for (const [how, clientCertificate] of proofs) {
    it(`gets a token with a certificate: ${how}`, () =>
      through('healthy-v1-self-signed', async (emulator) => {
        const { operator, tenants } = emulator.world;
        const own = tenants[0]?.applications.find(({ appId }) => appId === operator.clientId);
        const unregistered = await failure(acquire(operator.clientId, emulator, { clientCertificate }, vault));
        expect(Number(unregistered.errorNo)).to.equal(700027);
        own?.certificates.push(certificate.raw.toString('base64'));
        const result = await acquire(operator.clientId, emulator, { clientCertificate }, vault);
        expect(result?.accessToken).to.be.a('string');
      }));
  }

  it('exchanges the assertion of the platform', () =>
    through('healthy-v2-issued', async (emulator) => {
      const { assertion, clientId } = await assertionOf(emulator);
      const result = await acquire(clientId, emulator, { clientAssertion: assertion }, vault);
      expect(result?.expiresOn?.getTime()).to.be.greaterThan(Date.now());
    }));

  it('reads the text of an assertion that no credential trusts', () =>
    through('tenant-big-endian', async (emulator) => {
      const { assertion, clientId } = await assertionOf(emulator);
      const error = await failure(acquire(clientId, emulator, { clientAssertion: assertion }, vault));
      expect(Number(error.errorNo)).to.equal(700213);
      expect(error.message).to.contain("presented assertion subject '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/");
    }));

  it('signs the operator in by device code, after one pending poll, and refreshes', () =>
    through('healthy-v1-self-signed', async ({ world }) => {
      const { clientId, tenantId } = world.operator;
      const authority = `https://login.microsoftonline.com/${tenantId}`;
      const application = new PublicClientApplication({ auth: { clientId, authority } });
      let told = '';
      const result = await application.acquireTokenByDeviceCode({
        scopes: ['https://graph.microsoft.com/Application.ReadWrite.All'],
        deviceCodeCallback: ({ message }) => {
          told = message;
        },
      });
      expect(told).to.contain('approved by itself');
      expect(result?.account?.username).to.equal('operator@contoso.example');
      expect(result?.scopes).to.include('https://graph.microsoft.com/Application.ReadWrite.All');
      const account = result?.account;
      if (account == null) throw new Error('no account');
      const silent = await application.acquireTokenSilent({ account, scopes: [vault], forceRefresh: true });
      expect(silent.scopes.join()).to.contain('vault.azure.net');
    }));
});
