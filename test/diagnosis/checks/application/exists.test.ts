import { expect } from 'chai';
import exists from '../../../../src/diagnosis/checks/application/exists.ts';
import type { Facts, ServicePrincipalFact } from '../../../../src/domain/facts.ts';
import { diagnoseSession } from '../../../../src/features/diagnose/diagnose.ts';
import { openEmulatedSession } from '../../../emulated-session.ts';
import { facts, ids, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';
import { inState, inWorld, names } from '../examine.ts';

const { application } = facts.applications;
const principal: ServicePrincipalFact = {
  id: '0d5d2e2f-7c0c-4a55-9a6c-5a9b6b8c3f11',
  appId: ids.application,
  displayName: 'Invoices',
  type: 'Application',
  enabled: true,
  ownerTenantId: ids.tenant,
  multiTenant: false,
  resourceId: null,
};
const resourceId =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/invoices';
const found = (servicePrincipal: Partial<ServicePrincipalFact> | null, more: Partial<Facts['applications']> = {}) => ({
  applications: {
    application: null,
    servicePrincipal: servicePrincipal && { ...principal, ...servicePrincipal },
    byObjectId: null,
    ...more,
  },
});

describe('application/exists', () => {
  for (const [what, changed, expected] of [
    ['an application of this tenant', found({}, { application }), []],
    ['an application whose owner is not known', found({ ownerTenantId: null }, { application }), []],
    ['a managed identity', found({ resourceId }), []],
    ['nothing', found(null), ['record-application-unknown']],
    ['no service principal', found(null, { application }), ['service-principal-missing']],
    ['a disabled service principal', found({ enabled: false }, { application }), ['service-principal-disabled']],
    [
      'a managed identity that is gone from Azure',
      { ...found({ resourceId }), federatedCredentials: null },
      ['managed-identity-deleted'],
    ],
    ['a service principal of this tenant alone', found({}), ['application-missing']],
    ['one whose owner is not known', found({ ownerTenantId: null }), ['application-missing']],
    ['one of this tenant, multi-tenant', found({ multiTenant: true }), ['application-missing']],
    ['one of this tenant in upper case', found({ ownerTenantId: ids.tenant.toUpperCase() }), ['application-missing']],
    ['one of another tenant', found({ ownerTenantId: ids.environment }), ['application-other-tenant']],
    ['one of another tenant, multi-tenant', found({ ownerTenantId: ids.environment, multiTenant: true }), []],
  ] as const) {
    it(`${what}: ${expected.join(', ') || 'no problem'}`, () => {
      expect(namesOf(exists, changed)).to.deep.equal(expected);
    });
  }

  it('does not apply without a record', () => {
    const identity = { state: 'missing', record: null, candidates: [] } as const;
    expect(namesOf(exists, { identity, ...found(null) })).to.equal('not-applicable');
  });

  it('names the client ID to write where the record has an object ID', () => {
    const byObjectId = { id: 'object', appId: ids.application, displayName: 'Invoices' };
    const changed = {
      ...facts,
      ...withRecord({ applicationId: 'object' }),
      ...found(null, { application, byObjectId }),
    };
    expect(exists.run(changed, {})).to.have.length(1);
    expect({ found: exists.run(changed, {}) }).to.deep.nested.include({
      'found[0].name': 'record-application-is-object-id',
      'found[0].expected': ids.application,
      'found[0].actual': 'object',
    });
  });

  it('names the tenant of the owner', () => {
    const changed = { ...facts, ...found({ ownerTenantId: ids.environment.toUpperCase() }) };
    expect(exists.run(changed, {})).to.have.nested.property('[0].args.owner', ids.environment);
  });
});

describe('an application of another tenant', () => {
  it('reports no problem for a consented multi-tenant application, and that its credentials cannot be read', async () => {
    const flags = { emulate: 'application-other-tenant' };
    const { session, world } = await openEmulatedSession(flags.emulate);
    try {
      for (const tenant of world.tenants) {
        for (const principal of tenant.servicePrincipals) principal.signInAudience = 'AzureADMultipleOrgs';
      }
      const { report } = await diagnoseSession(session, flags);
      expect(report.findings).to.deep.equal([]);
      const blocked = report.verdicts.filter(({ state }) => state === 'blocked');
      expect(blocked.map(({ blocked: why }) => why?.fact)).to.include('federatedCredentials');
      expect(blocked[0]?.blocked?.detail).to.contain('is registered in tenant');
    } finally {
      await session.close();
    }
  });
});

describe('an application that was deleted in its own tenant', () => {
  it('is missing even if it was multi-tenant', async () => {
    const found = await inWorld(
      'application-missing',
      (world) => {
        for (const tenant of world.tenants) {
          for (const principal of tenant.servicePrincipals) principal.signInAudience = 'AzureADMultipleOrgs';
        }
      },
      (diagnosed) => [names(diagnosed), inState(diagnosed, 'blocked')],
    );
    expect(found).to.deep.equal([['application-missing'], []]);
  });
});
