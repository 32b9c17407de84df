/** Our connections, given to undici. */
import type { Agent } from 'undici';
import type { Connections, ConnectionTarget } from './connections.ts';

export interface Timeouts {
  /** For each of TCP, CONNECT and TLS. */
  readonly connectMs: number;
  readonly headersMs: number;
  /** Between two parts of a body. */
  readonly bodyMs: number;
  /** One request as a whole: all its tries, without the waits between them. */
  readonly totalMs: number;
}

/** undici is loaded here, with the first request. */
export async function createTransport(connections: Connections, timeouts: Timeouts): Promise<Agent> {
  const { Agent } = await import('./undici-agent.ts');
  return new Agent({
    connect: ({ servername, ...options }, callback) => {
      connections.open({ ...targetOf(options), servername }).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  });
}

/** Of a URL, or of what undici requests. */
export function targetOf({ protocol, hostname, port }: Pick<URL, 'hostname' | 'port' | 'protocol'>): ConnectionTarget {
  const secure = protocol === 'https:';
  return {
    protocol: secure ? 'https:' : 'http:',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 443 : 80),
  };
}
