/** A tenant refuses, by its own or another's policy, or is not in a state to answer. */
import { doctor, type EntraEntries } from './entry.ts';

const restrictions =
  'A proxy or device policy adds the header for tenant restrictions. Who runs it can add the tenant to the list. A plug-in does not pass your proxy: then it is a sign-in of a person.';
const crossTenant = 'Administrators of the tenant look at External Identities > Cross-tenant access settings.';
const support = 'For support give trace id, correlation id and time.';

export const tenantPolicy: EntraEntries = {
  50002: {
    title: 'Tenant restrictions refuse the tenant',
    cause: 'Sign-in failed because a proxy on the way allows only certain tenants.',
    fix: [restrictions],
    see: ['AADSTS500021', 'AADSTS5000211'],
    confidence: 'documented',
  },
  500021: {
    title: 'Tenant restrictions refuse the tenant',
    cause: 'The request carries a list of allowed tenants, and this one is not on it.',
    fix: [restrictions],
    see: ['AADSTS500022', 'AADSTS5000211'],
    confidence: 'documented',
  },
  500022: {
    title: 'Tenant restrictions refuse the tenant',
    cause: 'The request carries a list of allowed tenants, and this one is not on it.',
    fix: [restrictions],
    see: ['AADSTS500021', 'AADSTS5000211'],
    confidence: 'documented',
  },
  5000211: {
    title: 'A device or network administrator’s policy refuses the tenant',
    cause: 'The newer tenant restrictions were added to the request, and they do not allow the tenant of the message.',
    fix: [restrictions],
    see: ['AADSTS500021'],
    confidence: 'seen',
  },
  500212: {
    title: 'The home tenant does not let its users out',
    cause:
      'The outbound access policy of the user’s tenant does not allow the resource tenant. It concerns a person, not a plug-in.',
    fix: [crossTenant],
    see: ['AADSTS500213'],
    confidence: 'documented',
  },
  500213: {
    title: 'The resource tenant does not let this user in',
    cause: 'The inbound cross-tenant access policy does not allow it. It concerns a person, not a plug-in.',
    fix: [crossTenant],
    see: ['AADSTS500212'],
    confidence: 'documented',
  },
  1000104: {
    title: 'The identity’s tenant does not allow the resource’s cloud',
    cause: 'Resource and identity live in different clouds, and the settings for that are not there.',
    fix: [crossTenant],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  5000224: {
    title: 'Microsoft blocked the tenant',
    cause: 'The name tells of fraud; the tenant cannot get tokens.',
    fix: ['Only Microsoft can lift it: open a support case of the tenant.', support],
    see: [],
    confidence: 'looked-up',
  },
  51004: {
    title: 'The account is not in the tenant',
    cause:
      'The account that signed in has no object in the directory that was asked. It concerns a person, not a plug-in.',
    fix: ['Sign in to the account’s own tenant (`--sign-in-tenant`), or have it invited.'],
    see: ['AADSTS90002'],
    confidence: 'documented',
  },
  20033: {
    title: 'The federation metadata names no valid tenant',
    cause:
      'There is a fault at the identity provider that the tenant’s people sign in with. It is not the issuer of a federated credential.',
    fix: ['Ask who runs that identity provider.'],
    see: [],
    confidence: 'documented',
  },
  90085: {
    title: 'The tenant’s company object is not there yet',
    cause: 'The service cannot issue a token, because the tenant is not completely provisioned.',
    fix: ['Wait and try again; after hours ask Microsoft support.', support],
    see: [],
    confidence: 'documented',
  },
  90125: {
    title: 'The user’s tenant was not found',
    cause: 'The user name leads to no tenant. It concerns a person, not a plug-in.',
    fix: ['Check the user name.'],
    see: ['AADSTS90126'],
    confidence: 'documented',
  },
  90126: {
    title: 'The user’s tenant cannot be told from the name',
    cause: 'This kind of user is not supported at the address that was asked. It concerns a person, not a plug-in.',
    fix: ['Use the address of the tenant.'],
    see: ['AADSTS90125'],
    confidence: 'documented',
  },
  50160: {
    title: 'An error about the tenant of the request',
    cause:
      'The reference page of early 2025 lists the code; its text is not known here. Read the message as it stands.',
    fix: ['Check that the tenant is the environment’s:', doctor, support],
    see: [],
    confidence: 'area-only',
  },
};
