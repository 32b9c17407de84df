/**
 * What Microsoft Graph and Azure Resource Manager answer to a write of a federated identity credential. Codes and sentences:
 * news of 2026-11 and services.md §2.5, §3.4 (observed unless said otherwise).
 */
import type { PlatformRule } from './platform-error.ts';

/** The rule for the message precedes that for the code, so that the message is quoted. */
export const writeRules: readonly PlatformRule[] = [
  {
    name: 'graph-permission-missing',
    code: 'Authorization_RequestDenied',
    pattern: /Insufficient privileges to complete the operation/g,
  },
  {
    name: 'graph-permission-missing',
    code: 'Authorization_RequestDenied',
    pattern: /\bAuthorization_RequestDenied\b/g,
  },
  {
    name: 'graph-permission-missing',
    code: 'Authentication_MSGraphPermissionMissing',
    pattern: /does not have required MSGraph permissions/g,
  },
  {
    name: 'graph-permission-missing',
    code: 'Authentication_MSGraphPermissionMissing',
    pattern: /\bAuthentication_MSGraphPermissionMissing\b/g,
  },
  // Three reasons share one code: the sentence decides.
  {
    name: 'credential-policy-refused',
    code: 'InvalidFederatedIdentityCredentialValue',
    pattern: /not allowed as per assigned policy/g,
  },
  {
    name: 'credential-duplicate',
    code: 'InvalidFederatedIdentityCredentialValue',
    pattern: /combination of issuer and subject must be unique/gi,
  },
  {
    name: 'credential-duplicate',
    code: 'BadRequest',
    pattern: /Issuer and subject combination already exists for this Managed Identity/gi,
  },
  {
    name: 'credential-name-in-use',
    code: 'Request_MultipleObjectsWithSameKeyValue',
    pattern: /FederatedIdentityCredential with name \S{1,120} already exists/g,
  },
  {
    name: 'credential-name-in-use',
    code: 'Request_MultipleObjectsWithSameKeyValue',
    pattern: /\bRequest_MultipleObjectsWithSameKeyValue\b/g,
  },
  {
    name: 'object-full',
    code: 'Directory_ResourceSizeExceeded',
    pattern: /Size of object exceeded limit/g,
  },
  {
    name: 'object-full',
    code: 'Directory_ResourceSizeExceeded',
    pattern: /\bDirectory_ResourceSizeExceeded\b/g,
  },
  {
    name: 'write-conflict',
    code: 'Directory_ConcurrencyViolation',
    pattern: /Error due to concurrent requests being made to the tenant/g,
  },
  {
    name: 'write-conflict',
    code: 'Directory_ConcurrencyViolation',
    pattern: /\bDirectory_ConcurrencyViolation\b/g,
  },
  {
    name: 'write-conflict',
    code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
    pattern:
      /Too many Federated Identity Credentials are written concurrently|Concurrent Federated Identity Credentials writes under the same managed identity/gi,
  },
  {
    name: 'write-conflict',
    code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
    pattern: /\bConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity\b/g,
  },
  {
    name: 'not-replicated-yet',
    code: 'MsGraphResourceNotFoundOnFederatedIdentityCredentialCreation',
    pattern: /\bMsGraphResourceNotFoundOnFederatedIdentityCredentialCreation\b/g,
  },
  {
    name: 'not-replicated-yet',
    code: 'Request_ResourceNotFound',
    pattern: /does not exist or one of its queried reference-property objects are not present/gi,
  },
  {
    name: 'not-replicated-yet',
    code: 'ParentResourceNotFound',
    pattern: /\bParentResourceNotFound\b/g,
  },
];
