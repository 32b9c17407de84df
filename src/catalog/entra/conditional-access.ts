/** Conditional access. Managed identities are not covered by it; application registrations can be. */
import type { EntraEntries } from './entry.ts';

const logs =
  'Entra admin center > Sign-in logs names the policy: Service principal sign-ins for a plug-in, User sign-ins for a person. Search by correlation id.';
const person =
  'Such a demand can only be met by a person: look whether it was your own sign-in (`az login`, ppmi) and not the plug-in’s exchange.';
const signInAgain = 'Sign in again from a device and network that the policy accepts.';

export const conditionalAccess: EntraEntries = {
  53003: {
    title: 'A conditional access policy blocks it',
    cause:
      'For a plug-in: a policy for workload identities blocks the application by place or risk. For a person: the sign-in of whoever ran the command. User-assigned managed identities are not covered by such policies.',
    fix: [
      logs,
      'A Conditional Access Administrator can exclude the enterprise application or name the addresses of Power Platform as a location.',
      'Or use a user-assigned managed identity.',
    ],
    see: ['AADSTS530032', 'AADSTS50131'],
    confidence: 'seen',
  },
  530032: {
    title: 'A security policy of the tenant blocks it',
    cause: 'A policy on tenant level does not allow the request.',
    fix: [logs, 'An administrator compares the request with the security policies of the tenant.'],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  530034: {
    title: 'A partner’s administrator is blocked for suspicious activity',
    cause: 'The account is at risk in its home tenant. It concerns a person, not a plug-in.',
    fix: ['The home tenant clears the risk (Entra ID Protection > Risky users).'],
    see: ['AADSTS53011'],
    confidence: 'documented',
  },
  530035: {
    title: 'Security defaults block it',
    cause: 'The request uses an old way of signing in, or security defaults take it for unsafe.',
    fix: ['Use a sign-in with modern authentication.', logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  530084: {
    title: 'Token protection refuses it',
    cause: 'A policy demands tokens that are bound to a device. Documented; the text of the message is not known here.',
    fix: [person, logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  50131: {
    title: 'Conditional access failed',
    cause: 'A collective code: state of the device, suspicious activity, access policy or security policy.',
    fix: [logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  50005: {
    title: 'The platform of the device is not supported by the policy',
    cause: 'A policy does not know the operating system that was signed in from.',
    fix: [person, signInAgain],
    see: ['AADSTS53000'],
    confidence: 'documented',
  },
  50142: {
    title: 'A policy demands a new password',
    cause:
      'Seen in Microsoft’s own library as: a password change is required by a conditional access policy. It concerns a person.',
    fix: ['Change the password in a browser, then sign in again.'],
    see: [],
    confidence: 'looked-up',
  },
  50158: {
    title: 'A demand of an outside provider was not met',
    cause:
      'A policy sends the sign-in to another provider, for a second factor for instance, and that was not completed.',
    fix: [person, 'Sign in interactively and complete it.'],
    see: [],
    confidence: 'documented',
  },
  53000: {
    title: 'The device is not compliant',
    cause: 'A policy demands a device that the organization’s device management calls compliant.',
    fix: [person, signInAgain],
    see: ['AADSTS53001'],
    confidence: 'documented',
  },
  53001: {
    title: 'The device is not joined to the domain',
    cause: 'A policy demands a domain-joined device.',
    fix: [person, signInAgain],
    see: ['AADSTS53000'],
    confidence: 'documented',
  },
  53002: {
    title: 'The client is not an approved application',
    cause: 'A policy allows only approved client applications.',
    fix: [person, 'Sign in with an application of the list, or another way that the policy accepts.'],
    see: ['AADSTS53005'],
    confidence: 'documented',
  },
  53004: {
    title: 'Registration for a second factor is wanted first',
    cause: 'The person must register for multifactor authentication, and is held back because of risk.',
    fix: ['Register at the security info page from a trusted place, then sign in again.'],
    see: ['AADSTS53010'],
    confidence: 'documented',
  },
  53005: {
    title: 'The client must follow app protection policies',
    cause:
      'A policy demands that the client enforces Intune protection policies; a sign-in of a person on a mobile device.',
    fix: [person],
    see: ['AADSTS53002'],
    confidence: 'seen',
  },
  53010: {
    title: 'A second factor cannot be registered from here',
    cause: 'The organization allows that only from certain places or devices.',
    fix: ['Register from a place that the organization allows.'],
    see: ['AADSTS53004'],
    confidence: 'documented',
  },
  53011: {
    title: 'The user is blocked for risk in the home tenant',
    cause: 'The home tenant holds the account for risky. It concerns a person, not a plug-in.',
    fix: ['The home tenant clears the risk (Entra ID Protection > Risky users).'],
    see: ['AADSTS530034'],
    confidence: 'documented',
  },
  70043: {
    title: 'The sign-in is older than the policy allows',
    cause: 'A policy limits how long a sign-in lasts; the refresh token is beyond that.',
    fix: ['Sign in again.'],
    see: [],
    confidence: 'documented',
  },
};
