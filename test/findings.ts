/** Findings for tests: the least that is known of each, and a way to the values of one. */
import { expect } from 'chai';
import { type Finding, type FindingArgs, type FindingName, finding } from '../src/domain/findings.ts';
import { mistakeNames } from '../src/domain/trust/mistakes/mistakes.ts';
import { unknownNetworkArgs } from './network-findings.ts';

const record = { record: null };
const component = { component: null };
const attempt = { at: null, correlationId: null };
const inTenant = { application: null, applicationId: null, tenantId: null };
const onResource = { application: null, resource: null, principalId: null };

/** Nothing is known beyond the name. */
export const unknownArgs: FindingArgs = {
  ...(Object.fromEntries(mistakeNames.map((name) => [name, { credential: null, detail: null, segment: null }])) as Pick<
    FindingArgs,
    (typeof mistakeNames)[number]
  >),
  'environment-of-other-tenant': { environment: null, environmentTenantId: null, directoryTenantId: null },
  'record-missing': { ...component, candidates: [] },
  'binding-missing': { ...component, ...record, sharedWith: [] },
  'binding-other-record': { ...component, ...record, otherRecord: null },
  'binding-assembly-of-package': { ...component, assembly: null },
  'record-credential-source': record,
  'record-subject-scope': record,
  'record-application-is-object-id': record,
  'record-application-unknown': { ...record, applicationId: null, tenantId: null },
  'record-tenant-missing': record,
  'record-tenant-other': record,
  'record-inactive': record,
  'record-imported-from-dev': { ...record, application: null },
  'record-duplicate': { ...record, other: null },
  'record-not-customizable': { ...record, solution: null },
  'trace-log-off': { environment: null, organizationId: null },
  'fic-missing': { ...component, application: null, nearest: null, nearestDiffers: [] },
  'fic-different': { credential: null, part: 'issuer' },
  'fic-alternative-form': { credential: null, part: 'subject', reason: null },
  'audience-version-0-unverified': { credential: null },
  'fic-on-other-app': { credential: null },
  'fic-limit': { ...component, application: null, nearest: null, nearestDiffers: [], count: null },
  'fic-flexible': { credential: null },
  'fic-propagating': { credential: null },
  'fic-stale': { credential: null, changedAt: null, at: null },
  'version-0-deprecated': { ...record, works: true },
  'assembly-unsigned': component,
  'assembly-strong-name-only': component,
  'package-unsigned': { ...component, signedDllInside: false, repository: null },
  'signature-broken': component,
  'signature-not-registered': { ...component, file: null },
  'certificate-expired': { ...component, notAfter: null },
  'certificate-not-yet-valid': { ...component, notBefore: null },
  'certificate-expires-soon': { ...component, notAfter: null, days: null },
  'certificate-self-signed-production': component,
  'certificate-eku': component,
  'signature-sha1': component,
  'signature-several': { ...component, signer: null, others: [] },
  ...unknownNetworkArgs,
  'scope-no-default': { ...attempt, scope: null },
  'scope-unknown-resource': { ...attempt, resource: null },
  'conditional-access-blocked': { ...attempt, application: null },
  'assertion-expired': { expired: null },
  'application-missing': inTenant,
  'service-principal-missing': inTenant,
  'service-principal-disabled': inTenant,
  'managed-identity-deleted': { application: null },
  'identity-federation-blocked': { application: null, resourceId: null },
  'application-other-tenant': { application: null, applicationId: null, owner: null },
  'resource-no-role': { ...onResource, role: null, scope: null },
  'resource-policy-model': onResource,
  'dataverse-no-application-user': { application: null, environment: null },
};

export function unknownFinding(name: FindingName): Finding {
  return finding(name, null, unknownArgs[name]);
}

/** The values of a finding that must have this name. */
export function argsOf<N extends FindingName>(found: Finding | undefined, name: N): FindingArgs[N] {
  const has = (one: Finding | undefined): one is Finding<N> => one?.name === name;
  if (!has(found)) return expect.fail(`${found?.name} is not ${name}`);
  return found.args;
}
