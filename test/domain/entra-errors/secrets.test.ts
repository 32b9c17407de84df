import { expect } from 'chai';
import { decodeErrors } from '../../../src/domain/entra-errors/decode/decode.ts';
import { noFit, repo, tail } from './texts/ids.ts';

const assertion = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwczovL2EuZXhhbXBsZSJ9.c2lnbmF0dXJlc2lnbmF0dXJl';
const secret = 'Abc8Q~vErYsEcReTvAlUeThAtNoBoDyMaYsEe1234';
const none = "AADSTS70025: The client 'x' has no configured federated identity credentials.";

const surroundings: Readonly<Record<string, (error: string) => string>> = {
  'a form body behind': (error) => `${error} client_id=1&client_secret=${secret}&client_assertion=${assertion}`,
  'a form body before': (error) => `POST client_secret=${secret}&client_assertion=${assertion} gave ${error}`,
  'a bearer token behind': (error) => `${error} Authorization: Bearer ${assertion}`,
  'a token without a name': (error) => `${error} token was ${assertion} and that is all`,
  'a secret without a name': (error) => `${error} with ${secret} as secret`,
  'JSON around': (error) => JSON.stringify({ client_secret: secret, request: `client_assertion=${assertion}`, error }),
  'a connection string': (error) => `${error} AccountName=x;AccountKey=${secret};SharedAccessKey=${secret}`,
  cookies: (error) => `${error} Cookie: ESTSAUTH=${secret}; other=${assertion}`,
  'a password in a URL': (error) => `${error} https://user:${secret}@proxy.example/`,
  'a quote that never closes': (error) =>
    `AADSTS700213: No matching federated identity record found for presented assertion subject '${assertion}'. Check your x. ${error.replace(/AADSTS\d+: /, '')}`,
  'a redirect with a code': (error) =>
    `https://a.example/?code=${secret}&error_description=${encodeURIComponent(error)}&id_token=${assertion}`,
};

describe('secrets around an error', () => {
  for (const [name, around] of Object.entries(surroundings)) {
    it(`are never printed: ${name}`, () => {
      for (const error of [none, `${none} ${tail}`, `AADSTS700213: ${noFit('subject', repo)} ${tail}`]) {
        const decoded = decodeErrors(around(error));
        expect(decoded).to.have.length(1);
        expect(JSON.stringify(decoded)).to.not.contain(secret).and.not.contain(assertion).and.not.contain('ESTSAUTH');
      }
    });
  }
});
