/** Connections for undici, made of our own steps, by the route of each host. */
import type { Socket } from 'node:net';
import type { Agent, buildConnector } from 'undici';
import type { Trust } from './certificate-authorities.ts';
import { dial, openTunnel, secure } from './connect.ts';
import type { Route } from './proxy.ts';

export interface Timeouts {
  /** For each of TCP, CONNECT and TLS. */
  readonly connectMs: number;
  readonly headersMs: number;
  /** Between two parts of a body. */
  readonly bodyMs: number;
  /** One try as a whole. */
  readonly totalMs: number;
}

export interface TransportOptions {
  readonly route: (host: string, port: number) => Route;
  readonly trust: Trust;
  readonly timeouts: Timeouts;
}

/** undici is loaded here, with the first request. */
export async function createTransport({ route, trust, timeouts }: TransportOptions): Promise<Agent> {
  const { Agent } = await import('./undici-agent.ts');
  const limits = { ms: timeouts.connectMs };

  async function connect({ hostname, port, protocol, servername }: buildConnector.Options): Promise<Socket> {
    const host = hostname.replace(/^\[|\]$/g, '');
    const target = { host, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
    const { proxy } = route(target.host, target.port);
    const socket = await openSocket(target, proxy);
    return protocol === 'https:' ? secure(socket, servername || host, { context: trust.context }, limits) : socket;
  }

  async function openSocket(target: { host: string; port: number }, proxy: Route['proxy']): Promise<Socket> {
    if (proxy === null) return dial(target, limits);
    const plain = await dial(proxy, limits);
    const socket =
      proxy.protocol === 'https:' ? await secure(plain, proxy.host, { context: trust.context }, limits) : plain;
    await openTunnel(socket, target, proxy, limits);
    return socket;
  }

  return new Agent({
    connect: (options, callback) => {
      connect(options).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  });
}
