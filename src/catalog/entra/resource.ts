/** What the token is asked for: resource, scope, audience, assignment. */
import { doctor, type EntraEntries } from './entry.ts';

const defaultScope =
  'Change the call in the plug-in: one scope, the resource followed by `/.default`, for Key Vault `https://vault.azure.net/.default`.';
const create = '  az ad sp create --id <client-id of the API>';
const listedOnly =
  'The reference page of early 2025 lists the code; its text is not known here. Read the message as it stands.';

export const resource: EntraEntries = {
  70011: {
    title: 'The scope is not valid',
    cause:
      'It is empty, has a typing slip, or is not one that the resource offers. A plug-in asks for `<resource>/.default`.',
    fix: [defaultScope],
    see: ['AADSTS1002012', 'AADSTS28002'],
    confidence: 'documented',
  },
  1002012: {
    title: 'The scope lacks `/.default`',
    cause:
      'An application that asks as itself cannot choose single permissions; the scope must be the resource and `/.default`.',
    fix: [defaultScope],
    see: ['AADSTS70011'],
    confidence: 'seen',
  },
  28002: {
    title: 'The scope is not valid',
    cause: 'The value of the scope parameter is not one that the resource knows.',
    fix: [defaultScope],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
  28003: {
    title: 'The scope is empty',
    cause: 'An authorization code was redeemed without a scope. It belongs to a sign-in of a person.',
    fix: ['Name the scope in the request.'],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
  700022: {
    title: 'Several resources in one scope, or an assertion without subject',
    cause:
      'One code with two meanings: the reference page tells of a scope with more than one resource, the look-up of a client assertion without subject. Trust the message.',
    fix: [defaultScope, 'For an assertion: its `sub` claim must be there.'],
    see: ['AADSTS700023'],
    confidence: 'documented',
  },
  700023: {
    title: 'A scope without resource, or an assertion for another audience',
    cause:
      'One code with two meanings: the reference page tells of a scope that names no resource, the look-up of an assertion whose audience is not the token endpoint. Trust the message.',
    fix: [defaultScope, 'For an assertion: its `aud` must be what the endpoint expects.'],
    see: ['AADSTS700022'],
    confidence: 'documented',
  },
  500011: {
    title: 'The tenant does not know the resource',
    cause:
      'The resource of the scope has no service principal in the tenant: mistyped, of another cloud, or an own API that was never installed. `api://AzureADTokenExchange` here means that the exchange audience was asked for as a scope.',
    fix: [defaultScope, 'An own API needs a service principal in the tenant:', create],
    see: ['AADSTS500014', 'AADSTS50001', 'AADSTS650057'],
    confidence: 'seen',
  },
  50001: {
    title: 'The resource does not exist or is disabled',
    cause: 'The tenant has no enabled service principal for the resource of the request.',
    fix: ['Write the resource exactly as its owner publishes it.', defaultScope],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  500014: {
    title: 'The resource’s service principal is disabled',
    cause: 'The resource is known in the tenant, but disabled, or its subscription ran out.',
    fix: ['A Cloud Application Administrator can enable it: Enterprise applications > the resource > Properties.'],
    see: ['AADSTS500011', 'AADSTS7000117'],
    confidence: 'documented',
  },
  7000117: {
    title: 'The resource application is disabled in the tenant',
    cause: 'The service principal of the API in the tenant of the message is disabled.',
    fix: ['A Cloud Application Administrator can enable it: Enterprise applications > the resource > Properties.'],
    see: ['AADSTS7000116', 'AADSTS500014'],
    confidence: 'looked-up',
  },
  50010: {
    title: 'The audience of the application is not set',
    cause: 'No audience is configured that the request could be checked against.',
    fix: ['Set the Application ID URI of the resource (App registrations > Expose an API).'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  50105: {
    title: 'Not assigned to the application',
    cause: 'The resource demands an assignment, and the user or application has none.',
    fix: [
      'Assign an app role: Enterprise applications > the resource > Users and groups, or for an application an app role assignment.',
    ],
    see: ['AADSTS501051'],
    confidence: 'seen',
  },
  501051: {
    title: 'The application is not assigned to the resource',
    cause: 'The resource demands an assignment, and the plug-in’s application has no role there.',
    fix: [
      'Give the application’s service principal an app role of the resource, or take off “Assignment required” from the resource.',
    ],
    see: ['AADSTS50105'],
    confidence: 'seen',
  },
  50156: {
    title: 'An error about the resource of the request',
    cause: listedOnly,
    fix: [defaultScope],
    see: [],
    confidence: 'area-only',
  },
  50164: {
    title: 'An error about the resource of the request',
    cause: listedOnly,
    fix: [defaultScope],
    see: [],
    confidence: 'area-only',
  },
  221000: {
    title: 'The resource does not take device-only tokens',
    cause: 'The request had a device but no user; the resource does not accept that. A plug-in has no device.',
    fix: ['Look which client asked: it is not the plug-in.'],
    see: [],
    confidence: 'documented',
  },
  650052: {
    title: 'The organization does not have the service',
    cause: 'The application asks for a service that the tenant has not subscribed to or enabled.',
    fix: ['An administrator enables the service of the message in the tenant.'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  650054: {
    title: 'The resource was removed',
    cause: 'The application asks for permissions of a resource that is no longer in the tenant.',
    fix: ['Restore its service principal, or take the permission off the application.'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  650057: {
    title: 'The resource is not in the application’s list of permissions',
    cause: 'The application asks for a resource that its registration does not name. The message prints both.',
    fix: ['Add a permission of the resource (App registrations > API permissions), or correct the resource.', doctor],
    see: ['AADSTS500011', 'AADSTS650056'],
    confidence: 'seen',
  },
  901002: {
    title: 'The parameter `resource` is not allowed',
    cause: 'The v2.0 endpoint was sent the parameter of the v1 endpoint.',
    fix: ['Send `scope=<resource>/.default` in its place.'],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
};
