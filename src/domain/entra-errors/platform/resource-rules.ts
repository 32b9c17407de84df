/** Refusals of a resource after a token was issued. Messages: services.md §3.6, and public reports of the others. */
import { parseGuid } from '../../guid.ts';
import { byPolicy, byRole } from '../../resource/resource-refusal.ts';
import type { PlatformRule, PlatformValues } from './platform-error.ts';

export const resourceRules: readonly PlatformRule[] = [
  {
    name: 'vault-no-role',
    code: 'ForbiddenByRbac',
    pattern: /Caller is not authorized to perform action on resource|ForbiddenByRbac/gi,
    values: (_, after) => refused(byRole(after), after),
  },
  {
    name: 'vault-no-policy',
    code: 'AccessDenied',
    pattern: /does not have (?:secrets|keys|certificates) \w{1,20} permission on key vault/gi,
    values: (around, after) => refused(byPolicy(around), after),
  },
  {
    name: 'vault-firewall',
    code: 'ForbiddenByFirewall',
    pattern: /Client address is not authorized and caller is not a trusted service|ForbiddenByFirewall/gi,
    values: (around, after) => ({ ...vault(around, after), address: after1(/Client address:\s*([\da-f.:]+)/i, after) }),
  },
  {
    name: 'vault-public-access-off',
    code: 'ForbiddenByConnection',
    pattern:
      /Public network access is disabled and request is not from a trusted service|Connection is not an approved private link|ForbiddenByConnection/gi,
    values: (around, after) => vault(around, after),
  },
  {
    name: 'vault-other-tenant',
    code: 'AKV10032',
    pattern: /AKV10032|Invalid issuer\. Expected one of https:\/\/sts\./g,
    values: (around, after) => ({
      ...vault(around, after),
      tenant: parseGuid(after1(/found https:\/\/sts\.[\w.]+\/([\w-]{36})/i, after) ?? ''),
    }),
  },
  // The rule for the message precedes that for the code, so that the message is quoted.
  {
    name: 'vault-secret-missing',
    code: 'SecretNotFound',
    pattern: /A (?:secret|key|certificate) with \(name\/id\) \S{1,200} was not found in this key vault/gi,
    values: vault,
  },
  {
    name: 'vault-secret-missing',
    code: 'match',
    pattern: /\b(SecretNotFound|CertificateNotFound|KeyNotFound)\b/g,
    when: (around) => /vault/i.test(around) || /^\w+\s*$/.test(around),
    values: vault,
  },
  {
    name: 'storage-no-role',
    code: 'AuthorizationPermissionMismatch',
    pattern: /This request is not authorized to perform this operation using this permission/g,
    values: storage,
  },
  {
    name: 'storage-no-role',
    code: 'AuthorizationPermissionMismatch',
    pattern: /\bAuthorizationPermissionMismatch\b/g,
    values: storage,
  },
  {
    name: 'storage-other-tenant',
    code: 'InvalidAuthenticationInfo',
    pattern: /Issuer validation failed\. Issuer did not match/g,
    values: storage,
  },
  {
    name: 'storage-firewall',
    code: 'AuthorizationFailure',
    pattern: /This request is not authorized to perform this operation\.(?! using)/g,
    values: storage,
  },
  {
    name: 'storage-firewall',
    code: 'AuthorizationFailure',
    pattern: /\bAuthorizationFailure\b/g,
    values: storage,
  },
  {
    name: 'storage-key-refused',
    code: 'KeyBasedAuthenticationNotPermitted',
    pattern:
      /Key based authentication is not permitted on this storage account|\bKeyBasedAuthenticationNotPermitted\b/g,
    values: storage,
  },
  {
    name: 'sql-public-access-off',
    code: '47073',
    pattern: /Deny Public Network Access is set to Yes/gi,
    values: (around) => ({ resource: sqlServer(around) }),
  },
  {
    name: 'sql-no-user',
    code: '18456',
    pattern: /Login failed for user '(?:<token-identified principal>|[0-9a-f-]{36}@[0-9a-f-]{36})?'/gi,
    values: (around, after) => ({
      resource: sqlServer(around),
      clientId: after1(/user '([0-9a-f-]{36})@/i, after),
      tenant: after1(/user '[0-9a-f-]{36}@([0-9a-f-]{36})/i, after),
    }),
  },
  {
    name: 'sql-firewall',
    code: '40615',
    pattern: /Client with IP address '[^']{1,60}' is not allowed to access the server/g,
    values: (around, after) => ({
      address: after1(/address '([^']{1,60})'/, after),
      resource: after1(/Cannot open server '([\w-]{1,63})'/, around),
    }),
  },
  {
    name: 'service-bus-no-role',
    code: '40100',
    pattern: /Unauthorized access\. '[\w,]{1,80}' claim\(s\) are required|\bclaim is empty\b/g,
    values: (around, after) => ({
      action: after1(/'([\w,]{1,80})' claim/, after),
      resource: after1(/sb:\/\/([\w.-]+)/i, around) ?? after1(/SystemTracker:([\w-]+\.servicebus\.[\w.]+)/i, around),
    }),
  },
  {
    name: 'service-bus-firewall',
    pattern: /Ip has been prevented to connect to the endpoint/gi,
    values: (around) => ({
      resource: after1(/\b([\w-]+\.servicebus\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn))/i, around),
    }),
  },
  {
    name: 'azure-no-role',
    code: 'AuthorizationFailed',
    pattern: /does not have authorization to perform action/g,
    values: (around, after) => ({
      clientId: parseGuid(after1(/client '([0-9a-f-]{36})'/i, around) ?? ''),
      objectId: parseGuid(after1(/object id '([0-9a-f-]{36})'/i, around) ?? ''),
      action: after1(/perform action '([\w./*-]{1,200})'/i, after),
      resourceId: after1(/over scope '(\/[^'\s]{1,500})'/i, after),
    }),
  },
];

/** The first group of the first match. */
function after1(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

function refused(refusal: ReturnType<typeof byRole>, after: string): Partial<PlatformValues> {
  if (refusal === null) return {};
  const { clientId, objectId, resource, resourceId, permission } = refusal;
  return { clientId, objectId, resource, resourceId, action: permission, tenant: issuerTenant(after) };
}

function vault(around: string, after: string): Partial<PlatformValues> {
  return {
    clientId: parseGuid(after1(/\bappid=([0-9a-f-]{36})/i, after) ?? ''),
    objectId: parseGuid(after1(/\boid=([0-9a-f-]{36})/i, after) ?? ''),
    tenant: issuerTenant(after),
    resource:
      after1(/Vault:\s*([\w-]{3,24})/, after) ??
      after1(/\b([\w-]{3,24})\.vault\.(?:azure\.(?:net|cn)|usgovcloudapi\.net|cloudapi\.)/i, around),
  };
}

function issuerTenant(after: string): string | null {
  return parseGuid(after1(/\biss=https:\/\/[\w.]+\/([0-9a-f-]{36})/i, after) ?? '');
}

function sqlServer(around: string): string | null {
  return after1(/(?<![\w-])([\w-]{1,63})\.database\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)/i, around);
}

function storage(around: string): Partial<PlatformValues> {
  return { resource: after1(/\b([a-z0-9]{3,24})\.(?:blob|queue|table|file|dfs)\.core\./i, around) };
}
