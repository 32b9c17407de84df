/** The assertion is not accepted as a federated one, or its issuer cannot be read (aadsts-messages.md §2.2, §2.3). */
import { doctor, type EntraEntries } from './entry.ts';

const unreachableIssuer = {
  title: 'Entra could not read the metadata of the issuer',
  cause:
    'Entra asked the external issuer for `/.well-known/openid-configuration` or its keys and got no usable answer. It is the issuer’s side that must answer Entra; the network of the caller has no part in it.',
  fix: [
    'Check from anywhere that the issuer answers, with a valid certificate and without a redirect:',
    '  curl -sSf <issuer>/.well-known/openid-configuration',
    'If it does, try again later: the same text is printed for passing faults.',
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
      'The key id in the assertion’s header is not among the keys that the issuer’s metadata shows: the key was rotated, the metadata is old, or the assertion comes from another issuer than it says. An empty key id means the header has none.',
    fix: [
      'Compare the key id of the message with the published keys, and present a fresh assertion:',
      '  curl -s <jwks_uri of the issuer>',
    ],
    see: ['AADSTS50166'],
    confidence: 'seen',
  },
  700222: {
    title: 'An ordinary Entra token was used as an assertion',
    cause:
      'The assertion was issued by Entra itself, and is not one that Entra accepts for federation. For a plug-in this is not what the platform presents: somebody exchanged a token of another kind by hand.',
    fix: [
      'Use the assertion of the platform or of a managed identity, not an access token that was won for another purpose.',
    ],
    see: ['AADSTS700226', 'AADSTS700229'],
    confidence: 'seen',
  },
  700223: {
    title: 'Federated credentials are switched off or restricted in the tenant',
    cause:
      'Documented as a tenant setting that refuses federated credentials; the text of the message is not known here.',
    fix: [`Ask ${policy} whether federation is restricted, and give them trace id, correlation id and time.`],
    see: ['AADSTS700238', 'AADSTS700236'],
    confidence: 'documented',
  },
  700226: {
    title: 'Only tokens of managed identities are accepted from the Entra issuer',
    cause:
      'The credential trusts an Entra issuer, and the assertion is an Entra token, but not one that was issued to a managed identity.',
    fix: [
      'Present a token of a managed identity with the exchange audience, not the token of an ordinary application.',
    ],
    see: ['AADSTS700222', 'AADSTS700229'],
    confidence: 'seen',
  },
  700229: {
    title: 'A user’s token was used as an assertion',
    cause: 'For an Entra issuer only app-only tokens are accepted; the presented one acts for a person.',
    fix: ['Win the assertion with client credentials or a managed identity, without a user.'],
    see: ['AADSTS700226'],
    confidence: 'seen',
  },
  700231: {
    title: 'A token that came from an exchange was exchanged again',
    cause:
      'Entra does not chain exchanges: what was won with a federated credential cannot be the assertion of the next one.',
    fix: ['Exchange the first assertion for each application directly, not one after the other.'],
    see: ['AADSTS700222'],
    confidence: 'seen',
  },
  700236: {
    title: 'The tenant does not accept Entra tokens of this issuer',
    cause:
      'Either a policy of the tenant forbids it, or the assertion belongs to a managed identity of another tenant: the issuer names a tenant that the application’s tenant does not accept.',
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
    cause: 'Documented as a restriction by policy; the text of the message is not known here.',
    fix: [`Ask ${policy}, and give them trace id, correlation id and time.`],
    see: ['AADSTS700223', 'AADSTS7002381'],
    confidence: 'documented',
  },
  7000226: {
    title: 'No credential policy of the application fits the assertion',
    cause:
      'The assertion does not belong to the subject or application that is asked for. Known from the look-up only.',
    fix: ['Check that client id and assertion belong together:', doctor],
    see: ['AADSTS7000227', 'AADSTS700213'],
    confidence: 'looked-up',
  },
  7000227: {
    title: 'No credential fits the assertion of a managed identity',
    cause:
      'The application holds no credential for the managed identity that presents itself. The three values of the message are what such a credential would have to hold, not what was presented.',
    fix: [
      'Create a credential with subject, issuer and audience of the message, if this identity is meant to have access:',
      doctor,
    ],
    see: ['AADSTS7000226', 'AADSTS700213'],
    confidence: 'looked-up',
  },
  7002381: {
    title: 'The enterprise claim of the issuer is missing or wrong',
    cause:
      'A policy of the tenant demands that assertions of this issuer (seen for GitHub) carry the `enterprise` claim with one of its values.',
    fix: ['Let the issuer put the claim into its tokens, or ask to have the policy changed:', `Ask ${policy}.`],
    see: ['AADSTS700236'],
    confidence: 'seen',
  },
};
