/** An error that carries no AADSTS code: of Dataverse, a resource, a network, a pipeline or a signing tool. */

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
  // resources
  'vault-no-role',
  'vault-no-policy',
  'vault-firewall',
  'vault-public-access-off',
  'vault-other-tenant',
  'storage-no-role',
  'storage-firewall',
  'storage-other-tenant',
  'sql-no-user',
  'sql-firewall',
  'service-bus-no-role',
  'azure-no-role',
  // network, by the names of the findings
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
  // pipelines
  'pipeline-credential',
  'id-token-permission-missing',
  // signing
  'nuget-signing',
  'signtool-no-certificate',
  'signtool-no-private-key',
  'signtool-timestamp',
  'signtool-failed',
  'signature-missing',
  'signature-untrusted',
  'signature-changed',
  'certificate-expired',
  'certificate-wrong-usage',
] as const;

export type PlatformErrorName = (typeof platformErrorNames)[number];

/** Whose network stack printed it; decides where a certificate authority is configured. */
export type Runtime = 'node' | 'python' | 'dotnet' | 'java' | 'go' | 'curl';

/** What the text says besides the sentence. Null: not in the text. */
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
  /** As `explain` takes it: `0x80095ffe`, `407`, `NU3018`; null where the text has only a sentence. */
  readonly code: string | null;
  /** The sentence of the text, on one line. */
  readonly message: string;
}

export interface PlatformRule {
  readonly name: PlatformErrorName;
  /** Global; the first match counts, or each where `each` is set. */
  readonly pattern: RegExp;
  /** What `code` becomes: a text, or the first group of the match. Absent: a code of Dataverse that stands near. */
  readonly code?: string | 'match';
  readonly runtime?: Runtime;
  /** Every code of the family is an error of its own. */
  readonly each?: boolean;
  /** The message is the whole line: a stack names host and reason in several sentences. */
  readonly line?: boolean;
  /** Decides by what stands around. */
  readonly when?: (around: string) => boolean;
  /** Reads values out of the text from the match on (`after`) and around it. */
  readonly values?: (around: string, after: string) => Partial<PlatformValues>;
}
