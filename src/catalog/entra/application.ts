/** The application or its service principal (aadsts-messages.md §2.5). */
import { doctor, type EntraEntries, repair } from './entry.ts';

const enable =
  'A Cloud Application Administrator can enable it: Entra admin center > Enterprise applications > the application > Properties > Enabled for users to sign-in.';
const servicePrincipal = '  az ad sp create --id <client-id>';

export const application: EntraEntries = {
  70001: {
    title: 'The application may not be used here',
    cause: 'It is disabled, or not known in the tenant that was asked.',
    fix: ['Check that client id and tenant belong together:', doctor, enable],
    see: ['AADSTS700016', 'AADSTS7000112'],
    confidence: 'documented',
  },
  700011: {
    title: 'The tenant does not know the application',
    cause: 'The client id of the request is not in the directory that was asked.',
    fix: ['Check client id and tenant of the managed identity record:', doctor],
    see: ['AADSTS700016'],
    confidence: 'documented',
  },
  700016: {
    title: 'The tenant does not know the application',
    cause:
      'The client id is mistyped, is an object id, was deleted, belongs to another tenant, or came with a solution from another environment. The message names id and tenant.',
    fix: [
      'See what the record names and whether it exists:',
      doctor,
      'If the application lives in another tenant, it needs a service principal here:',
      servicePrincipal,
    ],
    see: ['AADSTS7000229', 'AADSTS90002'],
    confidence: 'seen',
  },
  7000110: {
    title: 'The request names several applications',
    cause:
      'Two application identifiers were found in one request, for example a client id and an assertion of another client.',
    fix: ['Send one client id, and the assertion or secret that belongs to it.'],
    see: ['AADSTS700021'],
    confidence: 'looked-up',
  },
  7000112: {
    title: 'The application is disabled',
    cause: 'Its service principal in the tenant is disabled, or Microsoft disabled the application.',
    fix: [enable],
    see: ['AADSTS7000116'],
    confidence: 'seen',
  },
  7000114: {
    title: 'The application may not act on behalf of others',
    cause: 'The on-behalf-of flow is not allowed for it. A plug-in does not use that flow.',
    fix: ['Ask for a token of the application itself: scope `<resource>/.default`.'],
    see: [],
    confidence: 'seen',
  },
  7000116: {
    title: 'The client application is disabled in the tenant',
    cause: 'Its service principal in the tenant of the message is disabled.',
    fix: [enable],
    see: ['AADSTS7000112', 'AADSTS7000117'],
    confidence: 'looked-up',
  },
  7000217: {
    title: 'The application has no service principal in the tenant',
    cause: 'The application of the message is not installed in the tenant of the message.',
    fix: ['Create it, if the tenant is the right one:', servicePrincipal, 'Otherwise correct the record:', repair],
    see: ['AADSTS7000229', 'AADSTS700016'],
    confidence: 'looked-up',
  },
  7000229: {
    title: 'The application has no service principal in the tenant',
    cause:
      'The registration exists, but the tenant has no service principal of it. One that was registered by a script often lacks it.',
    fix: ['Create it:', servicePrincipal],
    see: ['AADSTS700016', 'AADSTS7000217'],
    confidence: 'looked-up',
  },
  90112: {
    title: 'The client id is not a GUID',
    cause: 'A name, a placeholder or an empty value stands where the client id belongs.',
    fix: ['Put the application (client) id there:', doctor],
    see: ['AADSTS700016'],
    confidence: 'seen',
  },
  650059: {
    title: 'The application is single-tenant and belongs to another tenant',
    cause:
      'Its supported account types are limited to the tenant where it is registered; it was used from another one.',
    fix: ['Register an application in the tenant of the environment, or make the existing one multitenant.'],
    see: ['AADSTS700016', 'AADSTS50194'],
    confidence: 'seen',
  },
  1000031: {
    title: 'The application cannot be reached at this time',
    cause: 'The reference page gives no more; the application or its owner’s tenant is blocked or not ready.',
    fix: [
      'Look whether the enterprise application is enabled, then ask Microsoft support with trace id, correlation id and time.',
    ],
    see: ['AADSTS7000112'],
    confidence: 'documented',
  },
  50003: {
    title: 'The application has no signing key',
    cause: 'A sign-in key or certificate that the application is set to use is missing.',
    fix: ['Remove the wish for an own signing key, or add one (Enterprise applications > Single sign-on).'],
    see: ['AADSTS50146'],
    confidence: 'documented',
  },
  50007: {
    title: 'The application’s encryption certificate is missing',
    cause: 'Tokens of the application are to be encrypted, and the partner’s certificate is not there.',
    fix: ['Ask Microsoft support with trace id, correlation id and time.'],
    see: [],
    confidence: 'documented',
  },
  50146: {
    title: 'The application’s own signing key is missing or out of its dates',
    cause: 'It maps claims or is set to an own key, which is not there, expired or not yet valid.',
    fix: ['Add a valid key, or drop the mapping of claims.'],
    see: ['AADSTS50003', 'AADSTS501461'],
    confidence: 'documented',
  },
  501461: {
    title: 'Mapped claims are not allowed for this audience',
    cause:
      '`acceptMappedClaims` works only for an audience that is the application’s GUID or in a verified domain of the tenant.',
    fix: ['Change the identifier of the resource, or give the application an own signing key.'],
    see: ['AADSTS50146'],
    confidence: 'documented',
  },
  90008: {
    title: 'The application lacks the permission to sign in at all',
    cause:
      'It asks for a token for itself without consent, and without the basic permission to sign in and read the user.',
    fix: ['Grant User.Read, or ask for the resource that is really wanted.'],
    see: ['AADSTS65001', 'AADSTS90009'],
    confidence: 'documented',
  },
  90009: {
    title: 'The application asks for a token for itself by name',
    cause: 'That is allowed only when the resource is named by the application’s GUID.',
    fix: ['Ask for `<client-id>/.default`.'],
    see: ['AADSTS90008'],
    confidence: 'documented',
  },
};
