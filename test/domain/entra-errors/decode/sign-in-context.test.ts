/** What tools print around an error about the same request. */
import { expect } from 'chai';
import { decodeErrors } from '../../../../src/domain/entra-errors/decode/decode.ts';

const tenant = '5ecd6548-e33b-4b9d-9986-bd3c22986c61';
const client = 'a1679052-e2fd-4ef5-8009-e09098f53159';
const noMatch = (subject: string): string =>
  `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
const repo = 'repo:contoso/app:ref:refs/heads/main';
const first = (text: string) => decodeErrors(text)[0];

describe('the context of an error', () => {
  for (const url of [
    `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    `https://login.microsoftonline.com//${tenant}//oauth2/v2.0/token`,
    `https://login.microsoftonline.us/${tenant}/oauth2/token`,
    `https://login.partner.microsoftonline.cn/${tenant}/oauth2/v2.0/token`,
  ]) {
    it(`gives the tenant of ${url}`, () => {
      for (const text of [`http call(${url})(POST): ${noMatch(repo)}`, `POST ${url}\nRESPONSE 401\n${noMatch(repo)}`]) {
        for (const wrapped of [
          text,
          text.replaceAll('\n', '\r\n'),
          JSON.stringify({ err: JSON.stringify({ text }) }),
        ]) {
          expect(first(wrapped)?.tenant, wrapped).to.equal(tenant);
        }
      }
    });
  }

  it('gives no tenant for a shared endpoint, an issuer, or the link of the error', () => {
    for (const text of [
      `https://login.microsoftonline.com/common/oauth2/v2.0/token: ${noMatch(repo)}`,
      `Issuer https://login.microsoftonline.com/${tenant}/v2.0: ${noMatch(repo)}`,
      `https://login.microsoftonline.com/error?code=700213: ${noMatch(repo)}`,
    ]) {
      expect(first(text)?.tenant, text).to.equal(null);
    }
  });

  it('returns values that an action echoes, not masked ones', () => {
    const echo = (value: string): string =>
      `Run azure/login@v2\n  with:\n    client-id: ${value}\n    tenant-id: ${tenant}\n    audience: api://AzureADTokenExchange\n`;
    expect(first(echo(client) + noMatch(repo))).to.deep.include({ clientId: client, tenant });
    expect(first(echo(client) + noMatch(repo))?.presented.audience).to.equal('api://AzureADTokenExchange');
    expect(first(echo('***') + noMatch(repo))).to.deep.include({ clientId: null, tenant });
    const stamped = (echo(client) + noMatch(repo)).replace(/^/gm, '2026-03-04T05:06:07.1234567Z ');
    expect(first(stamped)).to.deep.include({ clientId: client, tenant });
  });

  it('belongs to the next error only, and never outweighs the message', () => {
    const other = 'b402d722-c5a9-4b1d-800d-86b624b91d4d';
    const unknown = `AADSTS700016: Application with identifier '${other}' was not found in the directory 'Contoso'.`;
    const url = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;
    expect(decodeErrors(`${url}\n${unknown}\n\n${noMatch(repo)}`).map((error) => error.tenant)).to.deep.equal([
      'Contoso',
      null,
    ]);
  });

  it('does not change the audience of another kind of error', () => {
    const text = `  audience: api://AzureADTokenExchange\nAADSTS90002: Tenant 'x' not found. Check to make sure you have the correct tenant ID.`;
    expect(first(text)?.presented.audience).to.equal(null);
  });
});

describe('the message', () => {
  const sentence = noMatch(repo).slice('AADSTS700213: '.length);
  for (const [name, text] of [
    [
      'a library that repeats the code',
      `AADSTS700213: WorkloadIdentityCredential: Microsoft Entra ID error '(invalid_client) ${noMatch(repo)} Trace ID: c8f3132c-28f2-4da3-aca6-64421ceede00'`,
    ],
    [
      'an issue tracker that makes links of numbers',
      `${noMatch(repo)} [11](https://github.com/o/r/actions/runs/1#step:5:12)`,
    ],
    ['a library that appends the status', `${noMatch(repo)} (Status 401)`],
    ['a library that appends the status after HTTP', `${noMatch(repo)} (HTTP 401)`],
    ['a stack', `Error: ${noMatch(repo)}\n    at Foo.bar (/x.js:1:2)`],
  ] as const) {
    it(`is the service's sentence in ${name}`, () => {
      const [error, ...others] = decodeErrors(text);
      expect(others).to.deep.equal([]);
      expect(error?.message).to.equal(sentence);
    });
  }
});
