import { expect } from 'chai';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import { loadWorld, WorldFileError } from '../../../src/emulator/world/load.ts';
import { openClient } from '../client.ts';

const tenant = '738016bf-2f59-46ca-9660-357d1de3b865';
const application = '9a3c4f6e-0000-4000-8000-000000000010';
const environment = '7efcc31a-c410-e20e-9b95-dd448cedf653';
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
const audience = 'api://AzureADTokenExchange';
const subject = `/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/${environment}/h/b7d2145e`;

const setUp = (configured: string, component: object = { presented: { issuer, subject, audience } }) => ({
  tenants: [
    {
      id: tenant,
      applications: [
        { appId: application, federatedIdentityCredentials: [{ issuer, subject: configured, audiences: [audience] }] },
      ],
    },
  ],
  environments: [
    {
      id: environment,
      url: 'https://adatum--example.crm4.dynamics.com/',
      managedIdentities: [{ applicationId: application, version: 1 }],
      components: [{ name: 'Adatum.Plugins', ...component }],
    },
  ],
});

async function run(world: ReturnType<typeof loadWorld>) {
  const client = await openClient(world);
  const { body } = await client.post('https://emulator.ppmi.internal/run', {});
  const { text } = await client.get('https://emulator.ppmi.internal/world');
  await client.close();
  return { stack: String(body.stack ?? ''), ok: body.ok, text };
}

const refusal = (value: unknown): string => {
  try {
    loadWorld(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    if (error instanceof WorldFileError) return error.detail;
    throw error;
  }
  throw new Error('it was read');
};

describe('a world file', () => {
  it('refuses what a column for GUIDs cannot hold', () => {
    const { environments, ...rest } = setUp(subject);
    const withRecord = (record: object) => ({
      ...rest,
      environments: environments.map((each) => ({ ...each, managedIdentities: [{ ...record, version: 1 }] })),
    });
    expect(refusal(withRecord({ applicationId: 'my-app' }))).to.equal(
      '/environments/0/managedIdentities/0/applicationId must be a GUID, not "my-app"',
    );
    expect(refusal(withRecord({ applicationId: application, tenantId: 'contoso.example' }))).to.contain(
      'tenantId must',
    );
    expect(loadWorld(JSON.stringify(withRecord({ applicationId: null }))).environments).to.have.length(1);
  });

  it('L1: refuses what its parsers could not read: a time, an address, an environment ID, an expression', () => {
    const { environments, ...rest } = setUp(subject);
    const withEnvironment = (more: object) => ({
      ...rest,
      environments: environments.map((each) => ({ ...each, ...more })),
    });
    for (const [world, place] of [
      [{ ...setUp(subject), now: 'yesterday' }, '/now'],
      [{ ...setUp(subject), now: '2026-13-45T00:00:00Z' }, '/now'],
      [withEnvironment({ id: 'an environment' }), '/environments/0/id'],
      [withEnvironment({ url: 'https://a b.crm4.dynamics.com' }), '/environments/0/url'],
      [withEnvironment({ url: 'https://[' }), '/environments/0/url'],
      [{ ...setUp(subject), wire: [{ host: '*', kind: 'reset', path: '(' }] }, '/wire/0/path'],
    ] as const)
      expect(refusal(world), JSON.stringify(world)).to.match(new RegExp(`^${place} must match`));
  });

  it("rebuilds a customer's configuration from the credentials and what was presented", async () => {
    expect((await run(loadWorld(JSON.stringify(setUp(subject))))).ok).to.equal(true);
    const broken = await run(loadWorld(JSON.stringify(setUp(`${subject}0`))));
    expect(broken.stack).to.contain(
      `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'`,
    );
  });

  it('takes the name of a recorded file or certificate', async () => {
    const world = loadWorld(JSON.stringify(setUp(subject, { file: 'self-rsa' })));
    expect((await run(world)).stack).to.contain('/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5');
    expect(world.environments[0]?.components[0]?.content).to.match(/^TVq/);
    const unsigned = loadWorld(JSON.stringify(setUp(subject, { file: 'unsigned' })));
    expect((await run(unsigned)).stack).to.contain('must be signed');
  });

  it('is refused when the file does not say what is presented', () => {
    expect(refusal(setUp(subject, {}))).to.contain('Adatum.Plugins says neither');
    expect(refusal(setUp(subject, { certificate: 'mine' }))).to.contain('no recorded certificate is called mine');
    expect(refusal(setUp(subject, { file: 'mine.dll' }))).to.contain('no recorded file is called mine.dll');
  });

  it('is refused with the place of what is wrong', () => {
    expect(refusal('{')).to.contain('no JSON');
    expect(refusal({ tenants: [] })).to.contain("required property 'environments'");
    expect(refusal({ ...setUp(subject), colour: 'red' })).to.contain('(colour)');
    expect(refusal({ ...setUp(subject), cloud: 'mars' })).to.contain('/cloud');
    expect(refusal({ ...setUp(subject), tenants: [{ id: 'contoso' }] })).to.contain('/tenants/0/id');
  });

  const scenarios = [
    'tenant-big-endian',
    'fic-flexible',
    'binding-assembly-of-package',
    'assembly-unsigned',
    'resource-policy-model',
    'version-0-deprecated',
    'healthy-v2-issued,kind=uami',
    'application-other-tenant',
    'throttled',
  ];
  for (const scenario of scenarios) {
    it(`can be what the control host shows of ${scenario}`, async () => {
      const before = await run(buildWorld(scenario));
      const after = await run(loadWorld(before.text));
      const code = (stack: string) => /AADSTS\d+/.exec(stack)?.[0];
      expect([after.ok, code(after.stack)]).to.deep.equal([before.ok, code(before.stack)]);
    });
  }
});
