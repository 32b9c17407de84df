/**
 * Errors of Dataverse and of the sandbox. Sentences: services.md §5.3, §5.5, §5.7, identity-formats.md §7 and the news of
 * 2026-11 (observed in public reports unless said otherwise).
 */
import type { PlatformErrorName, PlatformRule } from './platform-error.ts';

const isMissing =
  /Object reference not set|NullReferenceException|\bnull\b|missing|not (?:found|available|registered)/i;
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The first matching rule wins, so specific rules come first. */
export const dataverseRules: readonly PlatformRule[] = [
  { name: 'component-not-signed', pattern: /must be signed with (?:a )?valid certificate/gi },
  { name: 'component-not-bound', pattern: /is not associated (?:to|with) a managed identity/gi },
  { name: 'power-platform-unreachable', pattern: /unable to (?:reach or )?(?:connect to|reach) Power\s?Platform/gi },
  {
    name: 'service-missing',
    pattern: /managed\s?identity\s?service (?:is|was) (?:not (?:available|found|registered)|null|missing)/gi,
  },
  {
    name: 'service-missing',
    pattern: /IManagedIdentityService\b(?!\S*\()/g,
    when: (around) => isMissing.test(around),
    quote: /Object reference not set to an instance of an object/g,
  },
  { name: 'token-not-acquired', pattern: /ManagedIdentityServiceProviderAcquireToken/g },
  {
    name: 'dataverse-application-restricted',
    pattern: /Access to Dataverse API is restricted for this application/gi,
    values: (_, after) => ({ clientId: guid.exec(after)?.[0].toLowerCase() ?? null }),
  },
  {
    name: 'dataverse-ip-firewall',
    pattern: /access to your ip is blocked|your IP address is blocked/gi,
    values: (around) => ({ address: /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(around)?.[0] ?? null }),
  },
  {
    name: 'record-not-customizable',
    pattern:
      /failed during at least one managed property evaluations?|Only the owner of the solution can set managed properties/gi,
  },
  {
    name: 'row-changed',
    pattern: /version of the existing record doesn't match the RowVersion property/gi,
  },
  {
    name: 'version-column-missing',
    pattern:
      /Could not find a property named '(?:version|credentialsource|subjectscope)' on type '[\w.]*managedidentity'/gi,
  },
  { name: 'not-a-member', pattern: /not a member of the organization/gi },
  {
    name: 'dataverse-throttled',
    pattern:
      /Number of (?:concurrent )?requests exceeded the limit of|Combined execution time of incoming requests exceeded/gi,
  },
];

/** Codes that identify the error whatever the message; the message decides for the generic `0x80040216`. */
export const dataverseCodes: Readonly<Record<string, PlatformErrorName>> = {
  '0x80040265': 'plug-in-failed',
  '0x80040216': 'dataverse-unexpected',
  '0x80040220': 'privilege-missing',
  '0x80072560': 'not-a-member',
  '0x80040217': 'row-missing',
  '0x8004418d': 'sandbox-crashed',
  '0x80095ffc': 'dataverse-application-restricted',
  '0x80095ffe': 'dataverse-ip-firewall',
  '0x80072321': 'dataverse-throttled',
  '0x80072322': 'dataverse-throttled',
  '0x80072326': 'dataverse-throttled',
  // Both names: Microsoft Learn, Dataverse web service error codes (documented).
  // Managed properties, and optimistic concurrency: Microsoft Learn, Dataverse web service error codes (documented).
  '0x8004f027': 'record-not-customizable',
  '0x8004f031': 'record-not-customizable',
  '0x80060882': 'row-changed',
  '0x80072559': 'dataverse-entra-error',
  '0x8005f101': 'dataverse-token-expired',
  ...signatureCodes(),
};

/** HRESULTs of Windows about signatures, printed by signtool and other verifiers (Windows SDK: winerror.h; documented). */
function signatureCodes(): Readonly<Record<string, PlatformErrorName>> {
  return {
    '0x800b0100': 'signature-missing',
    '0x800b0109': 'signature-untrusted',
    '0x800b010a': 'signature-untrusted',
    '0x800b0101': 'certificate-expired',
    '0x800b0110': 'certificate-wrong-usage',
    '0x80096010': 'signature-changed',
  };
}
