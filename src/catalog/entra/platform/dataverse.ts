/** Errors of Dataverse and of the plug-in sandbox. */
import { doctor, repair } from '../entry.ts';
import { filled, type PlatformEntry } from './entry.ts';

const applicationUsers =
  'Power Platform admin center > Manage > Environments > the environment > Settings > Users + permissions > Application users';

export const dataverse = {
  'component-not-signed': {
    title: 'The plug-in is not signed with a certificate',
    cause:
      'The registered assembly or package carries no usable signature. A strong name (.snk) is not a signature. A package must itself be signed; a signed DLL inside it does not count.',
    fix: () => [
      'Sign the file and register it again: an assembly with signtool, a package with nuget sign. To see what a file carries:',
      '  ppmi certificate show <file>',
    ],
    see: ['assembly-unsigned', 'package-unsigned', 'assembly-strong-name-only', 'signature-not-registered'],
    confidence: 'seen',
  },
  'component-not-bound': {
    title: 'The component is not bound to a managed identity',
    cause:
      'The component that ran is not linked to a managed identity record. A solution import can remove the binding, or the assembly was bound although the code is deployed as a package.',
    fix: () => ['Bind the record to the component that runs:', doctor, repair],
    see: ['binding-missing', 'binding-assembly-of-package', 'record-missing'],
    confidence: 'seen',
  },
  'power-platform-unreachable': {
    title: 'Power Platform cannot be reached',
    cause:
      "A firewall or proxy between this machine and the service refuses the connection. Microsoft's documentation lists this text with the advice to allow the addresses of Power Platform.",
    fix: () => ['See which host fails from this machine, and at which stage:', '  ppmi connectivity'],
    see: ['dns-fails', 'tcp-refused', 'tcp-timeout', 'proxy-refuses-host'],
    confidence: 'documented',
  },
  'service-missing': {
    title: 'The platform did not give the plug-in an IManagedIdentityService',
    cause:
      'GetService returned null. The Plug-in Profiler does not offer the service when it profiles or replays a step. Outside the profiler, the platform or the referenced SDK is too old to offer it.',
    fix: () => [
      'Run the step without the profiler and read the plug-in trace log.',
      'Check that the project references a version of Microsoft.CrmSdk.CoreAssemblies that has IManagedIdentityService, and that the environment is up to date.',
      'In the code, throw an error that names this cause when GetService returns null.',
    ],
    see: [],
    confidence: 'seen',
  },
  'token-not-acquired': {
    title: 'The platform could not acquire a token for the plug-in',
    cause:
      "The failure is in the platform's call, before or inside AcquireToken, not in the plug-in's code. The rest of the message names the reason; the trace log often cuts it off.",
    fix: () => ['Read the whole message, or let ppmi check every step of the exchange:', doctor],
    see: ['fic-missing', 'binding-missing', 'assembly-unsigned'],
    confidence: 'seen',
  },
  'plug-in-failed': {
    title: 'A plug-in threw an exception',
    cause: 'Dataverse returns this code for any exception of a plug-in. The message says what failed.',
    fix: () => ['Read the message and the plug-in trace log.'],
    see: [],
    confidence: 'documented',
  },
  'privilege-missing': {
    title: 'A privilege is missing in Dataverse',
    cause: 'The user or application user lacks the privilege that the message names (`prv…`).',
    fix: () => ['Assign a security role that holds the privilege.'],
    see: [],
    confidence: 'documented',
  },
  'not-a-member': {
    title: 'The identity is not a user of the environment',
    cause:
      'The token is valid, but the environment has no user for it. For an application, the application user is missing. An environment that was created minutes ago can answer like this for up to ten minutes.',
    fix: () => [`Create the application user and assign a security role: ${applicationUsers}.`],
    see: ['dataverse-no-application-user'],
    confidence: 'seen',
  },
  'row-missing': {
    title: 'A row does not exist in Dataverse',
    cause: 'The ID in the message belongs to another environment, the row was deleted, or the caller cannot read it.',
    fix: () => ['Check which environment the ID comes from:', doctor],
    see: [],
    confidence: 'seen',
  },
  'sandbox-crashed': {
    title: 'The sandbox worker process crashed',
    cause:
      'The process ended while the plug-in ran: too much memory or time, a stack overflow, or a fault in native code. This is not a problem of the identity.',
    fix: () => ['Look for endless recursion and large objects in the plug-in.'],
    see: [],
    confidence: 'documented',
  },
  'dataverse-application-restricted': {
    title: 'Access to Dataverse is restricted for this application',
    cause:
      'The environment allows only selected applications to call Dataverse, and this client ID is not among them. It is a setting of the administrators, not a missing role.',
    fix: ({ clientId }) => [
      `Ask a Power Platform administrator to allow the application ${filled(clientId, 'application-id')} in the environment (client application access control of managed environments).`,
    ],
    see: [],
    confidence: 'seen',
  },
  'dataverse-ip-firewall': {
    title: 'The IP firewall of the environment refused the address',
    cause:
      "The managed environment accepts only listed IP addresses, and the caller's address is not listed. No role changes that.",
    fix: ({ address }) => [
      `Call from an allowed network (VPN), or ask a Power Platform administrator to add ${address ?? 'the public address of the caller'}: Power Platform admin center > the environment > Settings > Product > Privacy + Security > IP address settings.`,
      'How the IP firewall works: https://learn.microsoft.com/power-platform/admin/ip-firewall',
    ],
    see: [],
    confidence: 'documented',
  },
  'dataverse-throttled': {
    title: 'A service protection limit of Dataverse was exceeded',
    cause:
      'Dataverse limits requests, execution time and concurrency per user in windows of five minutes, and answers 429 with Retry-After beyond that.',
    fix: () => ['Wait for the time in Retry-After, and send fewer requests at once.'],
    see: ['throttled'],
    confidence: 'documented',
  },
  'dataverse-entra-error': {
    title: 'Dataverse passes on an error of Microsoft Entra ID',
    cause: 'Dataverse asked Entra for a token and was refused. The AADSTS code of the answer names the reason.',
    fix: () => ['Find the AADSTS code in the whole message, or in the trace log:', '  ppmi error decode <file>'],
    see: [],
    confidence: 'documented',
  },
  'dataverse-unexpected': {
    title: 'Dataverse reports an unexpected error',
    cause:
      'Dataverse returns this code for errors that have no code of their own, such as binding a component that is not signed. The message says what failed.',
    fix: () => ['Read the message. For a plug-in with a managed identity, let ppmi check every step:', doctor],
    see: ['assembly-unsigned', 'package-unsigned'],
    confidence: 'seen',
  },
  'dataverse-token-expired': {
    title: 'The access token for Dataverse has expired',
    cause: 'The request carried a token past its expiry time.',
    fix: () => ['Sign in again, or acquire a new token.'],
    see: [],
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
