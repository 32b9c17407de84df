import { expect } from 'chai';
import environmentTenant from '../../../../src/diagnosis/checks/identity/environment-tenant.ts';
import { credential, facts, ids, trust, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/environment-tenant', () => {
  it('reports an environment of another tenant than the directory that was read', () => {
    expect(namesOf(environmentTenant, {})).to.deep.equal([]);
    expect(namesOf(environmentTenant, { directory: { tenantId: ids.tenant.toUpperCase() } })).to.deep.equal([]);
    const other = { directory: { tenantId: ids.environment }, federatedCredentials: null };
    expect(namesOf(environmentTenant, other)).to.deep.equal(['environment-of-other-tenant']);
  });

  it('cannot judge where the application trusts the plug-in of that environment already', () => {
    const used = {
      identity: { ok: true, value: facts.identity },
      expectedTrust: { ok: true, value: facts.expectedTrust },
      federatedCredentials: { ok: true, value: facts.federatedCredentials },
    } as const;
    const foreign = { ...facts, directory: { tenantId: ids.environment } };
    expect(environmentTenant.run(foreign, used)).to.deep.include({ fact: 'environment' });
    const wrong = { ok: true, value: { system: 'graph', url: '', credentials: [credential('v1', trust(1))] } } as const;
    expect(environmentTenant.run(foreign, { ...used, federatedCredentials: wrong })).to.have.length(1);
    expect(environmentTenant.run(facts, used)).to.deep.equal([]);
  });

  it('cannot judge where the scope of the record leaves open what the credential of that environment must name', () => {
    const scoped = withRecord({ subjectScope: 0 });
    const used = {
      identity: { ok: true, value: { ...facts.identity, ...scoped.identity } },
      expectedTrust: { ok: true, value: facts.expectedTrust },
      federatedCredentials: {
        ok: true,
        value: { system: 'graph', url: '', credentials: [credential('v2', trust(2, { subject: '/without/scope' }))] },
      },
    } as const;
    const foreign = { ...facts, directory: { tenantId: ids.environment } };
    expect(environmentTenant.run(foreign, used)).to.deep.include({ fact: 'identity' });
    const documented = { ...used, identity: { ok: true, value: facts.identity } } as const;
    expect(environmentTenant.run(foreign, documented)).to.have.length(1);
  });

  it('judges nothing where the token does not name its tenant', () => {
    expect(namesOf(environmentTenant, { directory: { tenantId: null } })).to.equal('inconclusive');
  });
});
