/** Conditional access. It does not apply to managed identities; it can apply to application registrations. */
import type { EntraEntries } from './entry.ts';

const logs =
  'Entra admin center > Sign-in logs names the policy: see Service principal sign-ins for a plug-in, User sign-ins for a user. Search for the correlation ID.';
const interactive =
  "Only a user can meet this requirement. Check whether it was your own sign-in (`az login`, ppmi) and not the plug-in's exchange.";
const signInAgain = 'Sign in again from a device and network that the policy accepts.';
const notThePlugin = 'It concerns a user, not a plug-in.';
const clearRisk = 'An administrator of the home tenant can clear the risk (Entra ID Protection > Risky users).';

export const conditionalAccess: EntraEntries = {
  53003: {
    title: 'A conditional access policy blocks the sign-in',
    cause:
      'For a plug-in, a policy for workload identities blocks the application because of location or risk. For a user, a policy blocks the sign-in of the person who ran the command. Such policies do not apply to user-assigned managed identities.',
    fix: [
      logs,
      'A Conditional Access Administrator can exclude the enterprise application, or add the addresses of Power Platform as a named location.',
      'Alternatively, use a user-assigned managed identity.',
    ],
    see: ['AADSTS530032', 'AADSTS50131'],
    confidence: 'seen',
  },
  530032: {
    title: 'A security policy of the tenant blocks the request',
    cause: 'A tenant-wide policy does not allow the request.',
    fix: [logs, 'Ask an administrator to compare the request with the security policies of the tenant.'],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  530034: {
    title: "A partner's administrator is blocked for suspicious activity",
    cause: `The account is at risk in its home tenant. ${notThePlugin}`,
    fix: [clearRisk],
    see: ['AADSTS53011'],
    confidence: 'documented',
  },
  530035: {
    title: 'Security defaults block the sign-in',
    cause: 'The request uses legacy authentication, or security defaults consider it unsafe.',
    fix: ['Use a sign-in with modern authentication.', logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  530084: {
    title: 'Token protection refuses the request',
    cause:
      'A policy requires tokens that are bound to a device. Documented; ppmi does not know the text of the message.',
    fix: [interactive, logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  50131: {
    title: 'Conditional access failed',
    cause: 'A general code: device state, suspicious activity, access policy or security policy.',
    fix: [logs],
    see: ['AADSTS53003'],
    confidence: 'documented',
  },
  50005: {
    title: 'The policy does not support the platform of the device',
    cause: 'A policy does not recognize the operating system of the device.',
    fix: [interactive, signInAgain],
    see: ['AADSTS53000'],
    confidence: 'documented',
  },
  50142: {
    title: 'A policy requires a password change',
    cause: `Microsoft's own library describes it as a password change that conditional access requires. ${notThePlugin}`,
    fix: ['Change the password in a browser, then sign in again.'],
    see: [],
    confidence: 'looked-up',
  },
  50158: {
    title: 'An external security challenge was not completed',
    cause:
      'A policy redirects the sign-in to another provider, for example for a second factor, and that was not completed.',
    fix: [interactive, 'Sign in interactively and complete the challenge.'],
    see: [],
    confidence: 'documented',
  },
  53000: {
    title: 'The device is not compliant',
    cause: 'A policy requires a device that device management reports as compliant.',
    fix: [interactive, signInAgain],
    see: ['AADSTS53001'],
    confidence: 'documented',
  },
  53001: {
    title: 'The device is not joined to the domain',
    cause: 'A policy requires a domain-joined device.',
    fix: [interactive, signInAgain],
    see: ['AADSTS53000'],
    confidence: 'documented',
  },
  53002: {
    title: 'The client is not an approved application',
    cause: 'A policy allows only approved client applications.',
    fix: [interactive, 'Sign in with an approved application, or with another method that the policy accepts.'],
    see: ['AADSTS53005'],
    confidence: 'documented',
  },
  53004: {
    title: 'Multifactor registration is required first',
    cause: 'The user must register for multifactor authentication, and is blocked because of risk.',
    fix: ['Register on the security info page from a trusted location, then sign in again.'],
    see: ['AADSTS53010'],
    confidence: 'documented',
  },
  53005: {
    title: 'The client must enforce app protection policies',
    cause: 'A policy requires a client that enforces Intune protection policies, for a user on a mobile device.',
    fix: [interactive],
    see: ['AADSTS53002'],
    confidence: 'seen',
  },
  53010: {
    title: 'A second factor cannot be registered from here',
    cause: 'The organization allows registration only from certain locations or devices.',
    fix: ['Register from a location that the organization allows.'],
    see: ['AADSTS53004'],
    confidence: 'documented',
  },
  53011: {
    title: 'The user is blocked because of risk in the home tenant',
    cause: `The home tenant considers the account at risk. ${notThePlugin}`,
    fix: [clearRisk],
    see: ['AADSTS530034'],
    confidence: 'documented',
  },
  70043: {
    title: 'The sign-in is older than the policy allows',
    cause: 'A policy limits the lifetime of a sign-in, and the refresh token has exceeded it.',
    fix: ['Sign in again.'],
    see: [],
    confidence: 'documented',
  },
};
