/**
 * The error texts of the platform, as a maker reads them. The quoted sentences are the platform's (services.md §5.3, [observed]) and
 * MSAL .NET's (aadsts-messages.md §3); the frame around them is put together from published stacks. [inferred]
 */
import type { EmulatedResponse } from '../services/service.ts';
import type { Component, ManagedIdentityRecord } from '../world/model.ts';

const fault = (message: string, inner = '') =>
  [
    'Unhandled exception:',
    'Exception type: System.ServiceModel.FaultException`1[Microsoft.Xrm.Sdk.OrganizationServiceFault]',
    `Message: ManagedIdentityServiceProviderAcquireToken failed: ${message}Detail:`,
    '<OrganizationServiceFault xmlns="http://schemas.microsoft.com/xrm/2011/Contracts">',
    '  <ErrorCode>-2147220891</ErrorCode>',
    '</OrganizationServiceFault>',
    ...(inner === '' ? [] : [inner]),
  ].join('\r\n');

const kindName = ({ kind }: Component) => (kind === 'package' ? 'PluginPackage' : 'PluginAssembly');

export const bindingMissing = (component: Component) =>
  fault(`${kindName(component)} ${component.name} (${component.id}) is not associated to a Managed identity.`);

export const notSigned = ({ kind }: Component) =>
  fault(`Plugin ${kind} must be signed with valid certificate to use Managed Identity.`);

/** A record of another credential source has no credential to send: what Entra says to such a request. [inferred] */
export const credentialMissing = (record: ManagedIdentityRecord) =>
  fault(
    `Managed identity ${record.id}: AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.`,
  );

/** A component without a known certificate and without claims cannot run. */
export const unknownCertificate = (component: Component) =>
  `The emulator cannot run ${component.name}: its world names no recorded certificate and no presented issuer, subject and audience for it.`;

const msalAdvice =
  'A configuration issue is preventing authentication - check the error message from the server for details. You can modify the configuration in the application registration portal. See https://aka.ms/msal-net-invalid-client for details.  Original exception: ';

/** MSAL .NET adds a sentence of its own before `invalid_client` only. */
export function tokenRefused(component: Component, status: number, body: Readonly<Record<string, unknown>>): string {
  const description = String(body.error_description ?? '');
  const message = body.error === 'invalid_client' ? `${msalAdvice}${description}` : description;
  const inner = [
    ' ---> MSAL.NetCore.4.61.3.0.MsalServiceException:',
    `\tErrorCode: ${String(body.error)}`,
    `Microsoft.Identity.Client.MsalServiceException: ${message}`,
    `\tStatusCode: ${status}`,
    `\tResponseBody: ${JSON.stringify(body)}`,
    `   at ${component.name}.AcquireToken.Execute(IServiceProvider serviceProvider)`,
  ];
  return fault(message, inner.join('\r\n'));
}

export function targetRefused(component: Component, { status, body }: EmulatedResponse): string {
  const target = new URL(component.target ?? '');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fault(`${component.name}: GET ${target.origin}${target.pathname} answered ${status}: ${text}`);
}
