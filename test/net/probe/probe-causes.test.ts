/** Causes that look like others at first. */
import * as http from 'node:http';
import { expect } from 'chai';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { ResolveFailed } from '../../../src/net/resolve.ts';
import { argsOf } from '../../findings.ts';
import { createAuthority, listen } from '../loopback.ts';
import { findingsOf, graph, loopbackServices, reportOf } from './loopback-services.ts';

const day = 24 * 3600 * 1000;
const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - 2 * day) };
const login = 'login.microsoftonline.com';

describe('probeCloud', () => {
  const { authority, opened, at, leading, probe, tlsServer } = loopbackServices();
  const everywhere = (port: number): Network => ({
    resolve: async () => at({ address: '20.190.0.1', family: 4 }),
    dial: (_, limits) => dial({ host: '127.0.0.1', port }, limits),
  });

  const expiredAuthorities = {
    'the CA that was sent, not the certificate below it or the clock': async () => {
      const issuing = await authority.intermediate('Example Issuing CA', { validity: past });
      return { leaf: await issuing.issue([graph, login]), subject: 'CN=Example Issuing CA', ca: [authority.pem] };
    },
    'a trusted root, although it is not sent': async () => {
      const retired = await createAuthority('Retired Inspection CA', past);
      return { leaf: await retired.issue([graph, login]), subject: 'CN=Retired Inspection CA', ca: [retired.pem] };
    },
  };
  for (const [what, issue] of Object.entries(expiredAuthorities)) {
    it(`names, if it has expired, ${what}`, async () => {
      const { leaf, subject, ca } = await issue();
      const { port } = await tlsServer(leaf);
      const { findings } = await probe(everywhere(port), { every: true, ca });
      const found = findings.find(({ where }) => where?.name === graph);
      const notAfter = past.notAfter.toISOString().slice(0, 10);
      expect(argsOf(found, 'tls-certificate-expired')).to.include({ authority: true, subject, notAfter });
      expect(findings.map(({ name }) => name)).to.not.include('clock-skew');
    });
  }

  it('says that a name is an alias without an address, and that a private endpoint is not linked here', async () => {
    const { port } = await tlsServer(await authority.issue(['contoso.vault.azure.net']), (_, response) =>
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{}}'),
    );
    const network: Network = {
      ...everywhere(port),
      async resolve(host) {
        if (host === 'contoso.vault.azure.net') return at({ address: '20.190.0.1', family: 4 });
        throw new ResolveFailed(host, 'ENODATA', [{ server: '10.0.0.53', code: 'ENODATA' }]);
      },
      alias: async (host) => host.replace('.', '.privatelink.'),
    };
    const resources = ['https://contoso.vault.azure.net'];
    const { findings, endpoints } = await probe(network, { every: true, resources });
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'dns-fails').detail).to.equal(
      'an alias of graph.privatelink.microsoft.com, which has no address',
    );
    const vault = endpoints.find(({ host }) => host === 'contoso.vault.azure.net');
    expect(vault?.ok).to.equal(true);
    expect(vault?.stages[0]?.detail).to.contain('its DNS zone is not linked to this network');
  });

  it('tells a response that stops from one that never comes', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), (_, response) => {
      response.writeHead(401, { 'content-type': 'application/json', 'content-length': '99' });
      response.write('{');
    });
    const report = await probe(leading(port), { stageMs: 150 });
    expect(findingsOf(report)).to.include('http-body-cut').and.to.not.include('http-no-answer');
  });

  it('takes 451 without a page for a filter', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), (_, response) => response.writeHead(451).end());
    expect(findingsOf(await probe(leading(port)))).to.include('block-page');
  });

  it('names a portal that redirects plain HTTP, also where it drops TLS', async () => {
    const portal = http.createServer((_, response) =>
      response.writeHead(302, { location: 'http://portal.example/login' }).end(),
    );
    const { port } = opened(await listen(portal));
    const plain: Network = {
      resolve: async () => at({ address: '20.190.0.1', family: 4 }),
      dial: (target, limits) => {
        if (target.port === 80) return dial({ host: '127.0.0.1', port }, limits);
        return Promise.reject(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
      },
    };
    const report = await probe(plain, { every: true, revocation: true });
    expect([...new Set(report.findings.map(({ name }) => name))]).to.deep.equal(['captive-portal']);
    expect(reportOf(report, 'crl3.digicert.com')).to.deep.equal({
      ok: false,
      stages: 'dns true, tcp true, http false',
    });
  });
});
