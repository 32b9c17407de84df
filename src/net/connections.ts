/** Connections by the route of each host, of our own steps; some are opened before a request wants them. */
import type { Socket } from 'node:net';
import type { Trust } from './certificate-authorities.ts';
import { type DialTarget, dial, openTunnel, secure } from './connect.ts';
import type { Route } from './proxy.ts';

export interface ConnectionTarget {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** The name that the certificate must have, where it is not the host. */
  readonly servername?: string | undefined;
}

export interface ConnectionOptions {
  readonly route: (host: string, port: number) => Route;
  readonly trust: () => Trust;
  /** Milliseconds for each of TCP, CONNECT and TLS. */
  readonly connectMs: number;
  /** Milliseconds that one may wait to be taken: firewalls forget idle connections without telling. */
  readonly idleMs?: number;
}

export interface Connections {
  /** A connection of one's own: one that was opened ahead, else a new one. */
  open(target: ConnectionTarget): Promise<Socket>;
  /** Opens that many; resolves to whether all are open. Why one is not, is told by `open`, which tries anew. */
  ahead(target: ConnectionTarget, count: number): Promise<boolean>;
  /** Ends what was opened ahead and never taken. */
  close(): void;
}

export function createConnections({ route, trust, connectMs, idleMs = 10_000 }: ConnectionOptions): Connections {
  const limits = { ms: connectMs };
  const waiting = new Map<string, Promise<Socket | null>[]>();

  async function fresh({ protocol, host, port, servername }: ConnectionTarget): Promise<Socket> {
    const socket = await reach({ host, port }, route(host, port).proxy);
    return protocol === 'https:' ? secure(socket, servername || host, trust(), limits) : socket;
  }

  async function reach(target: DialTarget, proxy: Route['proxy']): Promise<Socket> {
    if (proxy === null) return dial(target, limits);
    const plain = await dial(proxy, limits);
    const socket = proxy.protocol === 'https:' ? await secure(plain, proxy.host, trust(), limits) : plain;
    await openTunnel(socket, target, proxy, limits);
    return socket;
  }

  /** Until it is taken: an error without a listener would end the process, and only who reads sees the other side's end. */
  function keep(socket: Socket): Socket {
    return socket.on('error', ignore).on('timeout', socket.destroy).setTimeout(idleMs).resume();
  }

  function release(socket: Socket): Socket {
    return socket.off('timeout', socket.destroy).setTimeout(0).pause();
  }

  return {
    async open(target) {
      const kept = await waiting.get(keyOf(target))?.shift();
      return kept == null || kept.destroyed ? fresh(target) : release(kept);
    },

    async ahead(target, count) {
      const opened = Array.from({ length: count }, () => fresh(target).then(keep, () => null));
      waiting.set(keyOf(target), [...(waiting.get(keyOf(target)) ?? []), ...opened]);
      return (await Promise.all(opened)).every((socket) => socket !== null);
    },

    close() {
      for (const socket of [...waiting.values()].flat()) void socket.then((open) => open?.destroy());
      waiting.clear();
    },
  };
}

const keyOf = ({ protocol, host, port }: ConnectionTarget) => `${protocol}//${host}:${port}`;

const ignore = () => {};
