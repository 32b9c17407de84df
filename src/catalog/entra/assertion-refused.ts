/** The assertion is not accepted for federation, or its issuer cannot be read (aadsts-messages.md §2.2, §2.3). */
import { doctor, type EntraEntries, support } from './entry.ts';

const unreachableIssuer = {
  title: 'Entra could not read the metadata of the issuer',
  cause:
    'Entra requested `/.well-known/openid-configuration` or the keys of the external issuer and got no usable answer. The issuer must be reachable for Entra; the network of the caller does not matter.',
  fix: [
    'Check that the issuer answers from the internet, with a valid certificate and without a redirect:',
    '  curl -sSf <issuer>/.well-known/openid-configuration',
    'If it answers, try again later: the same error is returned for temporary failures.',
  ],
  confidence: 'seen',
} as const;

const policy =
  'an Application Administrator of the tenant (application management policies, tenant-wide federation settings)';

export const assertionRefused: EntraEntries = {
  50166: { ...unreachableIssuer, see: ['AADSTS501661', 'AADSTS90061', 'AADSTS7000272'] },
  90061: { ...unreachableIssuer, see: ['AADSTS50166', 'AADSTS501661'] },
  501661: { ...unreachableIssuer, see: ['AADSTS50166', 'AADSTS90061'] },
  7000272: {
    title: 'The issuer does not publish the key that signed the assertion',
    cause:
      'The key ID in the header of the assertion is not among the keys that the issuer publishes: the key was rotated, the metadata is outdated, or the assertion comes from a different issuer than it claims. An empty key ID means that the header has none.',
    fix: [
      'Compare the key ID in the message with the published keys, and present a new assertion:',
      '  curl -s <jwks_uri of the issuer>',
    ],
    see: ['AADSTS50166'],
    confidence: 'seen',
  },
  700222: {
    title: 'An ordinary Entra token was used as an assertion',
    cause:
      'The assertion was issued by Entra itself and is not of a kind that Entra accepts for federation. The platform does not present such a token for a plug-in; it was exchanged manually.',
    fix: ['Use the assertion of the platform or of a managed identity, not an access token for another purpose.'],
    see: ['AADSTS700226', 'AADSTS700229'],
    confidence: 'seen',
  },
  700223: {
    title: 'Federated credentials are disabled or restricted in the tenant',
    cause:
      'Documented as a tenant setting that refuses federated credentials. ppmi does not know the text of the message.',
    fix: [`Ask ${policy} whether federation is restricted.`, support],
    see: ['AADSTS700238', 'AADSTS700236'],
    confidence: 'documented',
  },
  700226: {
    title: 'Only tokens of managed identities are accepted from the Entra issuer',
    cause:
      'The credential trusts an Entra issuer, and the assertion is an Entra token that was not issued to a managed identity.',
    fix: ['Present a token of a managed identity with the exchange audience, not the token of an application.'],
    see: ['AADSTS700222', 'AADSTS700229'],
    confidence: 'seen',
  },
  700229: {
    title: "A user's token was used as an assertion",
    cause: 'For an Entra issuer only app-only tokens are accepted; the presented one acts for a user.',
    fix: ['Acquire the assertion with client credentials or a managed identity, without a user.'],
    see: ['AADSTS700226'],
    confidence: 'seen',
  },
  700231: {
    title: 'A token from an exchange was exchanged again',
    cause:
      'Entra does not chain exchanges: a token that was acquired with a federated credential cannot be the assertion of another exchange.',
    fix: ['Exchange the original assertion for each application directly.'],
    see: ['AADSTS700222'],
    confidence: 'seen',
  },
  700236: {
    title: 'The tenant does not accept Entra tokens from this issuer',
    cause:
      "A policy of the tenant forbids it, or the assertion belongs to a managed identity of another tenant, which the application's tenant does not accept.",
    fix: [
      'Compare the tenant in the issuer with the tenant of the application:',
      doctor,
      `If they are the same, ask ${policy}.`,
    ],
    see: ['AADSTS700238', 'AADSTS7002381'],
    confidence: 'seen',
  },
  700238: {
    title: 'A policy of the tenant restricts federated credentials',
    cause: 'Documented as a restriction by policy. ppmi does not know the text of the message.',
    fix: [`Ask ${policy}.`, support],
    see: ['AADSTS700223', 'AADSTS7002381'],
    confidence: 'documented',
  },
  7000226: {
    title: 'No credential policy of the application matches the assertion',
    cause: 'The assertion does not belong to the requested subject or application. Known from the error look-up only.',
    fix: ['Check that client ID and assertion belong together:', doctor],
    see: ['AADSTS7000227', 'AADSTS700213'],
    confidence: 'looked-up',
  },
  7000227: {
    title: 'No credential matches the assertion of a managed identity',
    cause:
      'The application has no credential for the managed identity that presents itself. The three values in the message are what such a credential would need, not what was presented.',
    fix: [
      'If this identity should have access, create a credential with the subject, issuer and audience in the message:',
      doctor,
    ],
    see: ['AADSTS7000226', 'AADSTS700213'],
    confidence: 'looked-up',
  },
  7002381: {
    title: 'The enterprise claim of the assertion is missing or wrong',
    cause:
      'A policy of the tenant requires assertions of this issuer (seen for GitHub) to carry the `enterprise` claim with one of the listed values.',
    fix: ['Configure the issuer to include the claim, or ask for a change of the policy:', `Ask ${policy}.`],
    see: ['AADSTS700236'],
    confidence: 'seen',
  },
};
