import { expect } from 'chai';
import { buildScenario, buildWorld } from '../../src/emulator/scenarios/index.ts';
import { type Client, openClient } from './client.ts';

const control = 'https://emulator.ppmi.internal';

describe('the control host', () => {
  let client: Client;
  before(async () => {
    client = await openClient(buildWorld('tenant-big-endian,components=2'));
  });
  after(() => client.close());

  it('shows the world without any secret', async () => {
    const { status, text, body } = await client.get(`${control}/world`);
    expect(status).to.equal(200);
    expect(body.title).to.equal('The tenant ID is encoded in printed order, not in .NET byte order');
    const { clientSecret, clientId } = client.emulator.world.operator;
    expect(text).not.to.contain(clientSecret);
    expect(body.operator).to.include({ clientId }).and.not.to.have.property('clientSecret');
    expect(JSON.stringify(body.subscriptions)).to.contain('erp-api-key').and.not.contain('emulated"');
  });

  it('returns what the platform would present now', async () => {
    const { body } = await client.post(`${control}/assertion`, {});
    const { applicationId, environmentId } = buildScenario('tenant-big-endian');
    expect(body.clientId).to.equal(applicationId);
    const claims = JSON.parse(Buffer.from(String(body.assertion).split('.')[1] ?? '', 'base64url').toString());
    expect(claims.sub).to.contain(`/e/${environmentId}/h/`);
    expect(body.tokenEndpoint).to.equal(`${claims.iss.replace('/v2.0', '')}/oauth2/v2.0/token`);
  });

  it('follows the record: a change shows in the next assertion', async () => {
    const [record] = client.emulator.world.environments[0]?.managedIdentities ?? [];
    if (record === undefined) throw new Error('no record');
    record.version = 0;
    const { body } = await client.post(`${control}/assertion`, {});
    record.version = 1;
    const claims = JSON.parse(Buffer.from(String(body.assertion).split('.')[1] ?? '', 'base64url').toString());
    expect(claims.sub).to.match(/^component:pluginassembly,thumbprint:[0-9A-F]{40},environment:/);
  });

  it('runs the plug-in of a named component and writes a trace log', async () => {
    const [environment] = client.emulator.world.environments;
    const component = environment?.components[1];
    const before = environment?.traceLogs.length ?? 0;
    const { body } = await client.post(`${control}/run`, {
      environmentId: environment?.id,
      componentId: component?.id,
    });
    expect(body.ok).to.equal(false);
    expect(body.stack).to.contain('MSAL.NetCore').and.contain('AADSTS700213: ').and.contain('"error_codes":[700213]');
    const log = environment?.traceLogs.at(-1);
    expect(environment?.traceLogs).to.have.length(before + 1);
    expect(log?.typeName).to.contain(component?.name);
    expect(log?.exceptionDetails).to.contain('OrganizationServiceFault');
  });

  it('limits the size of the trace log', async () => {
    const [environment] = client.emulator.world.environments;
    const row = environment?.traceLogs[0];
    if (environment === undefined || row === undefined) throw new Error('no trace log');
    environment.traceLogs.push(...Array.from({ length: 500 }, () => row));
    await client.post(`${control}/run`, {});
    expect(environment.traceLogs.length).to.be.at.most(502);
  });

  it('reports unknown requests', async () => {
    expect((await client.post(`${control}/run`, { componentId: 'nothing' })).status).to.equal(404);
    expect((await client.get(`${control}/other`)).status).to.equal(404);
  });

  it('presents nothing for unsigned content', async () => {
    const unsigned = await openClient(buildWorld('assembly-unsigned'));
    const { status, text } = await unsigned.post(`${control}/assertion`, {});
    await unsigned.close();
    expect(status).to.equal(409);
    expect(text).to.contain('Plugin assembly must be signed with valid certificate to use Managed Identity');
  });

  it('presents the claims of the world file, and never guesses', async () => {
    const world = buildWorld('healthy-v1-self-signed');
    const [component] = world.environments[0]?.components ?? [];
    if (component === undefined) throw new Error('no component');
    component.presents = { issuer: 'https://seen.example/', subject: 'seen', audience: 'api://seen' };
    const seen = await openClient(world);
    const { body } = await seen.post(`${control}/run`, {});
    expect(body.stack).to.contain("assertion issuer 'https://seen.example/'");
    component.presents = { certificate: 'no-such-fixture' };
    const { text } = await seen.post(`${control}/run`, {});
    await seen.close();
    expect(text).to.contain('names no recorded certificate');
  });
});
