import { expect } from 'chai';
import environmentTenant from '../../../../src/diagnosis/checks/identity/environment-tenant.ts';
import { ids } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/environment-tenant', () => {
  it('reports an environment of another tenant than the directory that was read', () => {
    expect(namesOf(environmentTenant, {})).to.deep.equal([]);
    expect(namesOf(environmentTenant, { directory: { tenantId: ids.tenant.toUpperCase() } })).to.deep.equal([]);
    expect(namesOf(environmentTenant, { directory: { tenantId: ids.environment } })).to.deep.equal([
      'environment-of-other-tenant',
    ]);
  });

  it('judges nothing where the token does not name its tenant', () => {
    expect(namesOf(environmentTenant, { directory: { tenantId: null } })).to.equal('inconclusive');
  });
});
