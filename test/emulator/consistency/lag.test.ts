import { expect } from 'chai';
import { createLag } from '../../../src/emulator/consistency/lag.ts';
import { eventual, immediate } from '../../../src/emulator/scenarios/consistency.ts';
import { buildScenario, buildWorld } from '../../../src/emulator/scenarios/index.ts';
import { armService } from '../../../src/emulator/services/arm/service.ts';
import { graphService } from '../../../src/emulator/services/graph/service.ts';
import type { Consistency, World } from '../../../src/emulator/world/model.ts';
import { exchangeForm, openClient } from '../client.ts';
import { client, context, subscription, subscriptionId, world } from '../hand-made.ts';

const graph = 'https://graph.microsoft.com/v1.0';
const body = (name: string, subject = name) => ({
  name,
  issuer: 'https://issuer.example/',
  subject,
  audiences: ['api://AzureADTokenExchange'],
});

/** A world on a clock that the test moves. */
function lagging(switches: Partial<Consistency>, more: Partial<World> = {}) {
  const shown = world({ ...more, consistency: { ...immediate, ...switches } });
  let seconds = 0;
  const now = () => new Date(Date.parse('2026-03-01T08:00:00Z') + seconds * 1000);
  const shared = context(shown, { now });
  const advance = (by: number) => {
    seconds += by;
  };
  return { shown, advance, graph: client(graphService, shared), arm: client(armService, shared), lag: shared.lag };
}

const [app] = world().tenants[0]?.applications ?? [];
const credentials = `${graph}/applications/${app?.id}/federatedIdentityCredentials`;

describe('Graph behind its writes', () => {
  it('answers with old and new lists after create, update and delete, until every replica has the write', async () => {
    const { graph: send, advance } = lagging({ replicas: 3, graphLagSeconds: [10, 60] });
    const read = async () => (await send('GET', credentials)).body.value?.map(({ subject }) => subject).join();
    const readOften = async () => new Set(await Promise.all(Array.from({ length: 30 }, read)));
    expect((await send('POST', credentials, body('one'))).status).to.equal(201);
    expect([...(await readOften())]).to.deep.equal(['']);
    advance(60);
    expect([...(await readOften())]).to.deep.equal(['one']);
    expect((await send('PATCH', `${credentials}/one`, { subject: 'two' })).status).to.equal(204);
    advance(35);
    expect([...(await readOften())].sort()).to.deep.equal(['one', 'two']);
    advance(60);
    await send('DELETE', `${credentials}/one`);
    expect([...(await readOften())]).to.deep.equal(['two']);
    advance(60);
    expect([...(await readOften())]).to.deep.equal(['']);
  });

  it('refuses a share of writes with a transient 409', async () => {
    const { graph: send } = lagging({ graphConflictRate: 0.5 });
    const codes = new Set<unknown>();
    for (let number = 0; number < 20; number += 1)
      codes.add((await send('POST', credentials, body(`name-${number}`))).body.error?.code);
    expect([...codes]).to.have.members([undefined, 'Directory_ConcurrencyViolation']);
  });

  it('refuses the 21st credential with 403, an issuer by policy and a bad expression with 400', async () => {
    const { graph: send, shown } = lagging({});
    for (let number = 0; number < 20; number += 1) await send('POST', credentials, body(`name-${number}`));
    const full = await send('POST', credentials, body('more'));
    expect([full.status, full.body.error?.code]).to.deep.equal([403, 'Directory_ResourceSizeExceeded']);
    await send('DELETE', `${credentials}/name-0`);
    const { subject: _, ...rest } = body('flexible');
    const expression = await send('POST', credentials, {
      ...rest,
      claimsMatchingExpression: { value: 'nonsense', languageVersion: 1 },
    });
    expect(expression.body.error?.code).to.equal('InvalidFederatedIdentityCredentialValue');
    const [tenant] = shown.tenants;
    if (tenant) tenant.credentialPolicy = { id: 'p1', allowedIssuers: [] };
    const policy = await send('POST', credentials, body('policy'));
    expect(policy.body.error?.code).to.equal('InvalidFederatedIdentityCredentialValue');
    expect(policy.body.error?.message).to.contain("not allowed as per assigned policy 'p1'");
  });

  it('does not know an application just created when its service principal is asked for', async () => {
    const { graph: send, advance } = lagging({ principalLagSeconds: [30, 30] });
    const { appId } = (await send('POST', `${graph}/applications`, { displayName: 'new' })).body;
    expect((await send('POST', `${graph}/servicePrincipals`, { appId })).status).to.equal(400);
    advance(31);
    expect((await send('POST', `${graph}/servicePrincipals`, { appId })).status).to.equal(201);
  });
});

describe('Azure Resource Manager behind its writes', () => {
  const inside = `https://management.azure.com/subscriptions/${subscriptionId}/resourceGroups/plugins/providers`;
  const identity = `${inside}/Microsoft.ManagedIdentity/userAssignedIdentities`;
  const version = 'api-version=2023-01-31';
  const properties = { issuer: 'https://issuer.example/', subject: 's', audiences: ['api://AzureADTokenExchange'] };
  const put = (name: string, credential: string, api = version) =>
    `${identity}/${name}/federatedIdentityCredentials/${credential}?${api}`;

  it('answers for an unreplicated principal by api-version', async () => {
    const { arm, advance } = lagging({ principalLagSeconds: [30, 30] }, { subscriptions: [subscription()] });
    await arm('PUT', `${identity}/fresh?${version}`, { location: 'westeurope' });
    const older = await arm('PUT', put('fresh', 'abc'), { properties });
    expect([500, 503]).to.include(older.status);
    const newer = await arm('PUT', put('fresh', 'abc', 'api-version=2026-04-30'), { properties });
    expect([newer.status, newer.body.error?.code]).to.deep.equal([
      404,
      'MsGraphResourceNotFoundOnFederatedIdentityCredentialCreation',
    ]);
    advance(30);
    expect((await arm('PUT', put('fresh', 'abc'), { properties })).status).to.equal(201);
  });

  it('throttles writes to one identity, and says when the next one may come', async () => {
    const { arm, advance } = lagging(
      { identityWrites: { perSecond: 0.25, burst: 1 } },
      { subscriptions: [subscription()] },
    );
    expect((await arm('PUT', put('plug-in-identity', 'abc'), { properties })).status).to.equal(201);
    const refused = await arm('PUT', put('plug-in-identity', 'def'), { properties });
    expect([refused.status, refused.headers['retry-after']]).to.deep.equal([429, '4']);
    advance(4);
    expect((await arm('DELETE', put('plug-in-identity', 'abc'))).status).to.equal(200);
  });

  it('refuses one of two writes at the same time, deletes included, and regions without support', async () => {
    const { arm, shown } = lagging({}, { subscriptions: [subscription()] });
    await arm('PUT', put('plug-in-identity', 'abc'), { properties });
    const both = await Promise.all([
      arm('PUT', put('plug-in-identity', 'def'), { properties: { ...properties, subject: 't' } }),
      arm('DELETE', put('plug-in-identity', 'abc')),
    ]);
    expect(both.map(({ status }) => status)).to.deep.equal([201, 409]);
    const [first] = shown.subscriptions;
    if (first) first.regionsWithoutFederation = ['WestEurope'];
    expect((await arm('PUT', put('plug-in-identity', 'ghi'), { properties })).status).to.equal(405);
  });

  it('lets a new role assignment act after minutes', async () => {
    const { arm, shown } = lagging({ roleLagSeconds: [120, 120] }, { subscriptions: [subscription()] });
    const at = `${inside}/Microsoft.Authorization/roleAssignments/e0000000-0000-4000-8000-000000000001?api-version=2022-04-01`;
    const principalId = shown.tenants[0]?.servicePrincipals[0]?.id;
    const roleDefinitionId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
    expect((await arm('PUT', at, { properties: { principalId, roleDefinitionId } })).status).to.equal(201);
    expect(shown.subscriptions[0]?.roleAssignments[0]?.effectiveFrom).to.equal('2026-03-01T08:02:00.000Z');
  });
});

describe('the exchange behind writes', () => {
  const codes = async (scenario: string, change: (world: World) => void, steps: readonly number[]) => {
    const shown = buildWorld(`${scenario},now=2026-12-10T09:00:00Z`);
    const opened = await openClient(shown);
    change(opened.emulator.world);
    const seen: unknown[] = [];
    for (const seconds of steps) {
      opened.emulator.advance(seconds);
      const form = await exchangeForm(opened);
      const { body: answer } = await opened.post(endpoint(shown), form);
      seen.push(answer.error_codes === undefined ? 200 : (answer.error_codes as number[])[0]);
    }
    await opened.close();
    return seen;
  };
  const endpoint = ({ tenants }: World) => `https://login.microsoftonline.com/${tenants[0]?.id}/oauth2/v2.0/token`;

  it('fails at the given rate on a right credential, by the seed', async () => {
    const steps = Array.from({ length: 60 }, () => 1);
    const half = (shown: World) => Object.assign(shown.consistency ?? {}, { exchangeFailureRate: 0.2 });
    const first = await codes('exchange-intermittent,seed=7', half, steps);
    expect(new Set(first)).to.deep.equal(new Set([200, 700213]));
    expect(await codes('exchange-intermittent,seed=7', half, steps)).to.deep.equal(first);
  });

  it('keeps an old subject after a correction of case, until the credential is created again', async () => {
    const stale = buildScenario('fic-stale');
    const opened = await openClient(stale.world);
    const run = async () => (await opened.post('https://emulator.ppmi.internal/run', {})).body;
    expect(String((await run()).stack)).to.contain('AADSTS7002138');
    for (const { federatedIdentityCredentials: all } of stale.world.tenants.flatMap(({ applications }) => applications))
      for (const credential of all) delete credential.exchangeSubject;
    expect((await run()).ok).to.equal(true);
    await opened.close();
  });

  it('answers AADSTS70021 after a first success while a credential spreads', () => {
    const shown = world({ consistency: { ...immediate, exchangeLagSeconds: [10, 60] } });
    let at = 0;
    const lag = createLag(shown, () => new Date(at * 1000));
    const owner = {};
    const one = { id: '1', name: 'a', issuer: 'i', subject: 's', audiences: [], description: null };
    const made = { ...one, createdAt: '', visibleFrom: '' };
    const list: (typeof made)[] = [];
    lag.write(
      owner,
      () => list,
      () => ({ status: 200, pushed: list.push(made) }),
    );
    const seen = () => Array.from({ length: 20 }, () => lag.exchangeView(owner, list).length);
    expect(new Set(seen())).to.deep.equal(new Set([0]));
    at = 35;
    expect(new Set(seen())).to.deep.equal(new Set([0, 1]));
    expect(lag.isExchangeSettling(owner)).to.equal(true);
    at = 60;
    expect(new Set(seen())).to.deep.equal(new Set([1]));
    expect(lag.isExchangeSettling(owner)).to.equal(false);
  });

  it('has the published numbers behind consistency=eventual', () => {
    const { consistency, clock } = buildWorld('fic-missing,consistency=eventual');
    expect([consistency, clock]).to.deep.equal([eventual, { secondsPerRequest: 1 }]);
    expect(buildWorld('fic-missing')).not.to.have.any.keys('consistency', 'clock');
  });
});

describe('the clock of a world', () => {
  it('advances through the control host and with every request', async () => {
    const opened = await openClient(buildWorld('graph-stale-reads,now=2026-12-10T09:00:00Z'));
    const now = async () => Date.parse(String((await opened.get('https://emulator.ppmi.internal/clock')).body.now));
    const start = await now();
    await opened.post('https://emulator.ppmi.internal/clock', { advanceSeconds: 90 });
    expect((await now()) - start).to.be.at.least(90_000);
    await opened.post('https://emulator.ppmi.internal/clock', { now: '2026-12-10T10:00:00Z' });
    expect(await now()).to.be.at.least(Date.parse('2026-12-10T10:00:00Z'));
    const back = await opened.post('https://emulator.ppmi.internal/clock', { now: '2020-01-01T00:00:00Z' });
    expect(back.status).to.equal(400);
    const before = await now();
    await opened.get('https://graph.microsoft.com/v1.0/me');
    expect((await now()) - before).to.be.at.least(1000);
    await opened.close();
  });
});
