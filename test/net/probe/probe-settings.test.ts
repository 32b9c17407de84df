import * as http from 'node:http';
import * as net from 'node:net';
import { expect } from 'chai';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { type Resolution, ResolveFailed } from '../../../src/net/resolve.ts';
import { argsOf } from '../../findings.ts';
import { type Handler, listen } from '../loopback.ts';
import { findingsOf, graph, loopbackServices, place, reportOf, resolver } from './loopback-services.ts';

describe('probeCloud and the settings of this machine', () => {
  const { authority, opened, challenge, at, leading, probe, tlsServer } = loopbackServices();

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

  const six = { address: '2001:db8::1', family: 6 } as const;
  const four = { address: place, family: 4 } as const;
  for (const [what, addresses, code, expected] of [
    ['IPv4 is refused', [six, four], 'ECONNREFUSED', 'ECONNREFUSED'],
    ['this machine has no IPv4', [six, four], 'ENETUNREACH', 'ENETUNREACH'],
    ['the host has no IPv4 address', [six], null, 'no address'],
    ['IPv4 connects as well', [six, four], null, null],
  ] as const) {
    it(`${expected === null ? 'has no note' : 'notes that only IPv6 works'} if ${what}`, async () => {
      const login = 'login.microsoftonline.com';
      const { port } = await tlsServer(
        await authority.issue([login]),
        (_, response) =>
          void response.writeHead(400, { 'content-type': 'application/json', 'x-ms-request-id': '1' }).end('{}'),
      );
      const network = leading(port);
      const lame: Network = {
        resolve: async () => at(...addresses),
        dial: async (target, limits) => {
          if (target.family === 6) return dial({ host: '127.0.0.1', port }, limits);
          if (code !== null) throw Object.assign(new Error(`connect ${code}`), { code });
          return network.dial(target, limits);
        },
        hasRoute: async () => false,
      };
      const { notes, findings } = await probe(lame, { every: true });
      expect(notes.length).to.equal(expected === null ? 0 : 1);
      if (expected !== null) expect(notes[0]).to.contain(`Only IPv6 reaches ${login} (IPv4: ${expected}).`);
      expect(findings.map(({ name }) => name)).to.not.include('ipv6-broken');
    });
  }

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
});
