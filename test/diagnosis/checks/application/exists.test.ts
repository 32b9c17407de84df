import { expect } from 'chai';
import { diagnoseSession } from '../../../../src/features/diagnose/diagnose.ts';
import { openEmulatedSession } from '../../../emulated-session.ts';
import { inState, inWorld, names } from '../examine.ts';

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
  it('is missing also where it was multi-tenant', async () => {
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
