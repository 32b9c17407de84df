import * as net from 'node:net';
import { expect } from 'chai';
import { createRedactor } from '../../../src/domain/redact.ts';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { type ProbeOptions, probeCloud } from '../../../src/net/probe/probe.ts';
import { ResolveFailed } from '../../../src/net/resolve.ts';
import { argsOf } from '../../findings.ts';
import { listen, startProxy } from '../loopback.ts';
import { findingsOf, graph, hostIn, loopbackServices, resolver } from './loopback-services.ts';

describe('probeCloud behind a proxy', () => {
  const { authority, opened, probe, tlsServer } = loopbackServices();

  const direct: Network = { resolve: async () => expect.fail('looked up'), dial };
  const behind = (url: string, options: Partial<ProbeOptions> = {}) =>
    probe(direct, { environment: { https_proxy: url }, ...options });

  it('names the schemes that it offers, and the one that needs a relay', async () => {
    const offers =
      'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="a, b"\r\n';
    const { url } = opened(await startProxy(1, () => `HTTP/1.1 407 No\r\n${offers}Content-Length: 0\r\n\r\n`));
    const report = await behind(url);
    expect(report.findings).to.have.length(1);
    expect(argsOf(report.findings[0], 'proxy-auth-required')).to.include({
      schemes: 'Negotiate, NTLM, Basic',
      relay: 'Negotiate',
    });
  });

  it('names a refusal by the page of the proxy', async () => {
    const page = '<title>Category: Cloud</title>';
    const { url } = opened(
      await startProxy(1, () => `HTTP/1.1 403 No\r\nVia: 1.1 gw\r\nContent-Length: ${page.length}\r\n\r\n${page}`),
    );
    const { findings } = await behind(url);
    const found = findings.find(({ args }) => hostIn(args) === graph);
    expect(argsOf(found, 'proxy-refuses-host')).to.include({
      detail: 'HTTP 403, "Category: Cloud", "1.1 gw"',
      source: 'https_proxy',
    });
  });

  it('names a proxy that refuses what it fetches itself (CRLs), and no block page beside it', async () => {
    for (const status of [403, 451]) {
      const refuse = `HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`;
      const proxy = net.createServer((socket) => socket.once('data', () => socket.end(refuse)));
      const { port } = opened(await listen(proxy));
      const { findings } = await behind(`http://127.0.0.1:${port}`, { revocation: true });
      expect(new Set(findings.map(({ name }) => name)), String(status)).to.deep.equal(new Set(['proxy-refuses-host']));
    }
  });

  for (const [what, says, answer] of [
    ['closes', (socket: net.Socket) => socket.end(), 'closed'],
    ['speaks SSH', (socket: net.Socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'SSH-2.0-OpenSSH_9.6'],
    [
      'is a web server',
      (socket: net.Socket) => socket.end('HTTP/1.1 405 No\r\nServer: nginx\r\n\r\n'),
      'HTTP 405, nginx',
    ],
  ] as const) {
    it(`names a server that is not a proxy and ${what}`, async () => {
      const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => says(socket)))));
      const { findings } = await behind(`http://127.0.0.1:${port}`, { revocation: true });
      expect(argsOf(findings[0], 'proxy-is-no-proxy').answer).to.contain(answer);
    });
  }

  it('does not doubt a proxy that leads to other hosts if it closes the connection for one', async () => {
    const { port } = await tlsServer(await authority.issue([graph, 'login.microsoftonline.com']));
    const { url } = opened(await startProxy(port, (target) => (target.startsWith(graph) ? '' : null)));
    const { findings } = await behind(url);
    expect(findings.map(({ name }) => name))
      .to.include('proxy-refuses-host')
      .and.to.not.include('proxy-is-no-proxy');
  });

  it('takes a proxy that leads to other hosts, and is silent for one, for one that does not reach it', async () => {
    const { port } = await tlsServer(await authority.issue([graph, 'login.microsoftonline.com']));
    const server = net.createServer((socket) => {
      socket.once('data', (request) => {
        if (request.includes(graph)) return;
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const far = net.connect(port, '127.0.0.1');
        socket.on('error', () => undefined).on('close', () => far.destroy());
        far
          .on('error', () => undefined)
          .pipe(socket)
          .pipe(far);
      });
    });
    const proxy = opened(await listen(server));
    const { findings } = await behind(`http://127.0.0.1:${proxy.port}`, { stageMs: 400 });
    const found = findings.find(({ args }) => hostIn(args) === graph && !('issuer' in args));
    expect(argsOf(found, 'proxy-cannot-reach-host').status).to.equal(null);
  });

  it('names a proxy that is not running, once', async () => {
    const closed = await listen(net.createServer());
    await closed.close();
    const { findings } = await behind(`http://127.0.0.1:${closed.port}`);
    expect(findings.map(({ name, where }) => [name, where?.name])).to.deep.equal([
      ['proxy-refuses-connection', '127.0.0.1'],
    ]);
    expect(argsOf(findings[0], 'proxy-refuses-connection').local).to.equal('this machine');
  });

  it('names https for an http proxy, and vice versa', async () => {
    const plain = opened(await startProxy(1));
    const [first] = (await behind(`https://127.0.0.1:${plain.port}`)).findings;
    expect(argsOf(first, 'proxy-scheme-mismatch')).to.include({ configured: 'https', actual: 'http' });
    const { port } = await tlsServer(await authority.issue(['127.0.0.1']));
    const [second] = (await behind(`http://127.0.0.1:${port}`)).findings;
    expect(argsOf(second, 'proxy-scheme-mismatch')).to.include({ configured: 'http', actual: 'https' });
  });

  it('names the resolver if that is why the proxy cannot be found', async () => {
    const network: Network = {
      dial,
      resolve: async (host) => {
        throw new ResolveFailed(host, 'ETIMEOUT', [{ server: resolver, code: 'ETIMEOUT' }]);
      },
    };
    const environment = { HTTPS_PROXY: 'http://proxy.example:3128' };
    const { findings } = await probeCloud({
      cloud: 'public',
      redactor: createRedactor(),
      environment,
      network,
    });
    expect(findings.map(({ name, where }) => [name, where?.name])).to.deep.equal([
      ['dns-resolver-silent', 'proxy.example'],
    ]);
  });

  it('keeps what the far side says without being asked', async () => {
    const eager = net.createServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-OpenSSH_9.6\r\n')),
    );
    const { port } = opened(await listen(eager));
    expect(findingsOf(await behind(`http://127.0.0.1:${port}`))).to.include('not-tls');
  });

  it('names a proxy whose host name cannot be resolved', async () => {
    const { findings } = await behind('http://proxy.example:3128');
    expect(findings.map(({ name }) => name)).to.deep.equal(['proxy-not-found']);
  });

  it('names a rejected password', async () => {
    const refusal = 'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="a"\r\nContent-Length: 0\r\n\r\n';
    const { url } = opened(await startProxy(1, () => refusal));
    const { findings } = await behind(url.replace('//', '//user:canary-2@'));
    expect(findings.map(({ name }) => name)).to.deep.equal(['proxy-password-refused']);
    expect(JSON.stringify(findings)).to.not.contain('canary');
  });

  it('names a proxy that fails itself', async () => {
    const { url } = opened(await startProxy(1, () => 'HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n'));
    expect(findingsOf(await behind(url))).to.deep.equal(['proxy-cannot-reach-host']);
  });

  it('names a proxy that cannot reach a host itself', async () => {
    const { url } = opened(await startProxy(1, () => 'HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n'));
    expect((await behind(url)).findings.map(({ name }) => name)).to.include('proxy-cannot-reach-host');
  });

  it('names variables that contradict each other, and a proxy without a port', async () => {
    const { url, port } = opened(await startProxy(1, () => 'HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'));
    const environment = { https_proxy: url, HTTPS_PROXY: 'http://other.example:8080' };
    const conflict = (await probe(direct, { environment })).findings.find(
      ({ name }) => name === 'proxy-variables-conflict',
    );
    expect(argsOf(conflict, 'proxy-variables-conflict')).to.include({
      source: 'https_proxy',
      proxy: `127.0.0.1:${port}`,
      other: 'HTTPS_PROXY',
      otherProxy: 'other.example:8080',
    });
    const { findings } = await behind('http://proxy.example');
    expect(findings.map(({ name }) => name)).to.have.members(['proxy-not-found', 'proxy-port-missing']);
  });
});
