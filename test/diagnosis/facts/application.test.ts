import { expect } from 'chai';
import {
  applications,
  credentialsChangedAt,
  directory,
  findApplication,
  managedIdentity,
  readCredentials,
} from '../../../src/diagnosis/facts/application.ts';
import type { PpmiError } from '../../../src/domain/errors.ts';
import type { ApplicationsFact, ServicePrincipalFact } from '../../../src/domain/facts.ts';
import type { GraphSource, Sources } from '../../../src/sources/sources.ts';
import { withRecord } from '../../facts.ts';
import { refusedByEntra } from '../../failed-runs.ts';

const application = { id: 'object', appId: 'client', displayName: 'Contoso' };
const principal: ServicePrincipalFact = {
  id: 'principal',
  appId: 'client',
  displayName: 'Contoso',
  type: 'Application',
  enabled: true,
  ownerTenantId: 'home-tenant',
  multiTenant: false,
  resourceId: null,
};
const nobody: ApplicationsFact = { application: null, servicePrincipal: null, byObjectId: null };

describe('the application of a client ID', () => {
  const asked: string[] = [];
  const graph = {
    credentials: async ({ id }: { id: string }) => asked.push(`graph ${id}`),
  } as unknown as GraphSource;
  const arm = { credentials: async (id: string) => asked.push(`arm ${id}`) } as unknown as Sources['arm'];
  const read = async (found: Partial<ApplicationsFact>, tenantId: string | null = 'our-tenant') => {
    asked.length = 0;
    try {
      await readCredentials({ graph, arm }, { ...nobody, ...found }, tenantId);
    } catch (error) {
      const { id, args } = error as PpmiError;
      return [id, args.permission];
    }
    return [...asked];
  };

  it('has its credentials in Microsoft Graph of its home tenant', async () => {
    const servicePrincipal = { ...principal, multiTenant: true };
    expect(await read({ application, servicePrincipal })).to.deep.equal(['graph object']);
  });

  it('has its credentials in Azure if it is a user-assigned managed identity', async () => {
    const resourceId = '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
    expect(await read({ servicePrincipal: { ...principal, resourceId } })).to.deep.equal([`arm ${resourceId}`]);
  });

  it('names the home tenant of a multi-tenant application', async () => {
    const visitor = { ...principal, multiTenant: true };
    expect(await read({ servicePrincipal: visitor })).to.deep.equal([
      'refused',
      'Application.Read.All in tenant home-tenant',
    ]);
  });

  it('has no credentials if it was deleted in the signed-in tenant, multi-tenant or not', async () => {
    const deleted = { ...principal, ownerTenantId: 'HOME-TENANT', multiTenant: true };
    expect(await read({ servicePrincipal: deleted }, 'home-tenant')).to.deep.equal([]);
    expect(await read({ servicePrincipal: deleted }, null)).to.include('refused');
  });

  it('has no credentials if it does not exist', async () => expect(await read({})).to.deep.equal([]));

  it('is searched by object ID only if no client ID matches', async () => {
    const asObject: string[] = [];
    const source = {
      application: async (appId: string) => (appId === 'client' ? application : null),
      servicePrincipal: async (appId: string) => (appId === 'client' ? principal : null),
      async applicationByObjectId(id: string) {
        asObject.push(id);
        return id === 'object' ? application : null;
      },
      servicePrincipalByObjectId: async (id: string) => (id === 'principal' ? principal : null),
    } as unknown as GraphSource;
    const found = { application, servicePrincipal: principal };
    expect(await findApplication(source, 'client')).to.deep.equal({ ...found, byObjectId: null });
    expect(asObject).to.deep.equal([]);
    expect(await findApplication(source, 'object')).to.deep.equal({ ...found, byObjectId: application });
    const byObjectId = { id: 'principal', appId: 'client', displayName: 'Contoso' };
    expect(await findApplication(source, 'principal')).to.deep.equal({ ...found, byObjectId });
    expect(await findApplication(source, 'nobody')).to.deep.equal(nobody);
  });
});

describe('the facts of an application', () => {
  it('are those of the record, or of the application that the user named', async () => {
    const asked: string[] = [];
    const byClientId = async (appId: string) => {
      asked.push(appId);
      return application;
    };
    const graph = { application: byClientId, servicePrincipal: byClientId };
    const named = async (assumedApplicationId: string | null, applicationId: string | null) => {
      asked.length = 0;
      const { identity } = withRecord({ applicationId });
      const found = await applications.read({ graph, assumedApplicationId } as unknown as Sources, { identity });
      return found.application === null ? 'none' : asked;
    };
    expect(await named('named', 'recorded')).to.deep.equal(['recorded', 'recorded']);
    expect(await named('named', null)).to.deep.equal(['named', 'named']);
    expect(await named(null, null)).to.equal('none');
  });

  it('name the directory that answered', async () => {
    const read = (more: object) => directory.read(more as unknown as Sources, { applications: nobody });
    expect(await read({ directoryTenantId: () => 't' })).to.deep.equal({ tenantId: 't' });
    expect(await read({})).to.deep.equal({ tenantId: null });
  });

  it('include the managed identity, if it is one', async () => {
    const arm = { identity: async (id: string) => `identity ${id}` };
    const read = (found: Partial<ApplicationsFact>) =>
      managedIdentity.read({ arm } as unknown as Sources, { applications: { ...nobody, ...found } });
    const servicePrincipal = { ...principal, resourceId: 'r' };
    expect(await read({ servicePrincipal })).to.equal('identity r');
    expect(await read({ application, servicePrincipal })).to.equal(null);
    expect(await read({ servicePrincipal: principal })).to.equal(null);
    expect(await read({})).to.equal(null);
  });

  it('include the last change of its credentials within a week, only where a subject differs in case', async () => {
    const graph = {
      credentialsChangedAt: async ({ id }: { id: string }, since: Date) => `${id} ${since.toISOString()}`,
    };
    const read = (codes: readonly number[], found: Partial<ApplicationsFact> = { application }) =>
      credentialsChangedAt.read({ graph } as unknown as Sources, {
        applications: { ...nobody, ...found },
        recentErrors: codes.map((code) => refusedByEntra(code)),
        now: new Date('2026-03-08T10:00:00Z'),
      });
    expect(await read([53003, 7002138])).to.equal('object 2026-03-01T10:00:00.000Z');
    expect(await read([53003])).to.equal(null);
    expect(await read([7002138], {})).to.equal(null);
  });
});
