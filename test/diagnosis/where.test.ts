import { expect } from 'chai';
import { atApplication, atComponent, atCredential, atEnvironment, atRecord } from '../../src/diagnosis/where.ts';
import { component, credential, facts, ids, record, trust } from '../facts.ts';

const principal = {
  id: 'principal',
  appId: 'client',
  displayName: 'Identity',
  type: 'ManagedIdentity',
  enabled: true,
  ownerTenantId: ids.tenant,
  multiTenant: false,
  resourceId: '/subscriptions/s',
};
const nothing = { application: null, servicePrincipal: null, byObjectId: null };

describe('the place of a finding', () => {
  it('names a component by its type', () => {
    const { id, name } = component;
    expect(atComponent(component)).to.deep.equal({ system: 'dataverse', kind: 'plug-in assembly', id, name });
    expect(atComponent({ ...component, type: 'package' }).kind).to.equal('plug-in package');
  });

  it('names environment, record and credential by their IDs', () => {
    expect(atEnvironment(facts.environment)).to.include({ id: ids.environment, name: 'Contoso' });
    expect(atRecord(record)).to.include({ system: 'dataverse', id: record.id, name: record.name });
    expect(atCredential(credential('dev', trust(2)), 'arm')).to.include({ system: 'arm', id: 'dev', name: 'dev' });
  });

  it('names an application by its client ID, and a managed identity as one', () => {
    const { application } = facts.applications;
    for (const [found, kind, id] of [
      [{ ...nothing, application }, 'application', ids.application],
      [{ ...nothing, application, servicePrincipal: principal }, 'application', ids.application],
      [{ ...nothing, servicePrincipal: principal }, 'managed identity', 'client'],
      [{ ...nothing, servicePrincipal: { ...principal, resourceId: null } }, 'application', 'client'],
      [nothing, 'application', null],
    ] as const) {
      const where = atApplication(found);
      expect([where.system, where.kind, where.id]).to.deep.equal(['graph', kind, id]);
    }
  });
});
