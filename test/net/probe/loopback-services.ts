import { createRedactor } from '../../../src/domain/redact.ts';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { type ProbeOptions, probeCloud } from '../../../src/net/probe/probe.ts';
import type { ConnectivityReport } from '../../../src/net/probe/report.ts';
import { type Resolution, ResolveFailed } from '../../../src/net/resolve.ts';
import { type Authority, createAuthority, type Handler, type Server, startHttps } from '../loopback.ts';

export const graph = 'graph.microsoft.com';
/** A public address that the tests lead to loopback. */
export const place = '20.190.0.1';
export const resolver = '10.0.0.53';
export const literal: Resolution = { addresses: [{ address: '127.0.0.1', family: 4 }], from: 'literal', source: null };
export const reportOf = (report: ConnectivityReport, host = graph) => {
  const endpoint = report.endpoints.find((one) => one.host === host);
  return { ok: endpoint?.ok, stages: endpoint?.stages.map(({ stage, ok }) => `${stage} ${ok}`).join(', ') };
};
export const hostIn = (args: object) => ('host' in args ? args.host : null);
export const findingsOf = (report: ConnectivityReport, host = graph) =>
  report.findings.filter(({ where, args }) => where?.name === host || hostIn(args) === host).map(({ name }) => name);

/** Servers on loopback that stand for the services, and a network that leads Graph to them. Closed after each test. */
export function loopbackServices() {
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

  const lazy: Authority = {
    get pem() {
      return authority.pem;
    },
    issue: (...given) => authority.issue(...given),
    intermediate: (...given) => authority.intermediate(...given),
  };
  return { authority: lazy, opened, challenge, at, leading, probe, tlsServer };
}
