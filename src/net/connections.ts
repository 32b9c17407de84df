/** Connections by the route of each host, of our own steps; some are opened before a request wants them. */
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
  /** The name that the certificate must have, where it is not the host. */
  readonly servername?: string | undefined;
}

export interface ConnectionOptions {
  readonly route: (host: string, port: number) => Route;
  readonly trust: () => CertificateAuthorities;
  readonly network?: Network;
  /** Milliseconds for each of DNS, TCP, CONNECT and TLS. */
  readonly connectMs: number;
  /** Milliseconds that one may wait to be taken: firewalls forget idle connections without telling. */
  readonly idleMs?: number;
}

export interface Connections {
  /** A connection of one's own: one that was opened ahead, else a new one. */
  open(target: ConnectionTarget): Promise<Socket>;
  /**
   * Opens that many; resolves to whether all are open. Why one is not, is told to who waits for it; where nobody does, by
   * the next `open`, which tries anew.
   */
  preconnect(target: ConnectionTarget, count: number): Promise<boolean>;
  /** Ends what was opened ahead and never taken. */
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

  /** Until it is taken: an error without a listener would end the process, and only who reads sees the other side's end. */
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
      // A failure that comes now is this one's; an older one may have passed.
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
  /** Whether it is decided if it opens. */
  settled: boolean;
}

const nothing = () => null;

const keyOf = ({ protocol, host, port }: ConnectionTarget) => `${protocol}//${host}:${port}`;

const ignore = () => {};
