/** Errors of hosts, pipelines and signing tools, before any token is requested. */
import type { PlatformRule } from './platform-error.ts';

/** The Azure SDK asks the machine it runs on for a token or an assertion, and there is none (github.com/Azure/azure-sdk-*; observed). */
export const hostRules: readonly PlatformRule[] = [
  {
    name: 'workload-identity-not-injected',
    pattern:
      /no (?:client|tenant) ID specified\. Check pod configuration|no token file specified\. Check pod configuration|WorkloadIdentityCredential authentication (?:unavailable|failed)[^\n]{0,80}(?:not (?:fully )?configured|not available|environment variables)|WorkloadIdentityCredential: [^\n]{0,60}AZURE_FEDERATED_TOKEN_FILE/gi,
  },
  {
    name: 'managed-identity-endpoint-missing',
    pattern:
      /ManagedIdentityCredential authentication unavailable|No response received from the managed identity endpoint|no managed identity endpoint (?:is )?(?:available|found)|Multiple attempts failed to obtain a token from the managed identity endpoint|failed to request token from metadata endpoint/gi,
  },
];

/** The service connection or workflow signs in for itself; its trust is not the plug-in's. */
export const pipelineRules: readonly PlatformRule[] = [
  // Printed by the Power Platform Build Tools and by pac (observed, and in the tools' published guide).
  { name: 'pipeline-credential', line: true, pattern: /Federated Credentials may be misconfigured/gi },
  // @actions/core throws this if the job has no `id-token: write` (github.com/actions/toolkit issue 952; observed).
  {
    name: 'id-token-permission-missing',
    code: 'ACTIONS_ID_TOKEN_REQUEST_URL',
    pattern:
      /(?:Unable to get|Missing|not set|undefined)[^\n]{0,40}ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)|ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN) (?:environment variable was unset|(?:and ACTIONS_ID_TOKEN_REQUEST_\w+ )?must be set)|give write permissions? to id-token|permission "id-token: write"/gi,
  },
];

/** signtool prints messages without codes (Microsoft Learn: SignTool; documented). */
export const signingRules: readonly PlatformRule[] = [
  { name: 'nuget-signing', code: 'match', each: true, pattern: /\b(NU30[0-4]\d)\b/g },
  {
    name: 'signtool-no-certificate',
    pattern: /No\s+certificates\s+were\s+found\s+that\s+met\s+all\s+the\s+given\s+criteria/g,
  },
  {
    name: 'signtool-no-private-key',
    pattern: /No\s+private\s+key\s+is\s+available|After Private Key filter, 0 certs were left/g,
  },
  {
    name: 'signtool-password',
    pattern: /(?:specified )?PFX password is not correct|specified network password is not correct/gi,
  },
  {
    name: 'certificate-wrong-usage',
    code: '0x800b0110',
    pattern: /certificate is not suitable for code signing|certificate is not valid for the requested usage/gi,
    when: (around) => !/\bNU30\d\d\b/.test(around),
  },
  {
    name: 'signtool-timestamp',
    pattern:
      /timestamp server either could not be reached or returned an invalid response|The specified timestamp server/gi,
  },
  {
    name: 'signature-untrusted',
    code: '0x800b0109',
    pattern: /terminated\s+in\s+a\s+root\s+certificate\s+which\s+is\s+not\s+trusted\s+by\s+the\s+trust\s+provider/g,
    when: (around) => !/\bNU30\d\d\b/.test(around),
  },
  { name: 'signature-missing', code: '0x800b0100', pattern: /SignTool\s+Error:\s+No\s+signature\s+found/g },
  {
    name: 'signtool-failed',
    code: 'SignerSign',
    pattern: /SignerSign\(\) failed|SignTool Error: An error occurred while attempting to sign/g,
  },
];
