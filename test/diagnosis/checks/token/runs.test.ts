import { expect } from 'chai';
import type { World } from '../../../../src/emulator/world/model.ts';
import { planFor } from '../../../../src/features/repair/repair.ts';
import { argsOf } from '../../../findings.ts';
import { inState, inWorld, names } from '../examine.ts';

const nothing = () => {};
const environmentOf = ({ environments: [environment] }: World) => {
  if (environment === undefined) throw new Error('no environment');
  return environment;
};
const onRuns = [
  'token/credential-spread',
  'token/policy-allows',
  'token/scope-known',
  'access/vault-allows',
  'access/application-user',
];

describe('checks of earlier runs', () => {
  it('do not apply if nothing failed', async () => {
    expect(
      await inWorld('healthy-v1-self-signed', nothing, (found) => inState(found, 'not-applicable')),
    ).to.include.members(onRuns);
  });

  it('are the only ones blocked if the log cannot be read', async () => {
    const refuse = (world: World) => world.operator.missingPrivileges.push('prvReadPluginTraceLog');
    const blocked = await inWorld('conditional-access-blocked', refuse, (found) => {
      expect(names(found)).to.deep.equal([]);
      return found.report.verdicts.filter(({ state }) => state === 'blocked');
    });
    expect(blocked.map(({ check }) => check)).to.have.members(onRuns);
    expect(blocked[0]?.blocked?.detail).to.contain('prvReadPluginTraceLog');
    expect(blocked.map(({ blocked: why }) => why?.fact)).to.deep.equal(onRuns.map(() => 'recentErrors'));
  });

  it('report nothing if the configuration explains the failure', async () => {
    expect(await inWorld('tenant-big-endian', nothing, names)).to.deep.equal(['tenant-big-endian']);
  });

  it('ignore runs before the last change to the component', async () => {
    const change = (world: World) => {
      for (const component of environmentOf(world).components)
        component.modifiedOn = new Date(Date.now() + 1000).toISOString();
    };
    expect(await inWorld('scope-no-default', change, names)).to.deep.equal([]);
  });

  it('report scope, time and ID of the attempt', async () => {
    const finding = await inWorld('scope-no-default', nothing, ({ diagnosis }) => diagnosis.findings[0]);
    const { scope, correlationId, at } = argsOf(finding, 'scope-no-default');
    expect(scope).to.equal('https://vault.azure.net/secrets.read');
    expect(correlationId).to.match(/^[0-9a-f-]{36}$/);
    expect(Date.parse(String(at))).to.be.closeTo(Date.now(), 60_000);
  });

  it('do not attribute an old refusal to replication', async () => {
    const age = (world: World) => {
      for (const log of environmentOf(world).traceLogs)
        log.createdOn = new Date(Date.now() - 11 * 60_000).toISOString();
    };
    expect(await inWorld('fic-propagating', age, names)).to.deep.equal([]);
  });
});

describe('a subject that Entra quoted', () => {
  /** The platform presents an environment ID other than the one that its own service returns. */
  const quirk = (world: World) => {
    const environment = environmentOf(world);
    for (const log of environment.traceLogs) {
      log.exceptionDetails = log.exceptionDetails.replaceAll(environment.id, '01234567-89ab-4cde-8f01-23456789abcd');
    }
  };

  it('has precedence over the computed one, and both are shown', async () => {
    const report = await inWorld('tenant-big-endian', quirk, (found) => found.report);
    const [finding] = report.findings;
    expect(finding?.expected).to.contain('01234567-89ab-4cde-8f01-23456789abcd');
    expect(finding?.message)
      .to.contain('the presented subject is the one that counts')
      .and.contain('differs in: environment');
  });

  it('prevents a repair with the computed subject', async () => {
    const plan = await inWorld('tenant-big-endian', quirk, (found) => planFor(found, { emulate: 'tenant-big-endian' }));
    expect(plan.steps).to.deep.equal([]);
    expect(plan.left[0]?.reason).to.contain('does not compute');
  });

  it('needs no credential for the computed subject if its own exists', async () => {
    const settle = (world: World) => {
      quirk(world);
      const subject = /presented assertion subject '([^']+)'/.exec(
        environmentOf(world).traceLogs[0]?.exceptionDetails ?? '',
      )?.[1];
      const old = new Date(Date.now() - 60 * 60_000).toISOString();
      for (const log of environmentOf(world).traceLogs) log.createdOn = old;
      for (const { federatedIdentityCredentials } of world.tenants.flatMap(({ applications }) => applications)) {
        for (const credential of federatedIdentityCredentials) credential.subject = subject ?? null;
      }
    };
    expect(await inWorld('tenant-big-endian', settle, names)).to.deep.equal([]);
  });
});
