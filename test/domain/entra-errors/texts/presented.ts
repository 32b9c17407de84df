/** Rule 7: what the caller's assertion said, as opposed to what is only mentioned. */
import type { TextFixture } from './expected.ts';
import { check, exchange, github, ids, issuer, noFit, path, repo, tail, url } from './ids.ts';

const begin = 'No matching federated identity record found for presented assertion';
const subjectOf = (value: string, quotes: readonly [string, string] = ["'", "'"]): string =>
  `AADSTS700213: ${begin} subject ${quotes[0]}${value}${quotes[1]}. ${check} ${tail}`;
const subject = (name: string, value: string): TextFixture => ({
  name,
  text: subjectOf(value),
  errors: [{ code: 700213, ...ids, subject: value }],
});
const details = (more = ''): string =>
  `Federated token details:\n issuer - ${github}\n subject claim - ${repo}\n audience - ${exchange}\n${more}`;

export const presented: readonly TextFixture[] = [
  subject('an apostrophe', "/eid1/c/pub/t/a/s/CN=O'Brien"),
  subject('an apostrophe at the end', "/eid1/c/pub/t/a/s/CN=The Smiths'"),
  subject('a comma and a full stop', '/eid1/c/pub/t/a/s/CN=Contoso, Inc.'),
  subject('semicolon, ampersand and equals', '/eid1/c/pub/t/a/s/CN=A; B & C = D'),
  subject('quotes', '/eid1/c/pub/t/a/s/CN="Contoso, Ltd"'),
  subject('parentheses and brackets', '/eid1/c/pub/t/a/s/CN=Contoso (Test) [2]'),
  subject('a per cent sign', 'repo:contoso/100%:ref:refs/heads/a%2Fb'),
  subject('a plus', 'repo:contoso/c++:ref:refs/heads/main'),
  subject('two blanks', '/eid1/c/pub/t/a/s/CN=Contoso  Ltd'),
  subject('a final slash', 'repo:contoso/x/'),
  subject('a hash sign and a question mark', 'repo:contoso/x:environment:a?b#c'),
  subject('a colon and a dash', 'repo:contoso/x:environment:Prod - West: 2'),
  subject('a backslash', 'CN=Contoso\\, Inc.'),
  subject('braces', 'repo:contoso/{x}:ref'),
  subject('letters outside ASCII', '/eid1/c/pub/t/a/s/CN=Büro Łódź 株式会社'),
  subject(
    'a version 0 subject',
    'component:pluginassembly,thumbprint:0A1B2C3D4E5F60718293A4B5C6D7E8F901234567,environment:0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77',
  ),
  ...(
    [
      ['‘', '’'],
      ['“', '”'],
      ['„', '“'],
      ['„', '”'],
      ['«', '»'],
      ['`', '`'],
      ['"', '"'],
    ] as const
  ).map(
    (quotes): TextFixture => ({
      name: `quotes ${quotes.join('…')}`,
      text: subjectOf(repo, quotes),
      errors: [{ code: 700213, ...ids, subject: repo }],
    }),
  ),
  {
    name: 'curly apostrophes in and around',
    text: subjectOf('/eid1/c/s/CN=O’Brien', ['‘', '’']),
    errors: [{ code: 700213, ...ids, subject: '/eid1/c/s/CN=O’Brien' }],
  },
  { name: 'quotes lost', text: subjectOf(repo, ['', '']), errors: [{ code: 700213, ...ids, subject: repo }] },
  { name: 'bold for quotes', text: subjectOf(repo, ['**', '**']), errors: [{ code: 700213, ...ids, subject: repo }] },
  {
    name: 'the short form of a log',
    text: `AADSTS700213: ${begin} subject '${repo}'.`,
    errors: [{ code: 700213, subject: repo }],
  },
  {
    name: 'the short form without a full stop',
    text: `AADSTS700213: ${begin} subject '${repo}'`,
    errors: [{ code: 700213, subject: repo }],
  },
  {
    name: 'an issuer with a final slash',
    text: `AADSTS700211: ${noFit('issuer', 'https://sts.windows.net/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/')} ${tail}`,
    errors: [{ code: 700211, ...ids, issuer: 'https://sts.windows.net/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/' }],
  },
  {
    name: 'an audience in small letters',
    text: `AADSTS700212: ${noFit('audience', 'api://azureadtokenexchange')} ${tail}`,
    errors: [{ code: 700212, ...ids, audience: 'api://azureadtokenexchange' }],
  },
  {
    name: 'three of 70021, the subject masked',
    text: `AADSTS70021: ${begin}. Assertion Issuer: '${issuer}'. Assertion Subject: '***'. Assertion Audience: '${exchange}'. ${url} ${tail}`,
    errors: [{ code: 70021, ...ids, issuer, audience: exchange }],
  },
  {
    name: 'three of 70021, cut in the subject',
    text: `AADSTS70021: ${begin}. Assertion Issuer: '${issuer}'. Assertion Subject: '/eid1/c/pub`,
    errors: [{ code: 70021, issuer }],
  },
  { name: '70021 without the three', text: `AADSTS70021: ${begin}. ${tail}`, errors: [{ code: 70021, ...ids }] },
  {
    name: 'a subject with an apostrophe among three',
    text: `AADSTS70021: ${begin}. Assertion Issuer: '${issuer}'. Assertion Subject: 'CN=O'Brien'. Assertion Audience: '${exchange}'. ${url} ${tail}`,
    errors: [{ code: 70021, ...ids, issuer, subject: "CN=O'Brien", audience: exchange }],
  },
  {
    name: 'two subjects: the first',
    text: `AADSTS7002137: ${begin} subject '${path}'. Please make sure the federated identity credential Subject is '/eid1/c/pub/t/{tenantId}/a/x'. ${tail}`,
    errors: [{ code: 7002137, ...ids, subject: path, expectedSubject: '/eid1/c/pub/t/{tenantId}/a/x' }],
  },
  {
    name: 'two audiences: the first',
    text: `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'api://a' and the expected audience is 'api://b' or one of the Application Uris of this application with App ID 'c7a1e0b4-5d2f-4c3a-9b8e-7f6d5c4b3a21'(x). ${tail}`,
    errors: [{ code: 500131, ...ids, audience: 'api://a', clientId: 'c7a1e0b4-5d2f-4c3a-9b8e-7f6d5c4b3a21' }],
  },
  {
    name: 'an expected credential is not presented',
    text: `AADSTS7000227: No Federated Identity Credential policy found on application that matched the presented MSI-signed client assertion. Expecting a Federated Identity Credential with subject: '${path}', issuer: '${issuer}' and audience: '${exchange}'. ${tail}`,
    errors: [{ code: 7000227, ...ids, expectedSubject: path }],
  },
  {
    name: 'an empty key id',
    text: `AADSTS7000272: The certificate with identifier  used to sign the federated credential could not be found in the metadata of identity provider https://oidc.contoso.example. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token. ${tail}`,
    errors: [
      {
        code: 7000272,
        ...ids,
        issuer: 'https://oidc.contoso.example',
        message:
          "The certificate with identifier  used to sign the federated credential could not be found in the metadata of identity provider https://oidc.contoso.example. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.",
      },
    ],
  },
  {
    name: 'an issuer that is cut',
    text: 'AADSTS7000272: The certificate with identifier k used to sign the federated credential could not be found in the metadata of identity provider https://oidc.conto',
    errors: [{ code: 7000272 }],
  },
  {
    name: 'the enterprise claim’s values are no issuers',
    text: `AADSTS7002381: Federated identity credentials issued by '${github}' for applications or managed identities registered in this tenant must contain the enterprise claim with value 'a', 'b' or 'c' but actual value is 'd'. ${tail}`,
    errors: [{ code: 7002381, ...ids, issuer: github }],
  },
  {
    name: 'a resource is no audience',
    text: `AADSTS500011: The resource principal named api://AzureADTokenExchange was not found in the tenant named Contoso. This can happen if it is not there. ${tail}`,
    errors: [{ code: 500011, ...ids, resource: exchange, tenant: 'Contoso' }],
  },
  {
    name: 'issuer and subject of another error’s message',
    text: `AADSTS700024: Client assertion is not within its valid time range. issuer '${issuer}' subject '${repo}' ${tail}`,
    errors: [{ code: 700024, ...ids }],
  },
  {
    name: 'a German sentence',
    text: `AADSTS700213: Für den vorgelegten Assertionsantragsteller „${repo}“ wurde kein Datensatz gefunden. ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo }],
  },
  {
    name: 'a German sentence with two subjects',
    text: `AADSTS7002137: Kein Datensatz für den Antragsteller „${path}“. Der Antragsteller muss „/eid1/c/pub/t/{tenantId}/a/x“ sein. ${tail}`,
    errors: [{ code: 7002137, ...ids, subject: path, expectedSubject: '/eid1/c/pub/t/{tenantId}/a/x' }],
  },
  {
    name: 'login details far before',
    text: `${details()}${'a line of the next step\n'.repeat(400)}AADSTS70025: The client 'x' has no configured federated identity credentials.`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'a French sentence with apostrophes',
    text: `AADSTS700211: Aucun enregistrement trouvé pour l’émetteur de l’assertion présentée « ${issuer} ». ${tail}`,
    errors: [{ code: 700211, ...ids, issuer }],
  },
  {
    name: 'a Japanese sentence',
    text: `AADSTS700212：提示されたアサーションの対象ユーザー '${exchange}' に一致するレコードが見つかりませんでした。 ${tail}`,
    errors: [{ code: 700212, ...ids, audience: exchange }],
  },

  {
    name: 'login details fill what the message lacks',
    text: `${details('Attempting Azure CLI login by using OIDC...\n')}Error: AADSTS700213: ${begin} subject '${repo}'. ${check} ${tail}\nError: Login failed with Error: The process '/usr/bin/az' failed with exit code 1.`,
    errors: [{ code: 700213, ...ids, issuer: github, subject: repo, audience: exchange }],
  },
  {
    name: 'login details with a newer line',
    text: `${details(' job_workflow_ref - contoso/x/.github/workflows/a.yml@refs/heads/main\n')}AADSTS70025: The client 'x' has no configured federated identity credentials.`,
    errors: [{ code: 70025, issuer: github, subject: repo, audience: exchange }],
  },
  {
    name: 'login details in one line',
    text: `${details().replace(/\n/g, ' ')} AADSTS700211: ${noFit('issuer', github)} ${tail}`,
    errors: [{ code: 700211, ...ids, issuer: github, subject: repo, audience: exchange }],
  },
  {
    name: 'login details, masked',
    text: `${details().replace(repo, '***')}AADSTS700211: ${noFit('issuer', github)} ${tail}`,
    errors: [{ code: 700211, ...ids, issuer: github, audience: exchange }],
  },
  {
    name: 'login details of another assertion',
    text: `${details()}AADSTS700213: ${noFit('subject', 'repo:contoso/other:ref:refs/heads/main')} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: 'repo:contoso/other:ref:refs/heads/main' }],
  },
  {
    name: 'login details before an error of another kind',
    text: `${details()}AADSTS700016: Application with identifier 'x' was not found in the directory 'y'. ${tail}`,
    errors: [{ code: 700016, ...ids, clientId: 'x', tenant: 'y' }],
  },
  {
    name: 'login details belong to the next error only',
    text: `${details()}AADSTS53003: Access has been blocked by Conditional Access policies.\nAADSTS70025: The client 'x' has no configured federated identity credentials.`,
    errors: [{ code: 53003 }, { code: 70025 }],
  },
];
