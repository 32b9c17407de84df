import { expect } from 'chai';
import environmentTenant from '../../../../src/diagnosis/checks/identity/environment-tenant.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { FactName, ServicePrincipalFact } from '../../../../src/domain/facts.ts';
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

  describe('in a foreign environment', () => {
    const foreign = { ...facts, directory: { tenantId: ids.environment } };
    type Used = Parameters<typeof environmentTenant.run>[1];
    const refused = (fact: FactName) => ({ ok: false, unread: { fact, error: new PpmiError('refused') } }) as const;
    const unread: Used = {
      identity: refused('identity'),
      expectedTrust: refused('expectedTrust'),
      federatedCredentials: refused('federatedCredentials'),
    };
    const read = (
      version: 0 | 2 | null,
      record: Parameters<typeof withRecord>[0] | null,
      ...credentials: readonly ReturnType<typeof credential>[]
    ): Used => ({
      identity: {
        ok: true,
        value: record === null ? { state: 'missing', record: null, candidates: [] } : withRecord(record).identity,
      },
      expectedTrust: { ok: true, value: { ...facts.expectedTrust, version } },
      federatedCredentials: { ok: true, value: { system: 'graph', url: '', credentials } },
    });
    const reason = (used: Used) => {
      const result = environmentTenant.run(foreign, used);
      return typeof result === 'object' && 'inconclusive' in result ? result.inconclusive : null;
    };
    const right = credential('right', trust(2));
    const odd = credential('odd', trust(2, { subject: '/without/scope' }));

    it('reports it where what the application trusts could not be read', () => {
      expect(environmentTenant.run(foreign, unread)).to.have.length(1);
      const held = read(2, {}, right);
      for (const fact of ['expectedTrust', 'federatedCredentials'] as const) {
        expect(environmentTenant.run(foreign, { ...held, [fact]: unread[fact] }), fact).to.have.length(1);
      }
      const scoped = { ...read(2, { subjectScope: 0 }, odd), identity: unread.identity };
      expect(environmentTenant.run(foreign, scoped)).to.have.length(1);
    });

    it('reports it where the version of the record is not known', () => {
      expect(environmentTenant.run(foreign, read(null, {}, right))).to.have.length(1);
    });

    it('names the first credential that trusts it, or may', () => {
      expect(reason(read(2, {}, right, { ...right, name: 'second' }))).to.contain('but "right" of');
      const possible = reason(read(2, { subjectScope: null }, odd, { ...odd, name: 'second' }));
      expect(possible)
        .to.contain('whether "odd" of')
        .and.to.match(/subjectscope empty$/);
      expect(reason(read(2, { subjectScope: 2 }, odd))).to.match(/subjectscope 2$/);
    });

    it('reports it where no scope leaves anything open: version 0, or no record', () => {
      expect(environmentTenant.run(foreign, read(0, { version: 0, subjectScope: null }, odd))).to.have.length(1);
      expect(environmentTenant.run(foreign, read(2, null, odd))).to.have.length(1);
    });

    it('does not apply where nothing of an application was found in the directory', () => {
      const none = { application: null, servicePrincipal: null, byObjectId: null };
      expect(environmentTenant.run({ ...foreign, applications: none }, unread)).to.equal('not-applicable');
      const servicePrincipal: ServicePrincipalFact = {
        id: 'p',
        appId: ids.application,
        displayName: 'Invoices',
        type: 'ManagedIdentity',
        enabled: true,
        ownerTenantId: null,
        multiTenant: false,
        resourceId: null,
      };
      const principal = { ...foreign, applications: { ...none, servicePrincipal } };
      expect(environmentTenant.run(principal, unread)).to.have.length(1);
    });

    it('compares the tenants without regard to case', () => {
      const environment = { ...facts.environment, tenantId: ids.tenant.toUpperCase() };
      expect(environmentTenant.run({ ...facts, environment }, unread)).to.deep.equal([]);
    });
  });

  it('judges nothing where the token does not name its tenant', () => {
    expect(namesOf(environmentTenant, { directory: { tenantId: null } })).to.equal('inconclusive');
  });
});
