/** aadsts-messages.md §2.1 to §2.3. */

import {
  app,
  audience,
  begin,
  caseNote,
  check,
  docs,
  docsShort,
  githubSubject,
  hashSubject,
  issuer,
  learn,
  namesSubject,
  please,
  slashIssuer,
  wantedSubject,
} from './template-values.ts';
import type { Template } from './templates.ts';

export const federationTemplates: readonly Template[] = [
  {
    code: 70021,
    issuer,
    subject: hashSubject,
    audience,
    message: `${begin}. Assertion Issuer: '${issuer}'. Assertion Subject: '${hashSubject}'. Assertion Audience: '${audience}'. ${docs}`,
  },
  {
    code: 70021,
    issuer: slashIssuer,
    subject: namesSubject,
    audience,
    message: `${begin}. Assertion Issuer: '${slashIssuer}'. Assertion Subject: '${namesSubject}'. Assertion Audience: '${audience}'.`,
  },
  { code: 700211, issuer, message: `${begin} issuer '${issuer}'. ${check} ${learn}` },
  { code: 700211, issuer: slashIssuer, message: `${begin} issuer '${slashIssuer}'. ${please} ${docs}` },
  { code: 700212, audience, message: `${begin} audience '${audience}'. ${check} ${learn}` },
  {
    code: 700212,
    audience: 'api://azureadtokenexchangeusgov',
    message: `${begin} audience 'api://azureadtokenexchangeusgov'. ${please} ${docsShort}`,
  },
  { code: 700213, subject: hashSubject, message: `${begin} subject '${hashSubject}'. ${check} ${learn}` },
  { code: 700213, subject: namesSubject, message: `${begin} subject '${namesSubject}'. ${check} ${learn}` },
  {
    code: 700213,
    subject: githubSubject,
    message: `${begin} subject '${githubSubject}'. ${caseNote} ${please} ${docs}`,
  },
  {
    code: 7002131,
    subject: githubSubject,
    message: `${begin} subject '${githubSubject}' or no federated identity credential expression matched. ${please} ${learn}`,
  },
  {
    code: 7002131,
    subject: namesSubject,
    message: `${begin} subject '${namesSubject}' or no federated identity credential expression matched. ${check} ${learn}`,
  },
  {
    code: 7002137,
    subject: hashSubject,
    expectedSubject: wantedSubject,
    message: `${begin} subject '${hashSubject}'. Please make sure the federated identity credential Subject is '${wantedSubject}'.`,
  },
  {
    code: 7002138,
    subject: hashSubject.toUpperCase().replace('/EID1', '/eid1'),
    message: `${begin} subject '${hashSubject.toUpperCase().replace('/EID1', '/eid1')}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${check} See documentation at: ${learn}. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.`,
  },
  { code: 70025, message: "The client 'contoso-app' has no configured federated identity credentials." },
  {
    code: 70025,
    clientId: app,
    message: `The client '${app}'(contoso-app) has no configured federated identity credentials.`,
  },
  { code: 70050, message: 'The Federated Managed Identity path is not properly formatted' },
  { code: 700222, message: 'AAD-issued tokens may not be used for federated identity flows.' },
  { code: 700226, message: 'Only MSI tokens may be used as Federated Identity Credentials for AAD issuer.' },
  {
    code: 700229,
    message: 'Forbidden token type. Only app-only tokens may be used as Federated Identity Credentials for AAD issuer.',
  },
  {
    code: 700231,
    message: 'Token obtained using a federated identity credential may not be used as a federated identity credential',
  },
  {
    code: 700236,
    issuer,
    message: `Entra ID tokens issued by issuer '${issuer}' may not be used for federated identity credential flows for applications or managed identities registered in this tenant.`,
  },
  {
    code: 7002381,
    issuer: 'https://token.actions.githubusercontent.com',
    message:
      "Federated identity credentials issued by 'https://token.actions.githubusercontent.com' for applications or managed identities registered in this tenant must contain the enterprise claim with value 'contoso', 'fabrikam' or 'tailspin' but actual value is 'other'.",
  },
  {
    code: 7000226,
    clientId: app,
    message: `No federated identity credential policy found on application (${app}). The client_assertion used to authenticate the request does not match the subject or application being requested.`,
  },
  {
    code: 7000227,
    expectedSubject: hashSubject,
    message: `No Federated Identity Credential policy found on application that matched the presented MSI-signed client assertion. Expecting a Federated Identity Credential with subject: '${hashSubject}', issuer: '${issuer}' and audience: '${audience}'.`,
  },
  { code: 50166, message: 'Request to External OIDC endpoint failed.' },
  { code: 501661, message: 'Request to External OIDC endpoint failed.' },
  { code: 90061, message: 'Request to External OIDC endpoint failed.' },
  {
    code: 7000272,
    issuer: 'https://oidc.contoso.example/t7',
    message:
      "The certificate with identifier k-17 used to sign the federated credential could not be found in the metadata of identity provider https://oidc.contoso.example/t7. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.",
  },
  {
    code: 7000272,
    issuer: slashIssuer,
    message: `The certificate with identifier k-17 used to sign the federated credential could not be found in the metadata of identity provider ${slashIssuer}. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.`,
  },
];
