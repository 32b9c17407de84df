import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { expect } from 'chai';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { ResolveFailed } from '../../../src/net/resolve.ts';
import { argsOf } from '../../findings.ts';
import { createAuthority, listen } from '../loopback.ts';
import { findingsOf, graph, loopbackServices, place, reportOf } from './loopback-services.ts';

describe('probeCloud on this machine', () => {
  const { authority, opened, at, leading, probe, tlsServer } = loopbackServices();

  it('passes dns, tcp, tls and http, and reports that the CA is not public', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const report = await probe(leading(port));
    expect(reportOf(report)).to.deep.equal({ ok: true, stages: 'dns true, tcp true, tls true, http true' });
    expect(findingsOf(report)).to.deep.equal(['tls-intercepted-trusted']);
    const trusted = report.findings.find(({ name }) => name === 'tls-intercepted-trusted');
    expect(argsOf(trusted, 'tls-intercepted-trusted').issuer).to.equal('CN=Example Root');
  });

  it('names a host that DNS does not know', async () => {
    const report = await probe(leading(1));
    expect(reportOf(report, 'login.microsoftonline.com')).to.deep.equal({ ok: false, stages: 'dns false' });
    expect(findingsOf(report, 'login.microsoftonline.com')).to.deep.equal(['dns-fails']);
  });

  it('names a refused connection', async () => {
    const closed = await listen(net.createServer());
    await closed.close();
    const report = await probe(leading(closed.port));
    expect(reportOf(report)).to.deep.equal({ ok: false, stages: 'dns true, tcp false' });
    expect(findingsOf(report)).to.deep.equal(['tcp-refused']);
  });

  it('names a TLS handshake that gets no answer', async () => {
    const { port } = opened(await listen(net.createServer()));
    const report = await probe(leading(port), { stageMs: 80 });
    expect(reportOf(report).stages).to.equal('dns true, tcp true, tls false');
    expect(findingsOf(report)).to.deep.equal(['tls-no-answer']);
  });

  it('names a filter that drops the handshake', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-cut-off']);
  });

  it('names plain HTTP on the port of TLS', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.end('HTTP/1.1 302 Found\r\n\r\n'))));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['not-tls']);
  });

  it('names a certificate for another host', async () => {
    const { port } = await tlsServer(await authority.issue(['portal.example']));
    const { findings } = await probe(leading(port));
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-other-host').names).to.equal('portal.example');
  });

  it('names an unknown CA', async () => {
    const stranger = await createAuthority('Example Gateway');
    const { port } = await tlsServer(await stranger.issue([graph]));
    const { findings } = await probe(leading(port), { ca: [] });
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-intercepted-untrusted').issuer).to.equal('CN=Example Gateway');
  });

  it('names the device if only its leaf comes, and the CA that was added is not of its company', async () => {
    const { key, cert } = await (await createAuthority('Unknown Gateway CA')).issue([graph]);
    const { port } = await tlsServer({ key, cert });
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-intercepted-untrusted']);
  });

  it('names a missing intermediate if the root is known', async () => {
    const { key, cert } = await (await authority.intermediate('Example Intermediate')).issue([graph]);
    const whole = await tlsServer({ key, cert });
    expect(findingsOf(await probe(leading(whole.port)))).to.deep.equal(['tls-intercepted-trusted']);
    const [leaf = ''] = cert.split(/(?<=-----END CERTIFICATE-----)/);
    const { port } = await tlsServer({ key, cert: leaf });
    const report = await probe(leading(port));
    expect(findingsOf(report)).to.deep.equal(['tls-missing-intermediate']);
    const { args } = report.findings.find(({ name }) => name === 'tls-missing-intermediate') ?? {};
    expect(args).to.include({ detail: 'its own was issued by "CN=Example Intermediate"' });
  });

  const day = 24 * 3600 * 1000;
  const validFrom = (days: number) => ({
    notBefore: new Date(Date.now() + days * day),
    notAfter: new Date(Date.now() + (days + 1) * day),
  });

  it('names a certificate that has expired, and when', async () => {
    const { port } = await tlsServer(await authority.issue([graph], validFrom(-3)));
    const { findings } = await probe(leading(port));
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-certificate-expired').notAfter).to.equal(
      validFrom(-3).notAfter.toISOString().slice(0, 10),
    );
  });

  it('names a certificate that is not yet valid', async () => {
    const { port } = await tlsServer(await authority.issue([graph], validFrom(3)));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-certificate-not-yet-valid']);
  });

  it('blames the clock of this machine if every certificate is outside its validity', async () => {
    const { port } = await tlsServer(await authority.issue([graph, 'login.microsoftonline.com'], validFrom(3)));
    const both = leading(port);
    const report = await probe(
      {
        ...both,
        resolve: async (host) => {
          if ([graph, 'login.microsoftonline.com'].includes(host)) return both.resolve(host, { ms: 1000 });
          throw new ResolveFailed(host, 'ENOTFOUND', []);
        },
      },
      { every: true },
    );
    const names = report.findings.filter(({ need }) => need !== 'should').map(({ name }) => name);
    expect(names[0]).to.equal('clock-skew');
    expect(names).to.not.include('tls-certificate-not-yet-valid');
  });

  it('names a connection that is closed after the request', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), (request) => void request.socket.destroy());
    const report = await probe(leading(port));
    expect(reportOf(report)).to.deep.equal({ ok: false, stages: 'dns true, tcp true, tls true, http false' });
    expect(findingsOf(report)).to.include('http-cut-off');
  });

  it('names a request that gets no response', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), () => undefined);
    expect(findingsOf(await probe(leading(port), { stageMs: 150 }))).to.include('http-no-answer');
  });

  it('names a truncated body', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), (_, response) => {
      response.writeHead(401, { 'content-length': '100' });
      response.write('{"error"', () => response.socket?.end());
    });
    expect(findingsOf(await probe(leading(port)))).to.include('http-body-cut');
  });

  it('names a filter of host names, and its proof', async () => {
    const options = await authority.issue([graph]);
    const server = tls.createServer({
      ...options,
      SNICallback: (_name, done) => done(new Error('blocked')),
    });
    const { port } = opened(await listen(server));
    const report = await probe(leading(port));
    const found = report.findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-cut-off').detail).to.contain('no host name is sent');
  });

  it('names a server that only speaks an old TLS', async () => {
    const options = { ...(await authority.issue([graph])), ciphers: 'DEFAULT@SECLEVEL=0' };
    const server = tls.createServer({ ...options, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    const { port } = opened(await listen(server));
    const report = await probe(leading(port));
    expect(
      argsOf(
        report.findings.find(({ where }) => where?.name === graph),
        'tls-old-version',
      ).version,
    ).to.equal('TLSv1.1');
  });

  it('names a server that does not offer HTTP/1.1', async () => {
    const server = tls.createServer({ ...(await authority.issue([graph])), ALPNProtocols: ['h2'] });
    const { port } = opened(await listen(server));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-no-http1']);
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`names a server that requires a client certificate (${maxVersion})`, async () => {
      const options = { ...(await authority.issue([graph])), requestCert: true, rejectUnauthorized: true, maxVersion };
      const server = https.createServer({ ...options, ca: authority.pem }, (_, response) => response.end());
      const { port } = opened(await listen(server));
      expect(findingsOf(await probe(leading(port)))).to.include('tls-client-certificate');
    });
  }

  it('names something that accepts every connection', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))));
    const one = leading(port);
    const all: Network = {
      ...one,
      dial: (target, limits) =>
        target.host === '192.0.2.1' ? dial({ host: '127.0.0.1', port }, limits) : one.dial(target, limits),
    };
    expect(findingsOf(await probe(all))).to.deep.equal(['local-agent-answers']);
  });

  it('counts what else ends there to the agent', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))));
    const agent: Network = {
      resolve: async () => at({ address: place, family: 4 }),
      dial: (_, limits) => dial({ host: '127.0.0.1', port }, limits),
    };
    const { findings } = await probe(agent, { every: true, revocation: true });
    expect([...new Set(findings.map(({ name }) => name))]).to.deep.equal(['local-agent-answers']);
  });

  it('names the missing route if a router says so for some hosts and stays silent for the others', async () => {
    let asked = 0;
    const network: Network = {
      resolve: async () => at({ address: place, family: 4 }),
      async dial() {
        asked += 1;
        const code = asked % 3 === 0 ? 'EHOSTUNREACH' : 'ETIMEDOUT';
        throw Object.assign(new Error(`connect ${code}`), { code });
      },
    };
    const { findings } = await probe(network, { every: true });
    expect([...new Set(findings.map(({ name }) => name))]).to.deep.equal(['tcp-no-route']);
  });
});
