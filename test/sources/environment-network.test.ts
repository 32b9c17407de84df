import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import type { ServiceClient } from '../../src/sources/client.ts';
import { pairedRegion, readEnvironmentNetwork } from '../../src/sources/environment-network.ts';
import type { Json } from '../../src/sources/response.ts';

const base = 'https://x.1c.environment.api.powerplatform.com';
const vault = { host: 'contoso.vault.azure.net', port: 443, tls: true };
const patience = { pause: async () => undefined, notify: () => undefined };
const tls = { Success: true, SslErrors: 'None', ExceptionMessage: null };
const healthy = {
  resolveDns: { Success: true, IPAddresses: ['10.0.1.4'], DnsServers: ['10.0.0.53'] },
  testConnection: { TCPSuccess: true, ContainerIpAddress: '10.0.0.20' },
  testTLSConnection: { Certificate: { Issuer: 'CN=Public CA' }, SSLWithoutCRL: tls, SSLWithCRL: tls },
};

interface Answering {
  readonly region?: string;
  readonly usage?: Readonly<Record<string, Json>>;
  /** What a region answers instead. */
  readonly inRegion?: Readonly<Record<string, (call: string) => Json | null>>;
}

function answering(
  answers: Partial<Record<keyof typeof healthy, Json>>,
  { region = '"westeurope"', usage = {}, inRegion = {} }: Answering = {},
) {
  const calls: string[] = [];
  const all: Readonly<Record<string, Json>> = { ...healthy, ...answers };
  const client = {
    bytes: async () => Buffer.from(region),
    get: async (url: string) => usage[new URL(url).searchParams.get('region') ?? ''] ?? null,
    async ask(url: string) {
      const call = new URL(url).pathname.slice('/plex/'.length);
      calls.push(`${call}${new URL(url).search}`);
      const asked = new URL(url).searchParams.get('region') ?? '';
      return inRegion[asked]?.(call) ?? all[call] ?? {};
    },
  } as unknown as ServiceClient;
  return { client, calls };
}

describe('the network of an environment', () => {
  it('is asked for name, connection and TLS in this order, in its own region', async () => {
    const { client, calls } = answering({});
    const { regions, rows, faults } = await readEnvironmentNetwork(client, base, [vault], patience);
    expect(calls).to.deep.equal(
      ['resolveDns', 'testConnection', 'testTLSConnection'].map(
        (call) => `${call}?api-version=2026-02-01&region=westeurope`,
      ),
    );
    expect([regions, rows[0]?.ok, faults]).to.deep.equal([['westeurope'], true, []]);
  });

  it('says what each answer says', async () => {
    const details = async (answers: Partial<Record<keyof typeof healthy, Json>>) =>
      (await readEnvironmentNetwork(answering(answers).client, base, [vault], patience)).rows[0]?.stages.map(
        ({ detail }) => detail,
      );
    expect(await details({})).to.deep.equal([
      '10.0.1.4, by 10.0.0.53',
      'from 10.0.0.20',
      'issued by "CN=Public CA"',
      'issued by "CN=Public CA"',
    ]);
    const bare = { Success: false, SslErrors: ['A', 1, 'B'] };
    expect(
      await details({
        resolveDns: { Success: true, DnsServers: 'x' },
        testConnection: { TCPSuccess: true },
        testTLSConnection: { SSLWithoutCRL: bare, Certificate: null },
      }),
    ).to.deep.equal(['no address, by the resolver of the subnet', 'connected', 'A, B']);
  });

  const failed = { ...tls, Success: false, ExceptionMessage: 'The remote certificate is invalid' };
  for (const [name, answers, detail] of [
    ['environment-name-not-resolved', { resolveDns: { Success: false, ErrorMessage: 'NXDOMAIN' } }, 'NXDOMAIN'],
    [
      'environment-connection-fails',
      { testConnection: { TCPSuccess: false, TCPErrorMessage: 'timed out' } },
      '"timed out"',
    ],
    [
      'environment-tls-fails',
      { testTLSConnection: { ...healthy.testTLSConnection, SSLWithoutCRL: failed, SSLWithCRL: failed } },
      '"The remote certificate is invalid"; issued by "CN=Public CA"',
    ],
    [
      'environment-revocation-blocked',
      { testTLSConnection: { ...healthy.testTLSConnection, SSLWithCRL: failed } },
      '"The remote certificate is invalid"; issued by "CN=Public CA"',
    ],
  ] as const) {
    it(`names ${name}, and asks no stage after it`, async () => {
      const { rows, faults } = await readEnvironmentNetwork(answering(answers).client, base, [vault], patience);
      expect(faults).to.deep.equal([{ name, host: vault.host, args: { host: vault.host, port: 443, detail } }]);
      expect(rows[0]?.stages.filter(({ ok }) => ok !== true)).to.have.length(1);
    });
  }

  it('is not known where the answer does not say, and no finding follows', async () => {
    const { rows, faults } = await readEnvironmentNetwork(
      answering({ resolveDns: {} }).client,
      base,
      [vault],
      patience,
    );
    expect([rows[0]?.ok, faults]).to.deep.equal([null, []]);
  });

  it('is not asked where the region is no name: it would go into the next address', async () => {
    const error = await readEnvironmentNetwork(
      answering({}, { region: '"a&b=../"' }).client,
      base,
      [vault],
      patience,
    ).catch((thrown: PpmiError) => thrown.id);
    expect(error).to.equal('answer-malformed');
  });

  describe('with a paired region', () => {
    const read = (given: Answering) =>
      readEnvironmentNetwork(answering({}, { region: '"eastus"', ...given }).client, base, [vault], patience);

    it('is asked for both, and the finding says where it works', async () => {
      const west = (call: string) =>
        call === 'testConnection' ? { TCPSuccess: false, TCPErrorMessage: 'timed out' } : null;
      const { regions, rows, faults } = await read({ inRegion: { westus: west } });
      expect(regions).to.deep.equal(['eastus', 'westus']);
      expect(rows.map(({ region, ok }) => [region, ok])).to.deep.equal([
        ['eastus', true],
        ['westus', false],
      ]);
      const detail = '"timed out"; region westus; works in eastus';
      expect(faults.map(({ name, args }) => [name, args])).to.deep.equal([
        ['environment-connection-fails', { host: vault.host, port: 443, detail }],
      ]);
    });

    it('compares the same port of the same host', async () => {
      const west = (call: string) => (call === 'testConnection' ? { TCPSuccess: false, TCPErrorMessage: 'no' } : null);
      const targets = [vault, { ...vault, port: 80, tls: false }, { ...vault, host: 'other.vault.azure.net' }];
      const given = { region: '"eastus"', inRegion: { westus: west } };
      const { faults } = await readEnvironmentNetwork(answering({}, given).client, base, targets, patience);
      const places = faults.map(({ args }) => args as { host: string; port: number; detail: string });
      expect(places.map(({ host, port }) => `${host}:${port}`)).to.deep.equal([
        'contoso.vault.azure.net:443',
        'contoso.vault.azure.net:80',
        'other.vault.azure.net:443',
      ]);
    });

    it('is not known where the diagnostics do not answer for the other one', async () => {
      const west = () => {
        throw new PpmiError('cut-off', { host: 'x', status: 500, detail: 'answered 500' });
      };
      const { rows, faults } = await read({ inRegion: { westus: west } });
      expect(rows.map(({ ok }) => ok)).to.deep.equal([true, null]);
      expect(rows[1]?.stages).to.deep.equal([{ stage: 'dns', ok: null, detail: 'answered 500' }]);
      expect(faults).to.deep.equal([]);
    });

    it('is not asked at all if the first question is refused', async () => {
      const refuse = () => {
        throw new PpmiError('refused', { system: 's', permission: 'p', who: 'w', detail: 'd' });
      };
      const id = await read({ inRegion: { eastus: refuse } }).catch((error: PpmiError) => error.id);
      expect(id).to.equal('refused');
    });
  });

  it('has documented pairs only', () => {
    expect(['East US', 'westus', 'ukwest', 'usgovtexas'].map(pairedRegion)).to.deep.equal([
      'westus',
      'eastus',
      'uksouth',
      'usgovvirginia',
    ]);
    expect(['westeurope', 'brazilsouth'].map(pairedRegion)).to.deep.equal([null, null]);
  });

  describe('with a subnet', () => {
    const usageOf = (ContainerReservedIpCount: unknown, SubnetIpRange: unknown = '10.0.0.0/27') =>
      readEnvironmentNetwork(
        answering({}, { usage: { westeurope: { SubnetName: 'pp', SubnetIpRange, ContainerReservedIpCount } } }).client,
        base,
        [vault],
        patience,
      );

    // A /27 has 32 addresses, of which Azure keeps 5: 90 % are 24.3.
    for (const [reserved, names] of [
      [24, []],
      [25, ['environment-subnet-full']],
      [27, ['environment-subnet-full']],
      ['27', []],
      [-1, []],
    ] as const) {
      it(`${reserved} of 27 addresses: ${names[0] ?? 'no finding'}`, async () => {
        const { faults, subnets } = await usageOf(reserved);
        expect(faults.map(({ name }) => name)).to.deep.equal(names);
        expect(subnets[0]?.capacity).to.equal(27);
      });
    }

    for (const range of ['fd00::/64', '10.0.0.0', '10.0.0.0/31', '10.0.0.0/0', 'x', null]) {
      it(`judges nothing by the range ${range}`, async () => {
        const { faults, subnets } = await usageOf(1_000_000, range);
        expect([faults, subnets[0]?.capacity]).to.deep.equal([[], null]);
      });
    }

    it('costs nothing else if it cannot be read', async () => {
      const { client } = answering({});
      const failing = (error: Error) =>
        ({
          ...client,
          get: async () => {
            throw error;
          },
        }) as unknown as ServiceClient;
      const down = new PpmiError('cut-off', { host: 'x', status: 500, detail: 'd' });
      const { rows, subnets } = await readEnvironmentNetwork(failing(down), base, [vault], patience);
      expect([rows[0]?.ok, subnets]).to.deep.equal([true, []]);
      const bug = await readEnvironmentNetwork(failing(new TypeError('x')), base, [vault], patience).catch(
        (error: Error) => error.name,
      );
      expect(bug).to.equal('TypeError');
    });

    it('has its DNS servers, and no name where none is given', async () => {
      const usage = { westeurope: { SubnetName: ' ', SubnetIpRange: '10.0.0.0/28', DnsServers: ['10.0.0.53', 7] } };
      const given = answering({}, { usage });
      const { subnets } = await readEnvironmentNetwork(given.client, base, [vault], patience);
      expect(subnets).to.deep.equal([
        {
          ...{ region: 'westeurope', name: null, range: '10.0.0.0/28' },
          ...{ reserved: null, capacity: 11, dnsServers: ['10.0.0.53'] },
        },
      ]);
    });

    it('is left out where nothing describes it', async () => {
      const { subnets } = await readEnvironmentNetwork(answering({}).client, base, [vault], patience);
      expect(subnets).to.deep.equal([]);
    });
  });
});
