/** The connections to one host: direct or through its proxy, all of them closed together. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type DialTarget, type Limits, openTunnel, secure } from '../connect.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import type { Route } from '../proxy.ts';
import { seenChain } from './chain.ts';
import { type Dialled, dialFamilies } from './dial-families.ts';
import type { SeenChain } from './fault.ts';
import type { Address, Network } from './network.ts';

export interface Path {
  readonly route: Route;
  direct(addresses: readonly Address[]): Promise<Dialled>;
  /** Through the proxy of the route, else the way that `direct` found. `onDialled`: the proxy itself has been reached. */
  tunnel(onDialled?: () => void): Promise<Socket>;
  handshake(socket: Socket): Promise<TLSSocket>;
  /** A second handshake that trusts anybody, over which nothing is sent: only to see who it is. Null: not even that. */
  readChain(): Promise<SeenChain | null>;
  close(): void;
}

export function createPath(target: DialTarget, network: Network, way: ProxyAndTrust, limits: Limits): Path {
  const { host, port } = target;
  const route = way.route(host, port);
  const sockets: Socket[] = [];
  let reached: DialTarget = target;
  const keep = <S extends Socket>(socket: S): S => {
    sockets.push(socket);
    return socket;
  };

  async function tunnel(onDialled: () => void = () => undefined): Promise<Socket> {
    if (route.proxy === null) return keep(await network.dial(reached, limits));
    const { protocol, host: name } = route.proxy;
    const plain = keep(await network.dial(route.proxy, limits));
    onDialled();
    const socket = protocol === 'https:' ? keep(await secure(plain, name, way.trust(), limits)) : plain;
    await openTunnel(socket, target, route.proxy, limits);
    return socket;
  }

  return {
    route,
    tunnel,
    async direct(addresses) {
      const dialled = await dialFamilies(addresses, port, network, limits);
      keep(dialled.socket);
      reached = { host: dialled.address.address, port, family: dialled.address.family };
      return dialled;
    },
    handshake: async (socket) => keep(await secure(socket, host, way.trust(), limits)),
    async readChain() {
      try {
        const { context } = way.trust();
        return seenChain(keep(await secure(await tunnel(), host, { context, verify: false }, limits)), host);
      } catch {
        return null;
      }
    },
    close() {
      // The newest first: Node 20 crashes when a socket goes while TLS over it is still there (experiment).
      for (const socket of sockets.reverse()) socket.destroy();
    },
  };
}
