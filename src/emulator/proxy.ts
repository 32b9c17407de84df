/**
 * An HTTPS forward proxy on loopback. It terminates the TLS of every tunnel and dispatches requests by host name, so a
 * client needs nothing but a proxy address and a CA file. How clients open tunnels: clients.md §0 and §4.2.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Authority } from './authority.ts';
import type { FaultInjector } from './faults/fault-injector.ts';
import { readRequest, replacement, sentHeaders, writeResponse } from './http-exchange.ts';
import type { EmulatedRequest, EmulatedResponse } from './services/service.ts';
import type { NetworkFault } from './world/model.ts';

/** One line of the request log. Holds no query, header or body, so no secret. */
export interface RequestLine {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** 0: the connection was cut deliberately. */
  readonly status: number;
  /** The code of an error body: `AADSTS700213`, `Request_ResourceNotFound`. */
  readonly error: string | null;
  readonly ms: number;
}

export interface Traffic {
  readonly request: EmulatedRequest;
  readonly response: EmulatedResponse;
  /** The response's headers as sent, those of the server included. */
  sentHeaders(): Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly ms: number;
}

export interface ProxyOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly authority: Authority;
  /** Makes the authority that signs for hosts under an untrusted-ca fault. */
  stranger(): Authority;
  readonly wire: FaultInjector;
  now(): Date;
  knows(host: string): boolean;
  dispatch(request: EmulatedRequest): Promise<EmulatedResponse>;
  onTraffic(traffic: Traffic): void;
  onRefused(host: string, status: number): void;
}

export interface Proxy {
  readonly port: number;
  close(): Promise<void>;
}

const plain = (status: string, text: string, headers = '') =>
  `HTTP/1.1 ${status}\r\n${headers}Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`;

/** In the format of Squid: its error name and the errno. [inferred] */
const unreachable = (text: string, error: string) =>
  plain('503 Service Unavailable', text, `Via: 1.1 gateway.contoso.example (squid)\r\nX-Squid-Error: ${error}\r\n`);

/** ECONNREFUSED on Linux. */
const refused = 111;

/** The proxy's refusal to open the tunnel; null when it opens it. */
function refusal(fault: NetworkFault | null, authorization: string | undefined): string | null {
  if (fault?.kind === 'refuse-connect') return plain('403 Forbidden', 'The proxy does not allow this host.\n');
  if (fault?.kind === 'dns') return unreachable('The host name could not be resolved.\n', 'ERR_DNS_FAIL 0');
  if (fault?.kind === 'unreachable') {
    return unreachable('The connection to the host failed.\n', `ERR_CONNECT_FAIL ${fault.value ?? refused}`);
  }
  if (fault?.kind !== 'proxy-auth') return null;
  const expected = `Basic ${Buffer.from(fault.text ?? '').toString('base64')}`;
  if (fault.text !== undefined && authorization === expected) return null;
  const challenge = 'Proxy-Authenticate: Basic realm="Example Web Gateway"\r\n';
  return plain('407 Proxy Authentication Required', 'The proxy requires a user name and a password.\n', challenge);
}

interface Tunnel {
  /** What CONNECT named. */
  readonly host: string;
  /** The TCP connection below TLS. */
  readonly outer: Socket;
}

const hostOf = (target: string) => target.replace(/:\d+$/, '').toLowerCase();

export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { authority, wire } = options;
  const tunnels = new WeakMap<Socket, Tunnel>();
  const sockets = new Set<Socket>();

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = message;
    // By SNI, else by CONNECT; never by Host, which names the proxy for some clients.
    const sni = socket instanceof TLSSocket ? Reflect.get(socket, 'servername') : null;
    const tunnel = tunnels.get(socket);
    if (tunnel === undefined) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('This proxy only opens tunnels (CONNECT).\n');
      return;
    }
    const host = typeof sni === 'string' ? sni.toLowerCase() : tunnel.host;
    const startedAt = options.now();
    const started = performance.now();
    const request = await readRequest(message, host);
    const fault = wire.onRequest(host, request.method, request.path);
    const answered = replacement(fault) ?? (await options.dispatch(request));
    await writeResponse(response, answered, {
      now: options.now(),
      fault,
      wire,
      reset: () => tunnel.outer.resetAndDestroy(),
    });
    const status = fault?.kind === 'reset' ? 0 : answered.status;
    options.onTraffic({
      request,
      response: { ...answered, status },
      sentHeaders: () => sentHeaders(response),
      startedAt,
      ms: performance.now() - started,
    });
  }

  const onRequest = (message: IncomingMessage, response: ServerResponse) => {
    answer(message, response).catch((error: unknown) => {
      // An incomplete body, or an answer that the client did not wait for: the connection is gone.
      response.destroy(error instanceof Error ? error : undefined);
    });
  };

  const inner = createServer({ noDelay: true, requireHostHeader: false }, onRequest);
  const outer = createServer({ noDelay: true, requireHostHeader: false }, onRequest);
  // Interactive use has longer pauses than Node's five seconds.
  inner.keepAliveTimeout = 120_000;

  function signerFor(fault: NetworkFault['kind'] | undefined): Authority {
    if (fault === 'untrusted-ca') return options.stranger();
    return fault === 'missing-intermediate' ? authority.incomplete() : authority;
  }

  function secured(socket: Socket, host: string): TLSSocket {
    const signer = signerFor(wire.onHandshake(host)?.kind);
    return new TLSSocket(socket, {
      isServer: true,
      ALPNProtocols: ['http/1.1'],
      secureContext: signer.contextFor(host),
      SNICallback(name, done) {
        const known = options.knows(name.toLowerCase());
        if (known) done(null, signer.contextFor(name.toLowerCase()));
        else done(new Error(`unknown host ${name}`));
      },
    });
  }

  function open(socket: Socket, host: string): void {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.once('data', (first: Buffer) => {
      socket.pause();
      // 0x16: a TLS handshake. msal-node 2 and 3 send their request in clear instead.
      const clear = first[0] !== 0x16;
      if (!clear) socket.unshift(first);
      const through = clear ? socket : secured(socket, host);
      through.on('error', () => through.destroy());
      tunnels.set(through, { host, outer: socket });
      inner.emit('connection', through);
      // Node's HTTP server reads a plain socket below the stream, where nothing can be put back.
      if (clear) socket.emit('data', first);
    });
  }

  outer.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    const host = hostOf(message.url ?? '');
    socket.on('error', () => socket.destroy());
    const fault = wire.onConnect(host);
    const refused =
      refusal(fault, message.headers['proxy-authorization']) ??
      (options.knows(host) ? null : plain('403 Forbidden', `The emulated cloud has no host ${host}.\n`));
    if (refused !== null) {
      options.onRefused(host, Number(refused.slice(9, 12)));
      socket.end(refused);
      return;
    }
    if (head.length > 0) socket.unshift(head);
    open(socket, host);
  });

  outer.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  await new Promise<void>((resolve, reject) => {
    outer.once('error', reject);
    outer.listen(options.port, '127.0.0.1', resolve);
  });

  return {
    port: (outer.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        outer.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
