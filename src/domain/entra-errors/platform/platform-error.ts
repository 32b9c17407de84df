/** An error without an AADSTS code: of Dataverse, a resource, a network, a pipeline or a signing tool. */

export const platformErrorNames = [
  // Dataverse and the plug-in sandbox
  'component-not-signed',
  'component-not-bound',
  'power-platform-unreachable',
  'service-missing',
  'token-not-acquired',
  'plug-in-failed',
  'privilege-missing',
  'not-a-member',
  'row-missing',
  'sandbox-crashed',
  'dataverse-application-restricted',
  'dataverse-ip-firewall',
  'dataverse-throttled',
  'dataverse-entra-error',
  'dataverse-token-expired',
  'dataverse-unexpected',
  'record-not-customizable',
  'row-changed',
  'version-column-missing',
  // writes to credentials
  'graph-permission-missing',
  'credential-duplicate',
  'credential-name-in-use',
  'credential-policy-refused',
  'object-full',
  'write-conflict',
  'not-replicated-yet',
  // resources
  'vault-no-role',
  'vault-no-policy',
  'vault-firewall',
  'vault-public-access-off',
  'vault-other-tenant',
  'vault-secret-missing',
  'storage-no-role',
  'storage-firewall',
  'storage-other-tenant',
  'storage-key-refused',
  'sql-no-user',
  'sql-firewall',
  'sql-public-access-off',
  'service-bus-no-role',
  'service-bus-firewall',
  'azure-no-role',
  // network, with the names of the findings
  'tls-intercepted-untrusted',
  'tls-missing-intermediate',
  'tls-protocol',
  'block-page',
  'clock-skew',
  'proxy-auth-required',
  'proxy-refuses-host',
  'dns-fails',
  'tcp-refused',
  'tcp-timeout',
  'connection-reset',
  'revocation-unreachable',
  // before the token: where the code runs
  'managed-identity-endpoint-missing',
  'workload-identity-not-injected',
  // pipelines
  'pipeline-credential',
  'id-token-permission-missing',
  // signing
  'nuget-signing',
  'signtool-no-certificate',
  'signtool-no-private-key',
  'signtool-password',
  'signtool-timestamp',
  'signtool-failed',
  'signature-missing',
  'signature-untrusted',
  'signature-changed',
  'certificate-expired',
  'certificate-wrong-usage',
] as const;

export type PlatformErrorName = (typeof platformErrorNames)[number];

/** The runtime that printed it; determines how a certificate authority is configured. */
export type Runtime = 'node' | 'python' | 'dotnet' | 'java' | 'go' | 'curl';

/** Values from the text besides the message. Null: not in the text. */
export interface PlatformValues {
  readonly host: string | null;
  readonly runtime: Runtime | null;
  readonly clientId: string | null;
  readonly objectId: string | null;
  readonly tenant: string | null;
  /** Name of the vault, account, namespace or server, or origin of the environment. */
  readonly resource: string | null;
  /** ARM ID of the resource. */
  readonly resourceId: string | null;
  /** `Microsoft.KeyVault/vaults/secrets/getSecret/action`, `secrets get`, `Send`. */
  readonly action: string | null;
  /** The client address that a firewall refused. */
  readonly address: string | null;
}

export const noValues: PlatformValues = {
  host: null,
  runtime: null,
  clientId: null,
  objectId: null,
  tenant: null,
  resource: null,
  resourceId: null,
  action: null,
  address: null,
};

export interface PlatformError extends PlatformValues {
  readonly name: PlatformErrorName;
  /** In the form that `explain` accepts: `0x80095ffe`, `407`, `NU3018`; null if the text has only a message. */
  readonly code: string | null;
  /** The message, on one line. */
  readonly message: string;
}

export interface PlatformRule {
  readonly name: PlatformErrorName;
  /** Global; uses the first match, or all of them if `each` is set. */
  readonly pattern: RegExp;
  /** Value of `code`: a text, or the first group of the match. Absent: a Dataverse code near the match. */
  readonly code?: string | 'match';
  readonly runtime?: Runtime;
  /** Quoted instead of the match, if it is near: the words of the match are no message. */
  readonly quote?: RegExp;
  /** Every code of the family is a separate error. */
  readonly each?: boolean;
  /** The message is the whole line, because a stack names host and reason in several sentences. */
  readonly line?: boolean;
  /** Decides by the surrounding text. */
  readonly when?: (around: string) => boolean;
  /** Extracts values from the text after the match (`after`) and around it. */
  readonly values?: (around: string, after: string) => Partial<PlatformValues>;
}
