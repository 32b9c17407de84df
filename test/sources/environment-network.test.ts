import { expect } from 'chai';
import type { PpmiError } from '../../src/domain/errors.ts';
import type { Json, ServiceClient } from '../../src/sources/client.ts';
import { readEnvironmentNetwork } from '../../src/sources/environment-network.ts';

const base = 'https://x.1c.environment.api.powerplatform.com';
const vault = { host: 'contoso.vault.azure.net', port: 443, tls: true };
const tls = { Success: true, SslErrors: 'None', ExceptionMessage: null };
const healthy = {
  resolveDns: { Success: true, IPAddresses: ['10.0.1.4'], DnsServers: ['10.0.0.53'] },
  testConnection: { TCPSuccess: true, ContainerIpAddress: '10.0.0.20' },
  testTLSConnection: { Certificate: { Issuer: 'CN=Public CA' }, SSLWithoutCRL: tls, SSLWithCRL: tls },
};

function answering(answers: Partial<Record<keyof typeof healthy, Json>>, region = '"westeurope"') {
  const calls: string[] = [];
  const all: Readonly<Record<string, Json>> = { ...healthy, ...answers };
  const client = {
    bytes: async () => Buffer.from(region),
    async ask(url: string) {
      const call = new URL(url).pathname.slice('/plex/'.length);
      calls.push(`${call}${new URL(url).search}`);
      return all[call] ?? {};
    },
  } as unknown as ServiceClient;
  return { client, calls };
}

describe('the network of an environment', () => {
  it('is asked for name, connection and TLS in this order, in its own region', async () => {
    const { client, calls } = answering({});
    const { region, rows, faults } = await readEnvironmentNetwork(client, base, [vault]);
    expect(calls).to.deep.equal(
      ['resolveDns', 'testConnection', 'testTLSConnection'].map(
        (call) => `${call}?api-version=2026-02-01&region=westeurope`,
      ),
    );
    expect([region, rows[0]?.ok, faults]).to.deep.equal(['westeurope', true, []]);
  });

  const failed = { ...tls, Success: false, ExceptionMessage: 'The remote certificate is invalid' };
  for (const [name, answers, detail] of [
    ['environment-name-not-resolved', { resolveDns: { Success: false, ErrorMessage: 'NXDOMAIN' } }, 'NXDOMAIN'],
    [
      'environment-connection-fails',
      { testConnection: { TCPSuccess: false, TCPErrorMessage: 'timed out' } },
      'timed out',
    ],
    [
      'environment-tls-fails',
      { testTLSConnection: { ...healthy.testTLSConnection, SSLWithoutCRL: failed, SSLWithCRL: failed } },
      'The remote certificate is invalid; issued by CN=Public CA',
    ],
    [
      'environment-revocation-blocked',
      { testTLSConnection: { ...healthy.testTLSConnection, SSLWithCRL: failed } },
      'The remote certificate is invalid; issued by CN=Public CA',
    ],
  ] as const) {
    it(`names ${name}, and asks no stage after it`, async () => {
      const { rows, faults } = await readEnvironmentNetwork(answering(answers).client, base, [vault]);
      expect(faults).to.deep.equal([{ name, host: vault.host, args: { host: vault.host, port: 443, detail } }]);
      expect(rows[0]?.stages.filter(({ ok }) => ok !== true)).to.have.length(1);
    });
  }

  it('is not known where the answer does not say, and no finding follows', async () => {
    const { rows, faults } = await readEnvironmentNetwork(answering({ resolveDns: {} }).client, base, [vault]);
    expect([rows[0]?.ok, faults]).to.deep.equal([null, []]);
  });

  it('is not asked where the region is no name: it would go into the next address', async () => {
    const error = await readEnvironmentNetwork(answering({}, '"a&b=../"').client, base, [vault]).catch(
      (thrown: PpmiError) => thrown.id,
    );
    expect(error).to.equal('answer-malformed');
  });
});
