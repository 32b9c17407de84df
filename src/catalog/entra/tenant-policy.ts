/** A tenant refuses, by its own policy or another's, or is not in a state to answer. */
import { doctor, type EntraEntries, listedOnly, support } from './entry.ts';

const restrictions =
  'A proxy or device policy adds the header for tenant restrictions. Its administrator can add the tenant to the list. The exchange of a plug-in does not pass your proxy, so it is an interactive sign-in.';
const crossTenant = 'An administrator of the tenant can check External Identities > Cross-tenant access settings.';
const notThePlugin = 'It concerns a user, not a plug-in.';
const notOnTheList = 'The request carries a list of allowed tenants, and this tenant is not on it.';

export const tenantPolicy: EntraEntries = {
  50002: {
    title: 'Tenant restrictions refuse the tenant',
    cause: 'The sign-in failed because a proxy allows only certain tenants.',
    fix: [restrictions],
    see: ['AADSTS500021', 'AADSTS5000211'],
    confidence: 'documented',
  },
  500021: {
    title: 'Tenant restrictions refuse the tenant',
    cause: notOnTheList,
    fix: [restrictions],
    see: ['AADSTS500022', 'AADSTS5000211'],
    confidence: 'documented',
  },
  500022: {
    title: 'Tenant restrictions refuse the tenant',
    cause: notOnTheList,
    fix: [restrictions],
    see: ['AADSTS500021', 'AADSTS5000211'],
    confidence: 'documented',
  },
  5000211: {
    title: 'A device or network policy refuses the tenant',
    cause:
      'Tenant restrictions (version 2) were added to the request, and they do not allow the tenant in the message.',
    fix: [restrictions],
    see: ['AADSTS500021'],
    confidence: 'seen',
  },
  500212: {
    title: 'The home tenant does not allow its users outbound access',
    cause: `The outbound access policy of the user's tenant does not allow the resource tenant. ${notThePlugin}`,
    fix: [crossTenant],
    see: ['AADSTS500213'],
    confidence: 'documented',
  },
  500213: {
    title: 'The resource tenant does not allow this user inbound access',
    cause: `The inbound cross-tenant access policy does not allow it. ${notThePlugin}`,
    fix: [crossTenant],
    see: ['AADSTS500212'],
    confidence: 'documented',
  },
  1000104: {
    title: "The identity's tenant does not allow the resource's cloud",
    cause: 'Resource and identity are in different clouds, and the settings for that are missing.',
    fix: [crossTenant],
    see: ['AADSTS90038'],
    confidence: 'documented',
  },
  5000224: {
    title: 'Microsoft blocked the tenant',
    cause: 'The name of the code refers to fraud. The tenant cannot get tokens.',
    fix: ['Only Microsoft can lift the block: open a support case for the tenant.', support],
    see: [],
    confidence: 'looked-up',
  },
  51004: {
    title: 'The account is not in the tenant',
    cause: `The account that signed in has no object in the requested directory. ${notThePlugin}`,
    fix: ["Sign in to the account's own tenant (`--sign-in-tenant`), or have the account invited."],
    see: ['AADSTS90002'],
    confidence: 'documented',
  },
  20033: {
    title: 'The federation metadata names no valid tenant',
    cause:
      "The identity provider with which the tenant's users sign in has a fault. It is not the issuer of a federated credential.",
    fix: ['Contact the operator of that identity provider.'],
    see: [],
    confidence: 'documented',
  },
  90085: {
    title: "The tenant's company object does not exist yet",
    cause: 'The service cannot issue a token because the tenant is not completely provisioned.',
    fix: ['Wait some hours and try again.', support],
    see: [],
    confidence: 'documented',
  },
  90125: {
    title: "The user's tenant was not found",
    cause: `The user name belongs to no tenant. ${notThePlugin}`,
    fix: ['Check the user name.'],
    see: ['AADSTS90126'],
    confidence: 'documented',
  },
  90126: {
    title: "The user's tenant cannot be derived from the name",
    cause: `The requested endpoint does not support this type of user. ${notThePlugin}`,
    fix: ['Use the endpoint of the tenant.'],
    see: ['AADSTS90125'],
    confidence: 'documented',
  },
  50160: {
    title: 'An error of the tenant of the request',
    cause: listedOnly,
    fix: ['Check that the tenant is the one of the environment:', doctor, support],
    see: [],
    confidence: 'area-only',
  },
};
