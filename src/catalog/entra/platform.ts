/** Cause and fix of the errors that Dataverse and the resource give in this chain. */
import { doctor, repair } from './entry.ts';

interface PlatformEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: readonly string[];
  readonly see: readonly string[];
}

export const platformEntries = {
  'component-not-signed': {
    title: 'The plug-in is not signed with a certificate',
    cause:
      'The registered assembly or package carries no usable signature. A strong name (.snk) is none; for a package the package itself is signed, for an assembly the DLL.',
    fix: [
      'Sign and register again, an assembly with signtool, a package with nuget sign. See what a file carries:',
      '  ppmi certificate show <file>',
    ],
    see: ['assembly-unsigned', 'package-unsigned', 'assembly-strong-name-only', 'signature-not-registered'],
  },
  'component-not-bound': {
    title: 'The component has no managed identity bound',
    cause:
      'The row that runs is not linked to a managed identity record. The binding is lost at a solution import, or it was made on the assembly although the code is deployed as a package.',
    fix: ['Bind the record to the row that runs:', doctor, repair],
    see: ['binding-missing', 'binding-assembly-of-package', 'record-missing'],
  },
  'power-platform-unreachable': {
    title: 'Power Platform cannot be reached',
    cause:
      'Microsoft’s page names this text with the advice to allow the addresses of Power Platform: something between this machine and the service refuses the connection.',
    fix: ['See from this machine which host fails, and at which stage:', '  ppmi connectivity --cloud public'],
    see: ['dns-fails', 'tcp-refused', 'tcp-timeout', 'proxy-refuses-host'],
  },
  'service-missing': {
    title: 'The plug-in was given no IManagedIdentityService',
    cause:
      'The service provider returned nothing for it. That happens when a step is replayed or profiled with the Plug-in Profiler, which does not offer the service; outside it, the plug-in does not run where managed identities are offered.',
    fix: [
      'Run the step without the profiler and read the plug-in trace log.',
      'Let the code say so when GetService returns null.',
    ],
    see: [],
  },
  'token-not-acquired': {
    title: 'The platform could not get a token for the plug-in',
    cause:
      'The failure lies in the platform’s call, before or inside AcquireToken, not in the plug-in’s code. The rest of the message tells why; it is often cut off in the trace log.',
    fix: ['Read the whole message, or let ppmi look at the chain:', doctor],
    see: ['fic-missing', 'binding-missing', 'assembly-unsigned'],
  },
  'plug-in-failed': {
    title: 'A plug-in ended with an exception',
    cause:
      'Dataverse gives this code to whatever a plug-in throws. It says that one failed, not why; the message does.',
    fix: ['Read the message and the plug-in trace log.'],
    see: [],
  },
  'privilege-missing': {
    title: 'A privilege is missing in Dataverse',
    cause: 'The user or application user lacks the privilege that the message names (`prv…`).',
    fix: ['Give it a security role that holds the privilege.'],
    see: [],
  },
  'not-a-member': {
    title: 'The identity is no user of the environment',
    cause:
      'The token is fine, but the environment has no user for it. For an application this means that the application user is missing.',
    fix: [
      'Create the application user with a security role: Power Platform admin center > the environment > Settings > Application users.',
    ],
    see: ['dataverse-no-application-user'],
  },
  'row-missing': {
    title: 'A row does not exist in Dataverse',
    cause: 'The id of the message is of another environment, was deleted, or the reader may not see it.',
    fix: ['Check which environment the id comes from:', doctor],
    see: [],
  },
  'sandbox-crashed': {
    title: 'The sandbox ended while the plug-in ran',
    cause:
      'The worker process crashed: too much memory or time, or a fault in native code. It is no error of the identity.',
    fix: ['Look for endless recursion and large objects in the plug-in.'],
    see: [],
  },
  'vault-no-role': {
    title: 'The identity has no role on the resource',
    cause: 'The token was issued; the resource refuses it. Role assignments take some minutes to act.',
    fix: [
      'Assign the role that the plug-in needs, for secrets:',
      '  az role assignment create --role "Key Vault Secrets User" --assignee <client-id> --scope <resource id>',
    ],
    see: ['resource-no-role'],
  },
  'vault-no-policy': {
    title: 'The vault uses access policies, and none names the identity',
    cause: 'In such a vault role assignments count for nothing.',
    fix: [
      'Add an access policy, or switch the vault to role assignments:',
      '  az keyvault set-policy --name <vault> --spn <client-id> --secret-permissions get',
    ],
    see: ['resource-policy-model'],
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
