/** Values that the templates are filled with, and the sentences that they share. All identifiers are invented. */
export const docs = 'https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation';
export const docsShort = 'https://docs.microsoft.com/azure/active-directory/develop/workload-identity-federation';
export const learn = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';
export const check =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';
export const please = `Please ${check.replace('C', 'c')}`;
export const caseNote = 'Please note that the matching is done using a case-sensitive comparison.';
export const begin = 'No matching federated identity record found for presented assertion';

export const issuer = 'https://login.microsoftonline.com/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/v2.0';
export const slashIssuer = 'https://oidc.contoso.example/tenants/7/';
export const audience = 'api://AzureADTokenExchange';
export const hashSubject =
  '/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/h/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
export const namesSubject =
  "/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/i/CN=Contoso Issuing CA 2/s/CN=O'Brien & Sons, Inc.; Plug-ins";
export const githubSubject = 'repo:contoso/ppmi-demo:ref:refs/heads/main';
export const wantedSubject = '/eid1/c/pub/t/{tenantId}/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin';

export const app = 'c7a1e0b4-5d2f-4c3a-9b8e-7f6d5c4b3a21';
export const otherApp = '2f9d1c60-0a4b-4e5f-8a7b-6c5d4e3f2a10';
export const tenant = '6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35';
export const thumbprint = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';
export const guide = 'https://learn.microsoft.com/entra/identity-platform/certificate-credentials';
