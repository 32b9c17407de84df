import { finding } from '../../../domain/findings.ts';
import { quoted } from '../../../domain/harmless-text.ts';
import { matchCredential, trustOfRecordVersion } from '../../../domain/trust/matches.ts';
import { environmentScope } from '../../../domain/trust/record-scope.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atEnvironment } from '../../where.ts';

/**
 * The environment determines the issuer, certificate and application that a credential must name. With an environment
 * of another tenant, an application of this directory would trust the plug-ins of that tenant.
 */
export default defineCheck({
  id: 'identity/environment-tenant',
  title: 'the environment belongs to the tenant whose directory was read',
  needs: ['environment', 'applications', 'directory'],
  uses: ['federatedCredentials', 'expectedTrust', 'identity'],
  emits: ['environment-of-other-tenant'],
  run({ environment, applications: { application, servicePrincipal }, directory }, used) {
    // Nothing of a directory was found that could be changed.
    if (application === null && servicePrincipal === null) return notApplicable;
    const { tenantId } = directory;
    if (tenantId === null) {
      return { inconclusive: 'the token for the directory does not name its tenant', fact: 'directory' };
    }
    if (tenantId.toLowerCase() === environment.tenantId.toLowerCase()) return [];
    const expected = used.expectedTrust?.ok ? trustOfRecordVersion(used.expectedTrust.value) : null;
    const held = used.federatedCredentials?.ok ? (used.federatedCredentials.value?.credentials ?? []) : [];
    const trusted =
      expected === null ? undefined : held.find((each) => matchCredential(expected, each) !== 'different');
    // The application lets that environment use it already. Trust across tenants is not described anywhere.
    if (trusted !== undefined) {
      return {
        inconclusive: `the environment belongs to tenant ${environment.tenantId}, but ${quoted(trusted.name)} of an application in tenant ${tenantId} trusts it; whether that works is not verified`,
        fact: 'environment',
      };
    }
    // What the platform presents with another scope is not verified, so a credential with this issuer may be the right one.
    const record = used.identity?.ok ? used.identity.value.record : null;
    const unverified = record !== null && expected?.version !== 0 && record.subjectScope !== environmentScope;
    const possible = unverified ? held.find(({ issuer }) => issuer === expected?.issuer) : undefined;
    if (possible !== undefined) {
      return {
        inconclusive: `the environment belongs to tenant ${environment.tenantId}, and whether ${quoted(possible.name)} of an application in tenant ${tenantId} trusts it is not verified, because the record has subjectscope ${record?.subjectScope ?? 'empty'}`,
        fact: 'identity',
      };
    }
    const args = {
      environment: environment.name,
      environmentTenantId: environment.tenantId,
      directoryTenantId: tenantId,
    };
    const values = { expected: tenantId, actual: environment.tenantId };
    return [finding('environment-of-other-tenant', atEnvironment(environment), args, values)];
  },
});
