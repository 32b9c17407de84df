/** Messages made from aadsts-messages.md §2, each with the values that were put in. All identifiers are invented. */
import type { ExpectedError } from './expected.ts';

export interface Template extends Partial<ExpectedError> {
  readonly code: number;
  readonly message: string;
}

const docs = 'https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation';
const docsShort = 'https://docs.microsoft.com/azure/active-directory/develop/workload-identity-federation';
const learn = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
const check = 'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';
const please = `Please ${check.replace('C', 'c')}`;
const caseNote = 'Please note that the matching is done using a case-sensitive comparison.';
const begin = 'No matching federated identity record found for presented assertion';

const issuer = 'https://login.microsoftonline.com/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/v2.0';
const slashIssuer = 'https://oidc.contoso.example/tenants/7/';
const audience = 'api://AzureADTokenExchange';
const hashSubject =
  '/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/h/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const namesSubject =
  "/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/i/CN=Contoso Issuing CA 2/s/CN=O'Brien & Sons, Inc.; Plug-ins";
const githubSubject = 'repo:contoso/ppmi-demo:ref:refs/heads/main';
const wantedSubject = '/eid1/c/pub/t/{tenantId}/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin';

const app = 'c7a1e0b4-5d2f-4c3a-9b8e-7f6d5c4b3a21';
const otherApp = '2f9d1c60-0a4b-4e5f-8a7b-6c5d4e3f2a10';
const tenant = '6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35';
const thumbprint = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';
const guide = 'https://learn.microsoft.com/entra/identity-platform/certificate-credentials';

export const templates: readonly Template[] = [
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
  {
    code: 700021,
    message: `Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at ${guide} .`,
  },
  {
    code: 700024,
    message: `Client assertion is not within its valid time range. Current time: 2026-03-04T05:06:07.6755165Z, assertion valid from 2026-03-04T04:01:00.0000000Z, expiry time of assertion 2026-03-04T04:56:00.0000000Z. Review the documentation at ${guide} .`,
  },
  {
    code: 700027,
    clientId: app,
    message: `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${app}'].`,
  },
  { code: 700030, message: 'Invalid certificate - the issuer of the certificate is from a different cloud instance.' },
  { code: 50027, message: 'JWT token is invalid or malformed.' },
  { code: 5002730, message: 'Invalid JWT token. Unsupported key for the signing algorithm.' },
  { code: 50048, message: 'Subject must match the issuer claim in the client assertion.' },
  {
    code: 50013,
    message: `Assertion failed signature validation. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', Found key 'Start=01/02/2026 03:04:05, End=01/02/2027 03:04:05']`,
  },
  {
    code: 500131,
    audience: 'api://first',
    clientId: app,
    message: `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'api://first' and the expected audience is 'api://second' or one of the Application Uris of this application with App ID '${app}'(contoso-app). The downstream client must request a token for the expected audience.`,
  },
  { code: 7000214, message: 'Certificate has been revoked.' },
  {
    code: 7000216,
    message: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  {
    code: 7000218,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  {
    code: 7000215,
    clientId: app,
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`,
  },
  {
    code: 7000222,
    clientId: app,
    message: `The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  },
  {
    code: 700016,
    clientId: app,
    tenant: 'Contoso, Ltd. & Sons',
    message: `Application with identifier '${app}' was not found in the directory 'Contoso, Ltd. & Sons'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  },
  { code: 7000112, clientId: app, message: `Application '${app}'(contoso-app) is disabled.` },
  {
    code: 7000114,
    clientId: app,
    message: `Application '${app}' is not allowed to make application on-behalf-of calls.`,
  },
  {
    code: 7000229,
    clientId: app,
    tenant,
    message: `The client application ${app} is missing service principal in the tenant ${tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  },
  {
    code: 90002,
    tenant,
    message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  },
  {
    code: 90002,
    tenant: 'contoso.example',
    message:
      "Tenant 'contoso.example' not found. This may happen if there are no active subscriptions for the tenant. Check to make sure you have the correct tenant ID. Check with your subscription administrator.",
  },
  {
    code: 900023,
    tenant: 'contoso',
    message: "Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain.",
  },
  {
    code: 5000211,
    tenant: 'Contoso',
    message:
      "A tenant restrictions policy added to this request by a device or network administrator does not allow access to 'Contoso'.",
  },
  {
    code: 65001,
    clientId: app,
    message: `The user or administrator has not consented to use the application with ID '${app}' named 'contoso-app'. Send an interactive authorization request for this user and resource.`,
  },
  {
    code: 650057,
    clientId: app,
    resource: 'https://vault.azure.net',
    message: `Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${app}(contoso-app). Resource value from request: https://vault.azure.net. Resource app ID: ${otherApp}. List of valid resources from app registration: ${otherApp}.`,
  },
  {
    code: 500011,
    resource: 'https://vault.azure.example',
    tenant: 'Contoso, Ltd. & Sons',
    message:
      'The resource principal named https://vault.azure.example was not found in the tenant named Contoso, Ltd. & Sons. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  {
    code: 500011,
    resource: 'api://AzureADTokenExchange',
    tenant,
    message: `The resource principal named api://AzureADTokenExchange was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  },
  {
    code: 501051,
    clientId: app,
    resource: otherApp,
    message: `Application '${app}'(contoso-app) is not assigned to a role for the application '${otherApp}'(contoso-api).`,
  },
  {
    code: 1002012,
    resource: 'https://vault.azure.net/user',
    message:
      "The provided value for scope 'https://vault.azure.net/user' is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).",
  },
  { code: 900144, message: "The request body must contain the following parameter: 'scope'." },
  {
    code: 53003,
    message: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  { code: 7009998, message: "Something that nobody has seen before happened to '42'." },
];
