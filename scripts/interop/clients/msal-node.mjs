import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { assertion, call, config } from './calls.mjs';

const authority = `https://login.microsoftonline.com/${config.tenantId}`;
const graph = ['https://graph.microsoft.com/.default'];
const vault = ['https://vault.azure.net/.default'];

// Before version 7 it knew a proxy only by this option, and spoke plain HTTP inside the tunnel.
const system = config.proxyUrl ? { proxyUrl: process.env.HTTPS_PROXY } : {};
const client = (auth) => new ConfidentialClientApplication({ auth: { authority, ...auth }, system });
const engineer = () => client({ clientId: config.clientId, clientSecret: config.clientSecret });
const plugin = () => client({ clientId: config.applicationId, clientAssertion: assertion });

async function refusal(work) {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded');
}

if (config.wrongSubject) {
  await call('assertion with another subject is AADSTS700213', async () => {
    const error = await refusal(() => plugin().acquireTokenByClientCredential({ scopes: vault }));
    assert.equal(error.errorCode, 'invalid_client');
    assert.equal(String(error.errorNo), '700213');
    assert.match(error.message, /AADSTS700213: No matching federated identity record found/);
    return error.message;
  });
} else {
  await call('client secret', async () => {
    const result = await engineer().acquireTokenByClientCredential({ scopes: graph });
    assert.equal(result.tokenType, 'Bearer');
    assert.ok(result.expiresOn > new Date());
    return `Bearer until ${result.expiresOn.toISOString()}`;
  });
  await call('client certificate', async () => {
    const privateKey = readFileSync(config.certificateFile, 'utf8');
    const { fingerprint, fingerprint256 } = new X509Certificate(
      privateKey.slice(privateKey.indexOf('-----BEGIN CERT')),
    );
    const [thumbprint, thumbprintSha256] = [fingerprint, fingerprint256].map((text) => text.replaceAll(':', ''));
    const shortest = config.proxyUrl ? { thumbprint } : { thumbprintSha256 };
    const application = client({ clientId: config.clientId, clientCertificate: { ...shortest, privateKey } });
    const { tokenType } = await application.acquireTokenByClientCredential({ scopes: graph });
    assert.equal(tokenType, 'Bearer');
    return tokenType;
  });
  await call('a second time from its cache', async () => {
    const application = engineer();
    await application.acquireTokenByClientCredential({ scopes: graph });
    const { fromCache } = await application.acquireTokenByClientCredential({ scopes: graph });
    assert.equal(fromCache, true);
    return 'from the cache';
  });
  await call('federated assertion by callback, and the vault takes the token', async () => {
    const { accessToken } = await plugin().acquireTokenByClientCredential({ scopes: vault });
    const url = `${config.vaultUrl}/secrets/${config.secretName}?api-version=7.4`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(response.status, 200);
    return `${response.status} from the vault`;
  });
  await call('wrong secret is AADSTS7000215', async () => {
    const wrong = client({ clientId: config.clientId, clientSecret: 'not it' });
    const error = await refusal(() => wrong.acquireTokenByClientCredential({ scopes: graph }));
    assert.equal(String(error.errorNo), '7000215');
    return error.message;
  });
  await call('unknown tenant is AADSTS90002', async () => {
    const nowhere = 'https://login.microsoftonline.com/00000000-1111-2222-3333-444444444444';
    const auth = { clientId: config.clientId, clientSecret: config.clientSecret, authority: nowhere };
    const error = await refusal(() => client(auth).acquireTokenByClientCredential({ scopes: graph }));
    assert.equal(String(error.errorNo), '90002');
    return error.message;
  });
}
