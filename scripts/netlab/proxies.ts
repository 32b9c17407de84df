/** What listens at the address of the proxy. */
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { ProxyKind } from './situations.ts';

export interface Ways {
  /** Where the proxy connects to for a host; a status: it answers that itself. */
  readonly upstream: (host: string) => string | number;
  readonly trusted: { readonly key: string; readonly cert: string };
  readonly untrusted: { readonly key: string; readonly cert: string };
}

const offers: Partial<Readonly<Record<ProxyKind, readonly string[]>>> = {
  '407-ntlm': ['Negotiate', 'NTLM'],
  '407-mixed': ['Negotiate', 'NTLM', 'Basic realm="lab"'],
  '407-basic': ['Basic realm="lab"'],
  '407-none': [],
  '407-digest': ['Digest realm="lab", nonce="1", qop="auth"'],
  '407-negotiate': ['Negotiate'],
};
/** user:right secret */
const accepted = `Basic ${Buffer.from('user:right secret').toString('base64')}`;

export function proxyServer(kind: ProxyKind, { upstream, trusted, untrusted }: Ways): net.Server {
  switch (kind) {
    case 'tls':
      return https.createServer(trusted);
    case 'tls-untrusted':
      return https.createServer(untrusted);
    case 'tls-forward':
      return forwarding(https.createServer(trusted), kind, upstream);
    case 'ssh':
      return net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    case 'socks':
      return net.createServer((socket) => socket.once('data', () => socket.end(Buffer.from([5, 0xff]))));
    case 'silent':
      return net.createServer();
    case 'close':
      return net.createServer((socket) => socket.once('data', () => socket.end()));
    default:
      return forwarding(http.createServer(), kind, upstream);
  }
}

function statusOf(kind: ProxyKind, host: string, authorization: string | undefined): number {
  if (kind === 'web-server') return 404;
  if (kind === '403-graph') return host === 'graph.microsoft.com' ? 403 : 200;
  if (kind === 'forward-basic') return authorization === accepted ? 200 : 407;
  return Number(/^\d{3}/.exec(kind)?.[0] ?? 200);
}

function forwarding(server: http.Server | https.Server, kind: ProxyKind, upstream: Ways['upstream']): net.Server {
  const asks = (status: number): Record<string, string[]> =>
    status === 407 ? { 'proxy-authenticate': [...(offers[kind] ?? ['Basic realm="lab"'])] } : {};
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const host = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').hostname : '';
    const own = statusOf(kind, host, request.headers['proxy-authorization']);
    response.writeHead(own, asks(own)).end(Buffer.from([0x30, 0]));
  });
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    client.on('error', () => undefined);
    const [host = '', port] = (request.url ?? '').split(':');
    const refuse = (status: number, lines: readonly string[] = []) =>
      void client.end(
        [`HTTP/1.1 ${status} No`, 'Via: 1.1 lab-gateway', ...lines, 'Content-Length: 0', '', ''].join('\r\n'),
      );
    const own = statusOf(kind, host, request.headers['proxy-authorization']);
    if (kind === 'opens-and-closes' || kind === 'opens-and-waits') {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      if (kind === 'opens-and-closes') client.once('data', () => client.end());
      return undefined;
    }
    if (own !== 200) {
      return refuse(own, [
        ...(asks(own)['proxy-authenticate'] ?? []).map((each) => `Proxy-Authenticate: ${each}`),
        ...(own === 302 ? ['Location: https://portal.example/login'] : []),
      ]);
    }
    const to = upstream(host);
    if (typeof to === 'number') return refuse(to);
    let open = false;
    const far = net.connect(Number(port), to, () => {
      open = true;
      client.write(
        kind === 'forward-10'
          ? 'HTTP/1.0 200 Connection established\r\nProxy-Agent: lab\r\n\r\n'
          : 'HTTP/1.1 200 OK\r\n\r\n',
      );
      far.pipe(client).pipe(far);
    });
    far.on('error', () => (open ? client.destroy() : refuse(502)));
    return undefined;
  });
  return server;
}
