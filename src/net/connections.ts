/** Connections to each host over its route. Some are opened before a request needs them. */
import type { Socket } from 'node:net';
import type { CertificateAuthorities } from './certificate-authorities.ts';
import { secure } from './connect.ts';
import { machineNetwork, type Network } from './network.ts';
import type { Route } from './proxy.ts';
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
}

export interface Connections {
  /** A connection for one caller: one that was opened early, else a new one. */
  open(target: ConnectionTarget): Promise<Socket>;
  /**
   * Opens that many; resolves to whether all are open. The caller that waits for a failed one gets its error. Without
   * such a caller, the next `open` tries again.
   */
  preconnect(target: ConnectionTarget, count: number): Promise<boolean>;
  /** Closes early connections that no caller used. */
  close(): void;
}

export function createConnections({
  route,
  trust,
  network = machineNetwork(),
  connectMs,
  idleMs = 10_000,
}: ConnectionOptions): Connections {
  const limits = { ms: connectMs };
  const waiting = new Map<string, Kept[]>();

  async function fresh({ protocol, host, port, servername }: ConnectionTarget): Promise<Socket> {
    const way = route(host, port);
    const socket = await reach({ host, port }, { route: way, network, trust, limits });
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
    const kept: Kept = { socket: fresh(target).then(keep), settled: false };
    const settle = () => {
      kept.settled = true;
    };
    kept.socket.then(settle, settle);
    return kept;
  }

  return {
    async open(target) {
      const kept = waiting.get(keyOf(target))?.shift();
      if (kept === undefined) return fresh(target);
      // A failure from now on belongs to this caller; an older one may have been temporary.
      const socket = kept.settled ? await kept.socket.catch(nothing) : await kept.socket;
      return socket === null || socket.destroyed ? fresh(target) : release(socket);
    },

    async preconnect(target, count) {
      const opened = Array.from({ length: count }, () => openAhead(target));
      waiting.set(keyOf(target), [...(waiting.get(keyOf(target)) ?? []), ...opened]);
      const sockets = await Promise.all(opened.map(({ socket }) => socket.catch(nothing)));
      return sockets.every((socket) => socket !== null);
    },

    close() {
      for (const { socket } of [...waiting.values()].flat()) socket.then((open) => open.destroy(), ignore);
      waiting.clear();
    },
  };
}

interface Kept {
  readonly socket: Promise<Socket>;
  /** Whether opening has succeeded or failed. */
  settled: boolean;
}

const nothing = () => null;

const keyOf = ({ protocol, host, port }: ConnectionTarget) => `${protocol}//${host}:${port}`;

const ignore = () => {};
