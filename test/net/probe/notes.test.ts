import { expect } from 'chai';
import type { Network } from '../../../src/net/network.ts';
import { ResolveFailed } from '../../../src/net/resolve.ts';
import { createAuthority } from '../loopback.ts';
import { findingsOf, graph, loopbackServices } from './loopback-services.ts';

const own = 'api.contoso.com';

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
