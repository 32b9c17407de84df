/**
 * The three steps of a connection, each with its own timeout: TCP, CONNECT, TLS. The HTTP client and the probes both
 * use them, so that a probe takes the path of the real request.
 */
import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { addressOf, type ProxyServer } from './proxy.ts';
import { type RawAnswer, readAnswer } from './raw-http.ts';

/** A server that never answers causes no error in Node (experiment): every step needs a timeout. */
export class StageTimeout extends Error {
  readonly code = 'PPMI_TIMEOUT';

  /** A response had begun. */
  readonly begun: boolean;

  constructor(what: string, ms: number, begun = false) {
    super(`${what}: ${begun ? 'the response does not end' : 'no answer'} within ${ms} ms`);
    this.name = 'StageTimeout';
    this.begun = begun;
  }
}

/** The response of a proxy that did not open the tunnel. */
export class ProxyRefusal extends Error {
  readonly code = 'PPMI_PROXY_REFUSAL';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The first 2 KiB of its page. */
  readonly body: string;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string) {
    super(`the proxy answered ${status} to CONNECT`);
    this.name = 'ProxyRefusal';
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

export interface Limits {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

export interface DialTarget {
  readonly host: string;
  readonly port: number;
  readonly family?: 4 | 6;
  /** Addresses of the host if they are already known; otherwise the system resolves it. */
  readonly addresses?: readonly { readonly address: string; readonly family: 4 | 6 }[];
}

/** On slow links, Node's 250 ms per address are too short and cause a false timeout (experiment). */
const msPerAddress = 2000;

export function dial({ host, port, family, addresses }: DialTarget, limits: Limits): Promise<net.Socket> {
  const socket = net.connect({
    host,
    port,
    ...(addresses === undefined ? {} : { lookup: answering(addresses) }),
    ...(family === undefined
      ? { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: msPerAddress }
      : { family, autoSelectFamily: false }),
  });
  socket.setNoDelay(true);
  return settled(socket, 'connect', `TCP ${host}:${port}`, limits);
}

/** In place of getaddrinfo, in either of the two forms that Node requests. */
function answering(addresses: NonNullable<DialTarget['addresses']>): net.LookupFunction {
  return (host, options, callback) => {
    const [first] = addresses;
    if (first === undefined) callback(Object.assign(new Error(`${host} has no address`), { code: 'ENODATA' }), '');
    else if (options.all)
      callback(
        null,
        addresses.map((each) => ({ ...each })),
      );
    else callback(null, first.address, first.family);
  };
}

/** Requests a tunnel over an open connection to a proxy; the socket is then the tunnel. */
export async function openTunnel(
  socket: net.Socket,
  target: DialTarget,
  proxy: ProxyServer,
  limits: Limits,
): Promise<void> {
  const authority = addressOf(target);
  const sent = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, ...credentialsOf(proxy)];
  socket.write(`${sent.join('\r\n')}\r\n\r\n`);
  const what = `proxy ${addressOf(proxy)}`;
  const answer = await guarded(readAnswer(socket, { bodyLimit: 2048, bodyOnSuccess: false }), socket, what, limits);
  if (answer.status < 300) {
    // What the far side said without being asked belongs to the tunnel.
    if (answer.body.length > 0) socket.unshift(answer.body);
    return;
  }
  socket.destroy();
  throw new ProxyRefusal(answer.status, answer.headers, answer.body.toString('utf8'));
}

function credentialsOf({ credentials }: ProxyServer): readonly string[] {
  if (credentials === null) return [];
  const { user, password } = credentials;
  return [`Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`];
}

/** One GET without a token over an open connection. The body is cut at `bodyLimit`. */
export function get(
  socket: net.Socket,
  {
    host,
    path,
    bodyLimit,
    proxy = null,
  }: {
    readonly host: string;
    readonly path: string;
    readonly bodyLimit: number;
    /** An http URL is requested from the proxy itself, without a tunnel (RFC 9112, section 3.2.2). */
    readonly proxy?: ProxyServer | null;
  },
  limits: Limits,
): Promise<RawAnswer> {
  const target = proxy === null ? path : `http://${host}${path}`;
  const head = [
    `GET ${target} HTTP/1.1`,
    ...(proxy === null ? [] : credentialsOf(proxy)),
    `Host: ${host}`,
    'User-Agent: ppmi',
    'Accept: application/json',
  ];
  socket.write(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  let begun = false;
  const onHead = () => {
    begun = true;
  };
  const what = `HTTP ${host}`;
  const answer = guarded(readAnswer(socket, { bodyLimit, bodyOnSuccess: true, onHead }), socket, what, limits);
  return answer.catch((error: unknown) => {
    throw error instanceof StageTimeout && begun ? new StageTimeout(what, limits.ms, true) : error;
  });
}

export interface SecureOptions {
  readonly context: tls.SecureContext;
  /** False only to find out why an earlier connection was refused; no data may be sent over it. */
  readonly verify?: false;
  /** Only for such a connection: what differs in its handshake. `servername: ''` sends no host name. */
  readonly unusual?: Pick<tls.ConnectionOptions, 'servername' | 'minVersion' | 'maxVersion' | 'ciphers'>;
  /** The chain that was verified, of which Node makes a copy that costs as much as the handshake. */
  readonly onVerified?: (leaf: tls.DetailedPeerCertificate) => void;
}

export function secure(
  socket: Duplex,
  servername: string,
  { context, verify, unusual, onVerified }: SecureOptions,
  limits: Limits,
): Promise<tls.TLSSocket> {
  const tlsSocket = tls.connect({
    socket,
    ...(unusual === undefined ? { secureContext: context } : {}),
    ALPNProtocols: ['http/1.1'],
    // Set explicitly, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise disable verification.
    rejectUnauthorized: verify !== false,
    ...(net.isIP(servername) ? { host: servername } : { servername }),
    ...unusual,
    ...(onVerified === undefined ? {} : { checkServerIdentity: reporting(onVerified) }),
  });
  return settled(tlsSocket, 'secureConnect', `TLS ${servername}`, limits);
}

const reporting =
  (onVerified: NonNullable<SecureOptions['onVerified']>): typeof tls.checkServerIdentity =>
  (host, leaf) => {
    // Node passes the whole chain; only its types do not say so.
    onVerified(leaf as tls.DetailedPeerCertificate);
    return tls.checkServerIdentity(host, leaf);
  };

function settled<S extends net.Socket>(socket: S, event: string, what: string, limits: Limits): Promise<S> {
  const opened = new Promise<S>((resolve, reject) => {
    socket.once(event, () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${what}: closed before it was open`)));
  });
  return guarded(opened, socket, what, limits);
}

/** Closes `socket` when the work on it fails, times out or is aborted. */
function guarded<T>(work: Promise<T>, socket: net.Socket, what: string, limits: Limits): Promise<T> {
  return within(work, what, limits, () => {
    // A late error of a socket without a reader must not end the process.
    socket.on('error', () => undefined);
    socket.destroy();
  });
}

/** The work, or a StageTimeout, or the reason of the signal; `onFailure` before it rejects. */
export function within<T>(
  work: Promise<T>,
  what: string,
  { ms, signal }: Limits,
  onFailure: () => void = () => undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => fail(new StageTimeout(what, ms)), ms);
    const abort = () => fail(signal?.reason);
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const fail = (reason: unknown) => {
      done();
      onFailure();
      reject(reason);
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    work.then((value) => {
      done();
      resolve(value);
    }, fail);
  });
}
