/** From a host to a socket that is ready for TLS: directly, or through its proxy. Every failure says its step. */
import type { Socket } from 'node:net';
import type { CertificateAuthorities } from './certificate-authorities.ts';
import { type Limits, openTunnel, secure } from './connect.ts';
import type { Network } from './network.ts';
import type { ProxyServer, Route } from './proxy.ts';
import type { Resolution } from './resolve.ts';
import { atStage } from './stage-failure.ts';

export interface ReachOptions {
  readonly route: Route;
  readonly network: Network;
  readonly trust: () => CertificateAuthorities;
  readonly limits: Limits;
}

export interface Place {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

export async function reach(place: Place, options: ReachOptions): Promise<Socket> {
  const { route, network, limits } = options;
  if (route.proxy !== null) return reachByProxy(place, route.proxy, options);
  const { addresses } = await atStage('dns', null, () => network.resolve(place.host, limits));
  return atStage('tcp', null, () => network.dial({ ...place, addresses }, limits));
}

/** `onConnected`: the proxy itself has been reached. */
export async function reachByProxy(
  place: Place,
  proxy: ProxyServer,
  options: ReachOptions,
  onConnected: () => void = () => undefined,
): Promise<Socket> {
  const { limits, trust } = options;
  const plain = await dialProxy(proxy, options);
  onConnected();
  const socket =
    proxy.protocol === 'https:'
      ? await atStage('proxy-tls', proxy, () => secure(plain, proxy.host, trust(), limits))
      : plain;
  await atStage('proxy', proxy, () => openTunnel(socket, place, proxy, limits));
  return socket;
}

export async function dialProxy(proxy: ProxyServer, { network, limits }: ReachOptions): Promise<Socket> {
  const { addresses }: Resolution = await atStage('proxy-dns', proxy, () => network.resolve(proxy.host, limits));
  const { host, port } = proxy;
  return atStage('proxy-tcp', proxy, () => network.dial({ host, port, addresses }, limits));
}
