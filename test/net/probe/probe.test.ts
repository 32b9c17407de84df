import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { expect } from 'chai';
import { createRedactor } from '../../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { NetworkFault } from '../../../src/emulator/world/model.ts';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { type ProbeOptions, probeCloud } from '../../../src/net/probe/probe.ts';
import type { ConnectivityReport } from '../../../src/net/probe/report.ts';
import { type Resolution, ResolveFailed } from '../../../src/net/resolve.ts';
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
/** A public address that the tests lead to loopback. */
const place = '20.190.0.1';
const resolver = '10.0.0.53';
const literal: Resolution = { addresses: [{ address: '127.0.0.1', family: 4 }], from: 'literal', source: null };
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
    resolve: async (host) => {
      if (host === '127.0.0.1') return literal;
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

  it('finds every required host healthy through the emulator alone', async () => {
    const report = await probe([], { userAssigned: true });
    const must = report.endpoints.filter(({ need }) => need !== 'should');
    expect(must.map(({ purpose }) => purpose)).to.deep.equal([
      'sign-in',
      'signing-keys',
      'dataverse',
      'graph',
      'resource-manager',
    ]);
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
    it(`reports ${finding} for the network fault ${kind}, and continues with the other hosts`, async () => {
      const report = await probe([{ host: graph, kind }]);
      expect(reportOf(report)).to.deep.equal({ ok: false, stages });
      expect(report.findings.map(({ name }) => name)).to.include(finding);
      expect(reportOf(report, 'login.microsoftonline.com').ok).to.equal(true);
    });
  }

  it('names the intercepting CA', async () => {
    const { findings } = await probe([{ host: graph, kind: 'untrusted-ca' }]);
    expect(findings.find(({ where }) => where?.name === graph)?.args).to.include({
      issuer: 'CN=Example Web Gateway CA',
    });
  });

  it('measures the clock against the services', async () => {
    const { clock, findings } = await probe([{ host: '*', kind: 'clock', value: -720 }]);
    expect(clock.skewSeconds).to.be.within(-722, -718);
    expect(findings[0]).to.deep.include({
      name: 'clock-skew',
      args: { host: 'login.microsoftonline.com', port: 443, skew: '12 minutes ahead', detail: null },
    });
  });

  it('warns of a minute, and ignores less', async () => {
    const small = await probe([{ host: '*', kind: 'clock', value: 90 }]);
    expect(small.findings.find(({ name }) => name === 'clock-skew')?.severity).to.equal('warning');
    emulator.world.wire.length = 0;
    const { findings } = await probe([{ host: '*', kind: 'clock', value: 45 }]);
    expect(findings.map(({ name }) => name)).to.not.include('clock-skew');
  });

  it('counts one proxy that requires authentication once', async () => {
    const { findings } = await probe([{ host: '*', kind: 'proxy-auth' }]);
    expect(findings.map(({ name, need }) => [name, need])).to.deep.equal([['proxy-auth-required', 'must']]);
  });

  it('blames nothing that it had no time to probe', async () => {
    const report = await probe([{ host: graph, kind: 'latency', value: 60_000 }], { totalMs: 1500 });
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
  const at = (...addresses: Resolution['addresses']): Resolution => ({ addresses, from: 'dns', source: resolver });
  /** Graph leads to `port`, every other address to nowhere. */
  const leading = (port: number, resolution = at({ address: place, family: 4 })): Network => ({
    resolve: async () => resolution,
    dial: (target, limits) => {
      const there = [target.host, ...(target.addresses ?? []).map(({ address }) => address)];
      if (there.includes('127.0.0.1')) return dial(target, limits);
      if (resolution.addresses.some(({ address }) => there.includes(address))) {
        return dial({ host: '127.0.0.1', port }, limits);
      }
      return Promise.reject(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    },
  });
  const probe = (network: Network, { every = false, ...options }: Partial<ProbeOptions> & { every?: boolean } = {}) => {
    const only: Network = {
      ...network,
      resolve: async (host, limits) => {
        if (host === '127.0.0.1') return literal;
        if (host === graph || every) return network.resolve(host, limits);
        throw new ResolveFailed(host, 'ENOTFOUND', [{ server: resolver, code: 'ENOTFOUND' }]);
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
    expect(findingsOf(await probe(leading(port)))).to.deep.equal(['tls-missing-intermediate']);
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

  it('measures the clock by the services alone, not by hosts whose answer anyone could give', async () => {
    const date =
      (seconds: number): Handler =>
      (request, response) => {
        response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
        challenge(request, response);
      };
    const skewed = await tlsServer(await authority.issue([graph]), date(400));
    const others = opened(await listen(http.createServer((_, response) => void response.end(Buffer.from([0x30])))));
    const network = leading(skewed.port);
    const clocks: Network = {
      resolve: async () => at({ address: place, family: 4 }),
      dial: (target, limits) =>
        target.port === 80 ? dial({ host: '127.0.0.1', port: others.port }, limits) : network.dial(target, limits),
    };
    const { findings } = await probe(clocks, { every: true, revocation: true });
    expect(findings[0]?.name).to.equal('clock-skew');
  });

  for (const [what, code, name] of [
    ['fails', 'ESERVFAIL', 'dns-resolver-fails'],
    ['refuses', 'EREFUSED', 'dns-resolver-fails'],
    ['is silent', 'ETIMEOUT', 'dns-resolver-silent'],
  ] as const) {
    it(`names a resolver that ${what}, by its address`, async () => {
      const network = leading(1);
      const report = await probe({
        ...network,
        resolve: async (host) => {
          throw new ResolveFailed(host, code, [{ server: resolver, code }]);
        },
      });
      const found = report.findings.find(({ where }) => where?.name === graph);
      expect(argsOf(found, name).resolver).to.equal(resolver);
    });
  }

  it('names a DNS filter', async () => {
    const report = await probe(leading(1, at({ address: '0.0.0.0', family: 4 })));
    expect(findingsOf(report)).to.deep.equal(['dns-filtered']);
  });

  for (const address of ['10.1.2.3', '100.64.0.7', '198.18.0.9']) {
    it(`names ${address} for a public name if the connection fails`, async () => {
      const closed = await listen(net.createServer());
      await closed.close();
      const report = await probe(leading(closed.port, at({ address, family: 4 })));
      const found = report.findings.find(({ where }) => where?.name === graph);
      expect(argsOf(found, 'private-address').address).to.equal(address);
    });
  }

  it('expects the private address of what the user names, and names why it is not reached', async () => {
    const closed = await listen(net.createServer());
    await closed.close();
    const vault = 'contoso.vault.azure.net';
    const network = leading(closed.port, at({ address: '10.1.2.3', family: 4 }));
    const resolve: Network['resolve'] = async (host, limits) => {
      if (host === vault) return network.resolve(host, limits);
      throw new ResolveFailed(host, 'ENOTFOUND', []);
    };
    const options = { resources: [`https://${vault}`], every: true };
    const refused = await probe({ ...network, resolve }, options);
    expect(findingsOf(refused, vault)).to.deep.equal(['tcp-refused']);
  });

  it('names the hosts file, even if the host works', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const file: Resolution = { addresses: [{ address: place, family: 4 }], from: 'hosts-file', source: '/etc/hosts' };
    const report = await probe(leading(port, file));
    expect(findingsOf(report)).to.include('hosts-file-entry');
    const closed = await listen(net.createServer());
    await closed.close();
    expect(findingsOf(await probe(leading(closed.port, file)))).to.deep.equal(['hosts-file-entry']);
  });

  it('names NO_PROXY if it bypasses the proxy and the direct connection fails', async () => {
    const closed = await listen(net.createServer());
    await closed.close();
    const environment = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: '.microsoft.com' };
    const report = await probe(leading(closed.port), { environment });
    const found = report.findings.find(({ where }) => where?.name === graph);
    expect(argsOf(found, 'proxy-bypassed')).to.include({ entry: '.microsoft.com', proxy: 'proxy.example:3128' });
  });

  it('names a proxy variable that does not apply if the direct connection fails', async () => {
    const closed = await listen(net.createServer());
    await closed.close();
    const report = await probe(leading(closed.port), { environment: { HTTP_PROXY: 'http://proxy.example:3128' } });
    expect(report.findings[0]?.name).to.equal('proxy-not-used');
  });

  it('names the proxy settings of the system, which nothing follows: the likely cause, or a warning', async () => {
    const systemProxy = { source: 'Windows Internet Settings', detail: 'PAC script http://pac/proxy.pac' };
    const machine = Promise.resolve({ systemProxy, read: [] });
    const closed = await listen(net.createServer());
    await closed.close();
    const failing = await probe(leading(closed.port), { machine });
    expect(failing.findings[0]).to.deep.include({ name: 'proxy-not-used', severity: null });
    const { port } = await tlsServer(await authority.issue([graph]));
    const working = await probe(leading(port), { machine });
    const found = working.findings.find(({ name }) => name === 'proxy-not-used');
    // The other hosts of this test have no address.
    expect(argsOf(found, 'proxy-not-used')).to.include({ detail: systemProxy.detail, direct: 'fails' });
  });

  it('reports disabled certificate verification', async () => {
    const { findings } = await probe(leading(1), { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } });
    expect(findings[0]?.name).to.equal('tls-verification-off');
  });

  it('reports IPv6 that is published but fails, and continues over IPv4', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const v4 = leading(port);
    const both: Network = {
      resolve: async () => at({ address: '2001:db8::1', family: 6 }, { address: place, family: 4 }),
      dial: async (target, limits) => {
        if (target.family === 6) throw Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
        return v4.dial(target, limits);
      },
    };
    const report = await probe(both);
    expect(reportOf(report).ok).to.equal(true);
    expect(findingsOf(report)).to.include('ipv6-broken');
  });

  for (const [what, route, expected] of [
    ['a router far away rejects', true, true],
    ['this machine has no route for', false, false],
  ] as const) {
    it(`${expected ? 'reports' : 'does not report'} IPv6 that ${what}`, async () => {
      const { port } = await tlsServer(await authority.issue([graph]));
      const v4 = leading(port);
      const both: Network = {
        resolve: async () => at({ address: '2001:db8::1', family: 6 }, { address: place, family: 4 }),
        dial: async (target, limits) => {
          if (target.family === 6) throw Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH' });
          return v4.dial(target, limits);
        },
        hasRoute: async () => route,
      };
      expect(findingsOf(await probe(both)).includes('ipv6-broken')).to.equal(expected);
    });
  }

  it('tries every address of a name within one limit', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const good = leading(port);
    const dialled: string[] = [];
    const many = [1, 2, 3, 4].map((last) => ({ address: `198.51.100.${last}`, family: 4 }) as const);
    const lost: Network = {
      resolve: async () => at(...many, { address: place, family: 4 }),
      dial: async (target, limits) => {
        dialled.push(target.host);
        if (target.host === place) return good.dial(target, limits);
        throw Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' });
      },
    };
    expect(reportOf(await probe(lost)).ok).to.equal(true);
    expect(dialled.filter((host) => host.startsWith('198.51.100.'))).to.have.length(4);
  });

  it('reports nothing about IPv6 if this machine has none', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const v4 = leading(port);
    const both: Network = {
      resolve: async () => at({ address: '2001:db8::1', family: 6 }, { address: place, family: 4 }),
      dial: async (target, limits) => {
        if (target.family === 6) throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' });
        return v4.dial(target, limits);
      },
    };
    expect(findingsOf(await probe(both))).to.not.include('ipv6-broken');
  });

  describe('behind a proxy', () => {
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
        detail: 'HTTP 403, Category: Cloud, 1.1 gw',
        source: 'https_proxy',
      });
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
        const { findings } = await behind(`http://127.0.0.1:${port}`);
        expect(argsOf(findings[0], 'proxy-is-no-proxy').answer).to.contain(answer);
      });
    }

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
});
