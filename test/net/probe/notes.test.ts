import { expect } from 'chai';
import type { CloudId } from '../../../src/domain/cloud/cloud.ts';
import type { Network } from '../../../src/net/network.ts';
import { endpointsOf } from '../../../src/net/probe/endpoints.ts';
import { hasOwnCa, notesOf } from '../../../src/net/probe/notes.ts';
import type { EndpointOutcome } from '../../../src/net/probe/probe-endpoint.ts';
import { ResolveFailed } from '../../../src/net/resolve.ts';
import { createAuthority } from '../loopback.ts';
import { findingsOf, graph, loopbackServices } from './loopback-services.ts';

const own = 'api.contoso.com';

describe('what pac and the portals need', () => {
  const hostsOf = (cloud: CloudId, pac: boolean) =>
    endpointsOf({ cloud, pac }).map(({ host, need }) => `${host} ${need}`);

  it('includes domains that no host stands for, in the commercial clouds', () => {
    expect(notesOf([], { cloud: 'public', pac: true }).join()).to.contain('*.static.microsoft');
    expect(notesOf([], { cloud: 'public' })).to.deep.equal([]);
    expect(notesOf([], { cloud: 'china', pac: true })).to.deep.equal([]);
  });

  it('includes the administration API where one was seen, which is not required', () => {
    expect(hostsOf('dod', true)).to.include('api.admin.appsplatform.us should');
    expect(hostsOf('dod', false).join()).to.not.include('api.admin');
    expect(hostsOf('public', true).join()).to.not.include('api.admin');
  });
});

describe('whose CA is its own', () => {
  const tls = { top: { sha256: 'a' }, topTrustedBy: 'ca-file' };
  const outcome = (more: object) =>
    ({ report: { purpose: 'https', confidence: 'given', tls, ...more } }) as unknown as EndpointOutcome;
  const service = outcome({ purpose: 'graph', confidence: 'documented' });

  for (const [what, given, others, expected] of [
    ['a host that the user names', {}, [], true],
    ['a host beside another that the user names', {}, [outcome({})], true],
    ['a host beside a service with that CA', {}, [service], false],
    [
      'a host beside a service of which no certificate was seen',
      {},
      [outcome({ confidence: 'documented', tls: null })],
      true,
    ],
    ['a service', { purpose: 'graph' }, [], false],
    ['a portal', { confidence: 'documented' }, [], false],
    ['a host without a certificate', { tls: null }, [], false],
    ['a host with a public CA', { tls: { ...tls, topTrustedBy: 'bundled' } }, [], false],
    ['an emulated host', { tls: { ...tls, topTrustedBy: 'emulator' } }, [], false],
  ] as const) {
    it(`${expected ? 'is' : 'is not'} ${what}`, () => {
      const one = outcome(given);
      expect(hasOwnCa(one, [one, ...others])).to.equal(expected);
    });
  }
});

describe('a host that the user names, with a CA that is not public', () => {
  const { authority, leading, probe, tlsServer } = loopbackServices();
  const only = (network: Network, ...hosts: readonly string[]): Network => ({
    ...network,
    resolve: async (host, limits) => {
      if (hosts.includes(host)) return network.resolve(host, limits);
      throw new ResolveFailed(host, 'ENOTFOUND', []);
    },
  });
  const options = { every: true, resources: [`https://${own}`] };

  it('is no interception: a note says that plug-ins do not trust it', async () => {
    const { port } = await tlsServer(await authority.issue([own]));
    const report = await probe(only(leading(port), own), options);
    expect(findingsOf(report, own)).to.deep.equal([]);
    expect(report.notes.join()).to.contain(`${own} ("CN=Example Root") is not from a public CA`);
  });

  it('is intercepted if the same CA stands above a service', async () => {
    const { port } = await tlsServer(await authority.issue([own, graph]));
    const report = await probe(only(leading(port), own, graph), options);
    expect(findingsOf(report, own)).to.deep.equal(['tls-intercepted-trusted']);
    expect(findingsOf(report)).to.include('tls-intercepted-trusted');
    expect(report.notes).to.deep.equal([]);
  });

  it('is not trusted here either: the note stands beside the finding', async () => {
    const other = await createAuthority('Contoso Private');
    const issued = await other.issue([own]);
    const { port } = await tlsServer({ ...issued, cert: `${issued.cert}\n${other.pem}` });
    const report = await probe(only(leading(port), own), options);
    expect(findingsOf(report, own)).to.deep.equal(['tls-intercepted-untrusted']);
    expect(report.notes.join()).to.contain('("CN=Contoso Private")');
  });
});
