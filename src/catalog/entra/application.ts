/** The application or its service principal (aadsts-messages.md §2.5). */
import { doctor, type EntraEntries, repair, support } from './entry.ts';

const enable =
  'A Cloud Application Administrator can enable it: Entra admin center > Enterprise applications > the application > Properties > Enabled for users to sign-in.';
const servicePrincipal = '  az ad sp create --id <client-id>';

export const application: EntraEntries = {
  70001: {
    title: 'The application cannot be used in this tenant',
    cause: 'It is disabled, or the requested tenant does not know it.',
    fix: ['Check that client ID and tenant belong together:', doctor, enable],
    see: ['AADSTS700016', 'AADSTS7000112'],
    confidence: 'documented',
  },
  700011: {
    title: 'The tenant does not know the application',
    cause: 'The client ID of the request is not in the requested directory.',
    fix: ['Check client ID and tenant of the managed identity record:', doctor],
    see: ['AADSTS700016'],
    confidence: 'documented',
  },
  700016: {
    title: 'The tenant does not know the application',
    cause:
      'The client ID is mistyped, is an object ID, belongs to another tenant, or its application was deleted. A managed identity record can also carry the client ID of the environment where its solution was exported. The message names ID and tenant.',
    fix: [
      'See what the record names and whether it exists:',
      doctor,
      'If the application belongs to another tenant, it needs a service principal in this one:',
      servicePrincipal,
    ],
    see: ['AADSTS7000229', 'AADSTS90002'],
    confidence: 'seen',
  },
  7000110: {
    title: 'The request names several applications',
    cause: 'One request contains two application identifiers, such as a client ID and the assertion of another client.',
    fix: ['Send one client ID, with the assertion or secret that belongs to it.'],
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
    title: 'The application may not make on-behalf-of calls',
    cause: 'The on-behalf-of flow is not allowed for it. A plug-in does not use that flow.',
    fix: ['Request a token for the application itself: scope `<resource>/.default`.'],
    see: [],
    confidence: 'seen',
  },
  7000116: {
    title: 'The client application is disabled in the tenant',
    cause: 'Its service principal in the tenant that the message names is disabled.',
    fix: [enable],
    see: ['AADSTS7000112', 'AADSTS7000117'],
    confidence: 'looked-up',
  },
  7000217: {
    title: 'The application has no service principal in the tenant',
    cause: 'The application in the message is not installed in the tenant in the message.',
    fix: ['If the tenant is correct, create it:', servicePrincipal, 'Otherwise correct the record:', repair],
    see: ['AADSTS7000229', 'AADSTS700016'],
    confidence: 'looked-up',
  },
  7000229: {
    title: 'The application has no service principal in the tenant',
    cause:
      'The registration exists, but the tenant has no service principal for it. Registration by script often omits it.',
    fix: ['Create it:', servicePrincipal],
    see: ['AADSTS700016', 'AADSTS7000217'],
    confidence: 'looked-up',
  },
  90112: {
    title: 'The client ID is not a GUID',
    cause: 'The client ID is a name, a placeholder or empty.',
    fix: ['Use the application (client) ID:', doctor],
    see: ['AADSTS700016'],
    confidence: 'seen',
  },
  650059: {
    title: 'The application is single-tenant and belongs to another tenant',
    cause:
      'Its supported account types are limited to the tenant where it is registered, and it was used from another tenant.',
    fix: ['Register an application in the tenant of the environment, or make the existing one multitenant.'],
    see: ['AADSTS700016', 'AADSTS50194'],
    confidence: 'seen',
  },
  1000031: {
    title: 'The application cannot be reached at this time',
    cause:
      'The reference page gives no more detail. The application or the tenant that owns it may be blocked or not ready.',
    fix: ['Check whether the enterprise application is enabled.', support],
    see: ['AADSTS7000112'],
    confidence: 'documented',
  },
  50003: {
    title: 'The application has no signing key',
    cause: 'A signing key or certificate that the application is configured to use is missing.',
    fix: ['Remove the setting for a custom signing key, or add one (Enterprise applications > Single sign-on).'],
    see: ['AADSTS50146'],
    confidence: 'documented',
  },
  50007: {
    title: "The application's encryption certificate is missing",
    cause: "Tokens for the application must be encrypted, and the partner's certificate is missing.",
    fix: ['Add the certificate to the application.', support],
    see: [],
    confidence: 'documented',
  },
  50146: {
    title: "The application's custom signing key is missing or not valid",
    cause: 'The application maps claims or uses a custom key, and the key is missing, expired or not yet valid.',
    fix: ['Add a valid key, or remove the claims mapping.'],
    see: ['AADSTS50003', 'AADSTS501461'],
    confidence: 'documented',
  },
  501461: {
    title: 'Mapped claims are not allowed for this audience',
    cause:
      "`acceptMappedClaims` works only for an audience that is the application's GUID or belongs to a verified domain of the tenant.",
    fix: ['Change the identifier of the resource, or give the application a custom signing key.'],
    see: ['AADSTS50146'],
    confidence: 'documented',
  },
  90008: {
    title: 'The application lacks the permission to sign in',
    cause:
      'It requests a token for itself without consent, and without the basic permission to sign in and read the user.',
    fix: ['Grant User.Read, or request the intended resource.'],
    see: ['AADSTS65001', 'AADSTS90009'],
    confidence: 'documented',
  },
  90009: {
    title: 'The application requests a token for itself by name',
    cause: "That is allowed only when the resource is the application's GUID.",
    fix: ['Request `<client-id>/.default`.'],
    see: ['AADSTS90008'],
    confidence: 'documented',
  },
};
