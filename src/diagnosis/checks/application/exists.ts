import { isRegisteredIn } from '../../../domain/application.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atApplication, atRecord, finding } from '../finding.ts';

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
    const args = {
      record: record.name,
      recordId: record.id,
      applicationId: record.applicationId,
      tenantId: environment.tenantId,
      application: application?.displayName ?? servicePrincipal?.displayName ?? null,
    };
    if (application === null && servicePrincipal === null) {
      if (byObjectId === null) return [finding('record-application-unknown', atRecord(record), { args })];
      const values = {
        args: { ...args, application: byObjectId.displayName },
        expected: byObjectId.appId,
        actual: byObjectId.id,
      };
      return [finding('record-application-is-object-id', atRecord(record), values)];
    }
    const where = atApplication(applications);
    if (servicePrincipal === null) return [finding('service-principal-missing', where, { args })];
    if (!servicePrincipal.enabled) return [finding('service-principal-disabled', where, { args })];
    if (servicePrincipal.resourceId !== null && federatedCredentials === null) {
      return [finding('managed-identity-deleted', where, { args: { ...args, resource: servicePrincipal.resourceId } })];
    }
    if (application !== null || servicePrincipal.resourceId !== null) return [];
    const owner = servicePrincipal.ownerTenantId?.toLowerCase() ?? null;
    const own = isRegisteredIn(environment.tenantId, servicePrincipal);
    // A consented application of another tenant works; where its credentials are, `federatedCredentials` says.
    if (!own && servicePrincipal.multiTenant) return [];
    return [finding(own ? 'application-missing' : 'application-other-tenant', where, { args: { ...args, owner } })];
  },
});
