/** Connections to each host over its route. Some are opened before a request needs them. */
import type { Socket } from 'node:net';
import type { CertificateAuthorities } from './certificate-authorities.ts';
import { secure } from './connect.ts';
import { machineNetwork, type Network } from './network.ts';
import type { ProxyServer, Route } from './proxy.ts';
import { reach } from './reach.ts';
import { atStage } from './stage-failure.ts';

export interface ConnectionTarget {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** The name that the certificate must have, if it is not the host. */
  readonly servername?: string | undefined;
}

export interface ConnectionOptions {
  readonly route: (host: string, port: number) => Route;
  readonly trust: () => CertificateAuthorities;
  readonly network?: Network;
  /** Milliseconds for each of DNS, TCP, CONNECT and TLS. */
  readonly connectMs: number;
  /** Milliseconds before an unused connection is closed: firewalls drop idle connections silently. */
  readonly idleMs?: number;
  /** Milliseconds that only run forward; for tests. */
  readonly now?: () => number;
}

export interface Connections {
  /** A connection for one caller: one that was opened early, else a new one. */
  open(target: ConnectionTarget): Promise<Socket>;
  /**
   * Opens that many; resolves to whether all are open. The caller that waits for a failed one, or comes right after it,
   * gets its error: another try would take another time-out, and send a proxy the same wrong password. Later, `open`
   * tries again.
   */
  preconnect(target: ConnectionTarget, count: number): Promise<boolean>;
  /** The proxy to this host has opened a tunnel, to it or to another. */
  throughProxy(host: string, port: number): boolean;
  /** Closes early connections that no caller used. */
  close(): void;
}

export function createConnections({
  route,
  trust,
  network = machineNetwork(),
  connectMs,
  idleMs = 10_000,
  now = () => performance.now(),
}: ConnectionOptions): Connections {
  const limits = { ms: connectMs };
  const waiting = new Map<string, Kept[]>();
  const opening = new Set<ProxyServer>();

  async function fresh({ protocol, host, port, servername }: ConnectionTarget): Promise<Socket> {
    const way = route(host, port);
    const socket = await reach({ host, port }, { route: way, network, trust, limits });
    if (way.proxy !== null) opening.add(way.proxy);
    if (protocol === 'http:') return socket;
    return atStage('tls', way.proxy, () => secure(socket, servername || host, trust(), limits));
  }

  /**
   * Until a caller uses it: an error without a listener would end the process, and only a reader notices that the peer
   * closed it.
   */
  function keep(socket: Socket): Socket {
    return socket.on('error', ignore).on('timeout', socket.destroy).setTimeout(idleMs).resume();
  }

  function release(socket: Socket): Socket {
    return socket.off('timeout', socket.destroy).setTimeout(0).pause();
  }

  function openAhead(target: ConnectionTarget): Kept {
    const kept: Kept = { socket: fresh(target).then(keep), failedAt: null };
    kept.socket.catch(() => {
      kept.failedAt = now();
    });
    return kept;
  }

  return {
    async open(target) {
      const key = keyOf(target);
      const kept = waiting.get(key)?.shift();
      if (kept === undefined) return fresh(target);
      const { failedAt } = kept;
      if (failedAt !== null) {
        // The others failed alike; who comes after this caller tries again.
        waiting.set(key, waiting.get(key)?.filter((each) => each.failedAt === null) ?? []);
        // An older failure may have been temporary.
        if (now() - failedAt > recentMs) return fresh(target);
      }
      const socket = await kept.socket;
      return socket.destroyed ? fresh(target) : release(socket);
    },

    async preconnect(target, count) {
      const opened = Array.from({ length: count }, () => openAhead(target));
      waiting.set(keyOf(target), [...(waiting.get(keyOf(target)) ?? []), ...opened]);
      const sockets = await Promise.all(opened.map(({ socket }) => socket.catch(nothing)));
      return sockets.every((socket) => socket !== null);
    },

    throughProxy(host, port) {
      const { proxy } = route(host, port);
      return proxy !== null && opening.has(proxy);
    },

    close() {
      for (const { socket } of [...waiting.values()].flat()) socket.then((open) => open.destroy(), ignore);
      waiting.clear();
    },
  };
}

interface Kept {
  readonly socket: Promise<Socket>;
  /** Null: it has not failed. */
  failedAt: number | null;
}

const recentMs = 2000;

const nothing = () => null;

const keyOf = ({ protocol, host, port }: ConnectionTarget) => `${protocol}//${host}:${port}`;

const ignore = () => {};
