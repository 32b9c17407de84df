import { isRegisteredIn } from '../../../domain/application.ts';
import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atApplication, atRecord } from '../../where.ts';

export default defineCheck({
  id: 'application/exists',
  title: 'the application that the record names exists in the tenant and is enabled',
  needs: ['environment', 'identity', 'applications', 'federatedCredentials'],
  emits: [
    'record-application-is-object-id',
    'record-application-unknown',
    'service-principal-missing',
    'service-principal-disabled',
    'application-other-tenant',
    'managed-identity-deleted',
    'application-missing',
  ],
  run({ environment, identity: { record }, applications, federatedCredentials }) {
    if (record === null) return notApplicable;
    const { application, servicePrincipal, byObjectId } = applications;
    const { applicationId } = record;
    const { tenantId } = environment;
    if (byObjectId !== null) {
      const values = { expected: byObjectId.appId, actual: byObjectId.id };
      return [finding('record-application-is-object-id', atRecord(record), { record: record.name }, values)];
    }
    if (application === null && servicePrincipal === null) {
      return [
        finding('record-application-unknown', atRecord(record), { record: record.name, applicationId, tenantId }),
      ];
    }
    const where = atApplication(applications);
    const args = { application: where.name, applicationId, tenantId };
    if (servicePrincipal === null) return [finding('service-principal-missing', where, args)];
    if (!servicePrincipal.enabled) return [finding('service-principal-disabled', where, args)];
    if (servicePrincipal.resourceId !== null && federatedCredentials === null) {
      return [finding('managed-identity-deleted', where, { application: where.name })];
    }
    if (application !== null || servicePrincipal.resourceId !== null) return [];
    const owner = servicePrincipal.ownerTenantId?.toLowerCase() ?? null;
    const own = isRegisteredIn(tenantId, servicePrincipal);
    // A consented application of another tenant works; where its credentials are, `federatedCredentials` says.
    if (!own && servicePrincipal.multiTenant) return [];
    return own
      ? [finding('application-missing', where, args)]
      : [finding('application-other-tenant', where, { application: where.name, applicationId, owner })];
  },
});
