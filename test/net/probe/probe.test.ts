import * as net from 'node:net';
import { expect } from 'chai';
import { createRedactor } from '../../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { NetworkFault } from '../../../src/emulator/world/model.ts';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/probe/network.ts';
import { type ProbeOptions, probeCloud } from '../../../src/net/probe/probe.ts';
import type { ConnectivityReport } from '../../../src/net/probe/report.ts';
import { argsOf } from '../../findings.ts';
import {
  type Authority,
  createAuthority,
  type Handler,
  listen,
  type Server,
  startHttps,
  startProxy,
} from '../loopback.ts';

const graph = 'graph.microsoft.com';
const reportOf = (report: ConnectivityReport, host = graph) => {
  const endpoint = report.endpoints.find((one) => one.host === host);
  return { ok: endpoint?.ok, stages: endpoint?.stages.map(({ stage, ok }) => `${stage} ${ok}`).join(', ') };
};
const hostIn = (args: object) => ('host' in args ? args.host : null);
const findingsOf = (report: ConnectivityReport, host = graph) =>
  report.findings.filter(({ where, args }) => where?.name === host || hostIn(args) === host).map(({ name }) => name);

describe('probeCloud in the emulator', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator(buildWorld('healthy-v1-self-signed'));
  });
  afterEach(() => emulator.close());

  const network: Network = {
    lookup: async (host) => {
      throw new Error(`${host} was looked up`);
    },
    dial: (target, limits) => {
      if (target.host !== '127.0.0.1') throw new Error(`${target.host} was dialled`);
      return dial(target, limits);
    },
  };
  const probe = (faults: NetworkFault[] = [], options: Partial<ProbeOptions> = {}) => {
    emulator.world.wire.push(...faults);
    return probeCloud({
      cloud: 'public',
      tenantId: emulator.world.operator.tenantId,
      environmentUrl: emulator.world.environments[0]?.url,
      redactor: createRedactor(),
      environment: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' },
      emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem },
      network,
      ...options,
    });
  };

  it('finds every must host healthy, through nothing but the emulator', async () => {
    const report = await probe([], { userAssigned: true });
    const must = report.endpoints.filter(({ need }) => need !== 'should');
    expect(must.map(({ purpose }) => purpose)).to.deep.equal(['sign-in', 'dataverse', 'graph', 'resource-manager']);
    for (const { host } of must) {
      expect(reportOf(report, host)).to.deep.equal({ ok: true, stages: 'proxy true, tls true, http true' });
    }
    expect(report.findings.filter(({ need }) => need !== 'should')).to.deep.equal([]);
    expect(Math.abs(report.clock.skewSeconds ?? 99)).to.be.lessThan(3);
    expect(report.proxy).to.include({ host: '127.0.0.1', source: 'emulator' });
  });

  for (const [kind, finding, stages] of [
    ['untrusted-ca', 'tls-intercepted-untrusted', 'proxy true, tls false'],
    ['proxy-auth', 'proxy-auth-required', 'proxy false'],
    ['refuse-connect', 'proxy-refuses-host', 'proxy false'],
    ['dns', 'dns-fails', 'proxy false'],
    ['unreachable', 'tcp-refused', 'proxy false'],
    ['missing-intermediate', 'tls-missing-intermediate', 'proxy true, tls false'],
    ['block-page', 'block-page', 'proxy true, tls true, http false'],
  ] as const) {
    it(`names ${finding} for a wire fault ${kind}, and goes on with the other hosts`, async () => {
      const report = await probe([{ host: graph, kind }]);
      expect(reportOf(report)).to.deep.equal({ ok: false, stages });
      expect(report.findings.map(({ name }) => name)).to.include(finding);
      expect(reportOf(report, 'login.microsoftonline.com').ok).to.equal(true);
    });
  }

  it('says who intercepts', async () => {
    const { findings } = await probe([{ host: graph, kind: 'untrusted-ca' }]);
    expect(findings.find(({ where }) => where?.name === graph)?.args).to.include({
      issuer: 'CN=Example Web Gateway CA',
    });
  });

  it('measures the clock by the services', async () => {
    const { clock, findings } = await probe([{ host: '*', kind: 'clock', value: -720 }]);
    expect(clock.skewSeconds).to.be.within(-722, -718);
    expect(findings[0]).to.deep.include({
      name: 'clock-skew',
      args: { host: 'login.microsoftonline.com', skew: '12 minutes ahead' },
    });
  });

  it('leaves a small difference of clocks alone', async () => {
    const { findings } = await probe([{ host: '*', kind: 'clock', value: 200 }]);
    expect(findings.map(({ name }) => name)).to.not.include('clock-skew');
  });

  it('counts one proxy that wants a sign-in once', async () => {
    const { findings } = await probe([{ host: '*', kind: 'proxy-auth' }]);
    expect(findings.map(({ name, need }) => [name, need])).to.deep.equal([['proxy-auth-required', 'must']]);
  });

  it('does not blame what it had no time for', async () => {
    const report = await probe([{ host: graph, kind: 'latency', value: 60_000 }], { totalMs: 250 });
    expect(reportOf(report)).to.deep.equal({ ok: null, stages: 'proxy true, tls true, http null' });
    expect(findingsOf(report)).to.deep.equal([]);
  });
});

describe('probeCloud on this machine', () => {
  let authority: Authority;
  let servers: Server[];
  beforeEach(() => {
    servers = [];
  });
  before(async () => {
    authority = await createAuthority('Example Root');
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
  });

  const opened = <S extends Server>(server: S): S => {
    servers.push(server);
    return server;
  };
  const challenge: Handler = (_, response) =>
    void response
      .writeHead(401, { 'www-authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/common"' })
      .end();
  /** Graph leads to `port`, every other host to nowhere. */
  const leading = (port: number): Network => ({
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    dial: (target, limits) => dial({ ...target, port: target.host === '127.0.0.1' ? port : target.port }, limits),
  });
  const probe = (network: Network, options: Partial<ProbeOptions> = {}) => {
    const only: Network = {
      ...network,
      lookup: async (host) => {
        if (host !== graph) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
        return network.lookup(host);
      },
    };
    return probeCloud({
      cloud: 'public',
      redactor: createRedactor(),
      environment: {},
      ca: [authority.pem],
      network: only,
      ...options,
    });
  };
  const tlsServer = async (tls: { key: string; cert: string }, handler = challenge) =>
    opened(await startHttps(tls, handler));

  it('passes dns, tcp, tls and http, and says that the authority is not a public one', async () => {
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
    expect(findingsOf(report)).to.deep.equal(['tcp-timeout']);
  });

  it('names a filter that drops the handshake', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => socket.destroy()))));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['proxy-refuses-host']);
  });

  it('names plain HTTP on the port of TLS', async () => {
    const { port } = opened(await listen(net.createServer((socket) => socket.end('HTTP/1.1 302 Found\r\n\r\n'))));
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['block-page']);
  });

  it('names a certificate for another host', async () => {
    const { port } = await tlsServer(await authority.issue(['portal.example']));
    const { findings } = await probe(leading(port));
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'block-page').detail).to.equal('the certificate is for portal.example');
  });

  it('names an authority that is not known here', async () => {
    const stranger = await createAuthority('Example Gateway');
    const { port } = await tlsServer(await stranger.issue([graph]));
    const { findings } = await probe(leading(port), { ca: [] });
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-intercepted-untrusted').issuer).to.equal('CN=Example Gateway');
  });

  it('names a missing intermediate where the root is there', async () => {
    const { key, cert } = await (await authority.intermediate('Example Intermediate')).issue([graph]);
    const whole = await tlsServer({ key, cert });
    expect(findingsOf(await probe(leading(whole.port)))).to.deep.equal(['tls-intercepted-trusted']);
    const [leaf = ''] = cert.split(/(?<=-----END CERTIFICATE-----)/);
    const { port } = await tlsServer({ key, cert: leaf });
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-missing-intermediate']);
  });

  it('says to look at the clock where a certificate has expired', async () => {
    const day = 24 * 3600 * 1000;
    const old = { notBefore: new Date(Date.now() - 3 * day), notAfter: new Date(Date.now() - 2 * day) };
    const { port } = await tlsServer(await authority.issue([graph], old));
    const { findings } = await probe(leading(port));
    const found = findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'tls-intercepted-untrusted').detail).to.equal(
      'CERT_HAS_EXPIRED: look at the clock of this machine first',
    );
  });

  it('names a line that is closed after the request', async () => {
    const { port } = await tlsServer(await authority.issue([graph]), (request) => void request.socket.destroy());
    const report = await probe(leading(port));
    expect(reportOf(report)).to.deep.equal({ ok: false, stages: 'dns true, tcp true, tls true, http false' });
    expect(findingsOf(report)).to.include('block-page');
  });

  it('names IPv6 that is announced and dead, and goes on over IPv4', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const v4 = leading(port);
    const both: Network = {
      lookup: async () => [
        { address: '2001:db8::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
      dial: async (target, limits) => {
        if (target.family === 6) throw Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
        return v4.dial(target, limits);
      },
    };
    const report = await probe(both);
    expect(reportOf(report).ok).to.equal(true);
    expect(findingsOf(report)).to.include('ipv6-broken');
  });

  it('says nothing of IPv6 where this machine has none', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const v4 = leading(port);
    const both: Network = {
      lookup: async () => [
        { address: '2001:db8::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
      dial: async (target, limits) => {
        if (target.family === 6) throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' });
        return v4.dial(target, limits);
      },
    };
    expect(findingsOf(await probe(both))).to.not.include('ipv6-broken');
  });

  describe('behind a proxy', () => {
    const direct: Network = { lookup: async () => expect.fail('looked up'), dial };
    const behind = (url: string, options: Partial<ProbeOptions> = {}) =>
      probe(direct, { environment: { https_proxy: url }, ...options });

    it('names the schemes that it offers, and never shows the password', async () => {
      const offers =
        'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="a, b"\r\n';
      const { url } = opened(await startProxy(1, () => `HTTP/1.1 407 No\r\n${offers}Content-Length: 0\r\n\r\n`));
      const report = await behind(url.replace('//', '//user:canary-1@'));
      expect(report.findings).to.have.length(1);
      expect(argsOf(report.findings[0], 'proxy-auth-required').schemes).to.equal('Negotiate, NTLM, Basic');
      expect(JSON.stringify(report)).to.not.contain('canary');
    });

    it('names a refusal by the page of the proxy', async () => {
      const page = '<title>Category: Cloud</title>';
      const { url } = opened(
        await startProxy(1, () => `HTTP/1.1 403 No\r\nVia: 1.1 gw\r\nContent-Length: ${page.length}\r\n\r\n${page}`),
      );
      const { findings } = await behind(url);
      expect(findings.find(({ args }) => hostIn(args) === graph)).to.deep.include({
        name: 'proxy-refuses-host',
        args: { host: graph, detail: 'HTTP 403, Category: Cloud, 1.1 gw' },
      });
    });

    it('names something that is no proxy', async () => {
      const { port } = opened(await listen(net.createServer((socket) => socket.once('data', () => socket.end()))));
      const { findings } = await behind(`http://127.0.0.1:${port}`);
      expect(
        argsOf(
          findings.find(({ args }) => hostIn(args) === graph),
          'proxy-refuses-host',
        ).detail,
      ).to.contain('may be no proxy');
    });

    it('names a proxy that does not run, once', async () => {
      const closed = await listen(net.createServer());
      await closed.close();
      const { findings } = await behind(`http://127.0.0.1:${closed.port}`);
      expect(findings.map(({ name, where }) => [name, where?.name])).to.deep.equal([['tcp-refused', '127.0.0.1']]);
    });
  });
});
