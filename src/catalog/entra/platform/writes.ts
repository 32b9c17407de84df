/** Refused writes of federated identity credentials and managed identity records, and hosts that give no token. */
import { doctor } from '../entry.ts';
import type { PlatformEntry } from './entry.ts';

const list = [
  'List the credentials, with what each is for:',
  '  ppmi fic list --application-id <application-id>',
] as const;

export const writes = {
  'graph-permission-missing': {
    title: 'A permission for Microsoft Graph is missing',
    cause:
      'The signed-in user or application lacks a permission. To read applications and their credentials, Application.Read.All; to change credentials, Application.ReadWrite.All (delegated, with ownership or an administrator role) or Application.ReadWrite.OwnedBy; to read audit and sign-in logs, AuditLog.Read.All.',
    fix: () => [
      'See what to grant for reading and for repairing:',
      '  ppmi doctor --explain-permissions',
      'An administrator grants consent: Entra admin center > App registrations > the application > API permissions.',
    ],
    see: [],
    confidence: 'seen',
  },
  'credential-duplicate': {
    title: 'Another credential has the same issuer and subject',
    cause:
      'Issuer and subject together must be unique within an application or managed identity, whatever the name. A repeated write can get this answer too.',
    fix: () => ['Use the existing credential, or correct its audience in place.', ...list],
    see: [],
    confidence: 'seen',
  },
  'credential-name-in-use': {
    title: 'A credential with this name exists already',
    cause: 'Names are unique within an application, and a credential cannot be renamed.',
    fix: () => ['Choose another name, or update the existing credential.', ...list],
    see: [],
    confidence: 'seen',
  },
  'credential-policy-refused': {
    title: 'An app management policy does not allow the credential',
    cause:
      'A policy of the tenant restricts which issuers or kinds of credentials applications may have. The message names the ID of the policy. No permission of the caller changes that.',
    fix: () => [
      'Ask an administrator of the tenant for an exemption of the application: Entra admin center > Enterprise applications > Application policies.',
    ],
    see: [],
    confidence: 'seen',
  },
  'object-full': {
    title: 'The application has reached its limit of federated credentials',
    cause:
      'An application holds at most 20 federated credentials, and a limited amount of data in all. The error is not about permissions.',
    fix: () => ['Delete a credential that is no longer used.', ...list],
    see: ['fic-limit'],
    confidence: 'seen',
  },
  'write-conflict': {
    title: 'Two programs wrote at the same time',
    cause:
      'Microsoft Graph refuses parallel writes to one application, and Azure parallel writes and deletes on one managed identity, wherever they come from.',
    fix: () => ['Wait a few seconds and try again; write credentials of one identity one after the other.'],
    see: [],
    confidence: 'seen',
  },
  'not-replicated-yet': {
    title: 'A new object is not known everywhere yet',
    cause:
      'The application or managed identity was created seconds ago, and the server that answered does not know it yet. If it is older, the ID is wrong or belongs to another tenant.',
    fix: () => ['Wait up to two minutes and try again.'],
    see: [],
    confidence: 'seen',
  },
  'managed-identity-endpoint-missing': {
    title: 'This machine has no managed identity endpoint',
    cause:
      'The Azure SDK (ManagedIdentityCredential, DefaultAzureCredential) asks the machine it runs on for a token. That works on Azure resources only. The sandbox of Dataverse has no such endpoint: plug-ins get tokens from IManagedIdentityService.',
    fix: () => [
      'In a plug-in, call IManagedIdentityService.AcquireToken instead of a credential class of Azure.Identity.',
      'On an Azure resource, assign the identity to the resource. On a developer machine, sign in with Azure CLI.',
    ],
    see: [],
    confidence: 'seen',
  },
  'workload-identity-not-injected': {
    title: 'The pod got no workload identity',
    cause:
      'The webhook of Azure Workload Identity did not add client ID, tenant ID and token file to the pod. No token was requested yet.',
    fix: () => [
      'Set the label azure.workload.identity/use: "true" on the pod template, and the annotation azure.workload.identity/client-id on its service account.',
      'Create the pod again; the webhook changes new pods only:',
      '  kubectl get pods --namespace kube-system --selector azure-workload-identity.io/system=true',
    ],
    see: [],
    confidence: 'seen',
  },
  'record-not-customizable': {
    title: 'The managed solution of the row does not allow changes',
    cause: 'A managed property of the solution that contains the row forbids changes or deletion in this environment.',
    fix: () => [
      'Change the row where the solution is built, and import it again, or ask its publisher to allow customization.',
      doctor,
    ],
    see: ['record-not-customizable'],
    confidence: 'documented',
  },
  'row-changed': {
    title: 'The row was changed in the meantime',
    cause: 'The request named the version of the row that it expected (If-Match), and another client changed the row.',
    fix: () => ['Read the row again, and repeat the change if it is still needed.'],
    see: [],
    confidence: 'documented',
  },
  'version-column-missing': {
    title: 'The environment does not know this column of managed identities',
    cause:
      'The column came with an update of Dataverse that this environment does not have yet. Without the column `version`, a record behaves as version 0.',
    fix: () => ['Let ppmi read the record; it asks only for columns that exist:', doctor],
    see: ['version-0-deprecated'],
    confidence: 'seen',
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
