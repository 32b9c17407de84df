/** Other templates of messages, and an unknown code. */

import { app, guide, otherApp, tenant, thumbprint } from './template-values.ts';
import type { Template } from './templates.ts';

export const otherTemplates: readonly Template[] = [
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
