import { finding } from '../../../domain/findings.ts';
import { defineCheck, type Inconclusive, notApplicable } from '../../check.ts';
import { atEnvironment } from '../../where.ts';

const unknownDirectory: Inconclusive = { inconclusive: 'the token for the directory does not name its tenant' };

/**
 * The environment determines the issuer, certificate and application that a credential must name. With an environment
 * of another tenant, an application of this directory would trust the plug-ins of that tenant.
 */
export default defineCheck({
  id: 'identity/environment-tenant',
  title: 'the environment belongs to the tenant whose directory was read',
  needs: ['environment', 'applications', 'directory'],
  emits: ['environment-of-other-tenant'],
  run({ environment, applications: { application, servicePrincipal }, directory }) {
    // Nothing of a directory was found that could be changed.
    if (application === null && servicePrincipal === null) return notApplicable;
    if (directory.tenantId === null) return unknownDirectory;
    if (directory.tenantId.toLowerCase() === environment.tenantId.toLowerCase()) return [];
    const args = {
      environment: environment.name,
      environmentTenantId: environment.tenantId,
      directoryTenantId: directory.tenantId,
    };
    const values = { expected: directory.tenantId, actual: environment.tenantId };
    return [finding('environment-of-other-tenant', atEnvironment(environment), args, values)];
  },
});
