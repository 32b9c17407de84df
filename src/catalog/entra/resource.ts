/** What the token is requested for: resource, scope, audience, assignment. */
import { doctor, type EntraEntries, listedOnly } from './entry.ts';

const defaultScope =
  'Change the call in the plug-in: one scope, the resource followed by `/.default`, such as `https://vault.azure.net/.default` for Key Vault.';
const create = '  az ad sp create --id <client ID of the API>';
const enable = 'A Cloud Application Administrator can enable it: Enterprise applications > the resource > Properties.';

export const resource: EntraEntries = {
  70011: {
    title: 'The scope is not valid',
    cause: 'It is empty, mistyped, or not offered by the resource. A plug-in requests `<resource>/.default`.',
    fix: [defaultScope],
    see: ['AADSTS1002012', 'AADSTS28002'],
    confidence: 'documented',
  },
  1002012: {
    title: 'The scope lacks `/.default`',
    cause:
      'An application that acts as itself cannot request single permissions; the scope must be the resource followed by `/.default`.',
    fix: [defaultScope],
    see: ['AADSTS70011'],
    confidence: 'seen',
  },
  28002: {
    title: 'The scope is not valid',
    cause: 'The resource does not know the value of the scope parameter.',
    fix: [defaultScope],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
  28003: {
    title: 'The scope is empty',
    cause: 'An authorization code was redeemed without a scope. It concerns an interactive sign-in.',
    fix: ['Add the scope to the request.'],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
  700022: {
    title: 'Several resources in one scope, or an assertion without a subject',
    cause:
      'The code has two meanings: the reference page describes a scope with more than one resource, the error look-up a client assertion without a subject. Rely on the message.',
    fix: [defaultScope, 'An assertion must have a `sub` claim.'],
    see: ['AADSTS700023'],
    confidence: 'documented',
  },
  700023: {
    title: 'A scope without a resource, or an assertion for another audience',
    cause:
      'The code has two meanings: the reference page describes a scope that names no resource, the error look-up an assertion whose audience is not the token endpoint. Rely on the message.',
    fix: [defaultScope, 'The `aud` claim of an assertion must be what the endpoint expects.'],
    see: ['AADSTS700022'],
    confidence: 'documented',
  },
  500011: {
    title: 'The tenant does not know the resource',
    cause:
      'The resource in the scope has no service principal in the tenant: it is mistyped, belongs to another cloud, or is your own API that was never installed. `api://AzureADTokenExchange` means that the exchange audience was requested as a scope.',
    fix: [defaultScope, 'Your own API needs a service principal in the tenant:', create],
    see: ['AADSTS500014', 'AADSTS50001', 'AADSTS650057'],
    confidence: 'seen',
  },
  50001: {
    title: 'The resource does not exist or is disabled',
    cause: 'The tenant has no enabled service principal for the resource of the request.',
    fix: ['Use the resource exactly as its owner publishes it.', defaultScope],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  500014: {
    title: "The resource's service principal is disabled",
    cause: 'The tenant knows the resource, but it is disabled, or its subscription has expired.',
    fix: [enable],
    see: ['AADSTS500011', 'AADSTS7000117'],
    confidence: 'documented',
  },
  7000117: {
    title: 'The resource application is disabled in the tenant',
    cause: 'The service principal of the API in the tenant that the message names is disabled.',
    fix: [enable],
    see: ['AADSTS7000116', 'AADSTS500014'],
    confidence: 'looked-up',
  },
  50010: {
    title: 'The audience of the application is not configured',
    cause: 'The application has no audience against which the request could be checked.',
    fix: ['Set the Application ID URI of the resource (App registrations > Expose an API).'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  50105: {
    title: 'The user or application is not assigned',
    cause: 'The resource requires an assignment, and the user or application has none.',
    fix: [
      'For a user, assign an app role under Enterprise applications > the resource > Users and groups. For an application, create an app role assignment.',
    ],
    see: ['AADSTS501051'],
    confidence: 'seen',
  },
  501051: {
    title: 'The application is not assigned to the resource',
    cause: 'The resource requires an assignment, and the application has no role there.',
    fix: [
      'Assign the application\'s service principal an app role of the resource, or turn off "Assignment required" for the resource.',
    ],
    see: ['AADSTS50105'],
    confidence: 'seen',
  },
  50156: {
    title: 'An error of the resource of the request',
    cause: listedOnly,
    fix: [defaultScope],
    see: [],
    confidence: 'area-only',
  },
  50164: {
    title: 'An error of the resource of the request',
    cause: listedOnly,
    fix: [defaultScope],
    see: [],
    confidence: 'area-only',
  },
  221000: {
    title: 'The resource does not accept device-only tokens',
    cause: 'The request had a device but no user, which the resource does not accept. A plug-in has no device.',
    fix: ['Check which client sent the request: it is not the plug-in.'],
    see: [],
    confidence: 'documented',
  },
  650052: {
    title: 'The organization does not have the service',
    cause: 'The application requests a service that the tenant has not subscribed to or enabled.',
    fix: ['Ask an administrator to enable the service that the message names.'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  650054: {
    title: 'The resource was removed',
    cause: 'The application requests permissions of a resource that is no longer in the tenant.',
    fix: ['Restore its service principal, or remove the permission from the application.'],
    see: ['AADSTS500011'],
    confidence: 'documented',
  },
  650057: {
    title: "The resource is not in the application's list of permissions",
    cause: 'The application requests a resource that its registration does not list. The message names both.',
    fix: ['Add a permission of the resource (App registrations > API permissions), or correct the resource.', doctor],
    see: ['AADSTS500011', 'AADSTS650056'],
    confidence: 'seen',
  },
  901002: {
    title: 'The parameter `resource` is not allowed',
    cause: 'A request to the v2.0 endpoint contained the parameter of the v1 endpoint.',
    fix: ['Send `scope=<resource>/.default` instead.'],
    see: ['AADSTS70011'],
    confidence: 'documented',
  },
};
