/** The connections to one host: direct or through its proxy, all of them closed together. */
import type { Socket } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { type Limits, secure } from '../connect.ts';
import type { Network } from '../network.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import type { ProxyServer, Route } from '../proxy.ts';
import { dialProxy, type Place, reachByProxy } from '../reach.ts';
import type { Resolution } from '../resolve.ts';
import { atStage } from '../stage-failure.ts';
import { type Dialled, dialFamilies } from './dial-families.ts';

export interface Path {
  readonly route: Route;
  /** What names the host, on a direct path. */
  readonly resolution: Resolution | null;
  resolve(): Promise<Resolution>;
  direct(resolution: Resolution): Promise<Dialled>;
  /** `onConnected`: the proxy itself has been reached. */
  tunnel(proxy: ProxyServer, onConnected: () => void): Promise<Socket>;
  /** To the proxy itself, from which http URLs are requested without a tunnel. */
  toProxy(proxy: ProxyServer): Promise<Socket>;
  handshake(socket: Socket): Promise<{ readonly secured: TLSSocket; readonly leaf: DetailedPeerCertificate | null }>;
  close(): void;
}

export function createPath(place: Place, network: Network, way: ProxyAndTrust, limits: Limits): Path {
  const { host, port } = place;
  const route = way.route(host, port);
  const sockets: Socket[] = [];
  let resolution: Resolution | null = null;
  const keep = <S extends Socket>(socket: S): S => {
    sockets.push(socket);
    return socket;
  };

  return {
    route,
    get resolution() {
      return resolution;
    },
    async resolve() {
      resolution = await network.resolve(host, limits);
      return resolution;
    },
    async direct({ addresses }) {
      const dialled = await dialFamilies(addresses, port, network, limits);
      keep(dialled.socket);
      return dialled;
    },
    tunnel: async (proxy, onConnected) =>
      keep(await reachByProxy(place, proxy, { route, network, trust: way.trust, limits }, onConnected)),
    async toProxy(proxy) {
      const options = { route, network, trust: way.trust, limits };
      const plain = keep(await dialProxy(proxy, options));
      if (proxy.protocol === 'http:') return plain;
      return keep(await atStage('proxy-tls', proxy, () => secure(plain, proxy.host, way.trust(), limits)));
    },
    async handshake(socket) {
      let leaf: DetailedPeerCertificate | null = null;
      const onVerified = (seen: DetailedPeerCertificate) => {
        leaf = seen;
      };
      const secured = keep(await secure(socket, host, { ...way.trust(), onVerified }, limits));
      return { secured, leaf };
    },
    close() {
      // The newest first: Node 20 crashes when a socket goes while TLS over it is still there (experiment).
      for (const socket of sockets.reverse()) socket.destroy();
    },
  };
}
