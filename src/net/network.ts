/** The machine's network; replaced in tests, so that real names lead to loopback. */
import { isIPv6, type Socket } from 'node:net';
import { type DialTarget, dial, type Limits } from './connect.ts';
import { queryAlias } from './query-alias.ts';
import { createResolve, type Resolution, type ResolverOptions } from './resolve.ts';

export interface Network {
  resolve(host: string, limits: Limits): Promise<Resolution>;
  dial(target: DialTarget, limits: Limits): Promise<Socket>;
  /** The name that the host is an alias of, by DNS; null: none, or not known. */
  alias?(host: string, limits: Limits): Promise<string | null>;
  /** Whether this machine itself has a route to an address. Nothing is sent. */
  hasRoute?(address: string, port: number): Promise<boolean>;
}

/** To connect a UDP socket is to look up the route. */
async function hasRoute(address: string, port: number): Promise<boolean> {
  const { createSocket } = await import('node:dgram');
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false)).once('connect', () => resolve(true));
      socket.connect(port, address);
    });
  } finally {
    socket.close();
  }
}

export function machineNetwork(options: ResolverOptions = {}): Network {
  const alias: Network['alias'] = (host, limits) => queryAlias(host, limits, options.servers);
  return { resolve: createResolve(options), dial, alias, hasRoute };
}
