/** What listens at the address of the proxy. */
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { ProxyKind } from './situation.ts';

export interface Ways {
  /** Where the proxy connects to for a host; a status: it answers that itself. */
  readonly upstream: (host: string) => string | number;
  readonly trusted: { readonly key: string; readonly cert: string };
  readonly untrusted: { readonly key: string; readonly cert: string };
  /** The host that some proxies treat in a way of its own. */
  readonly graph: string;
}

const offers: Partial<Readonly<Record<ProxyKind, readonly string[]>>> = {
  '407-ntlm': ['Negotiate', 'NTLM'],
  '407-mixed': ['Negotiate', 'NTLM', 'Basic realm="lab"'],
  '407-basic': ['Basic realm="lab"'],
  '407-none': [],
  '407-digest': ['Digest realm="lab", nonce="1", qop="auth"'],
  '407-negotiate': ['Negotiate'],
  '407-ntlm-graph': ['NTLM'],
};
/** user:right secret */
const accepted = `Basic ${Buffer.from('user:right secret').toString('base64')}`;

export function proxyServer(kind: ProxyKind, { upstream, trusted, untrusted, graph }: Ways): net.Server {
  switch (kind) {
    case 'tls':
      return https.createServer(trusted);
    case 'tls-untrusted':
      return https.createServer(untrusted);
    case 'tls-forward':
      return forwarding(https.createServer(trusted), kind, { upstream, graph });
    case 'ssh':
      return net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    case 'socks':
      return net.createServer((socket) => socket.once('data', () => socket.end(Buffer.from([5, 0xff]))));
    case 'silent':
      return net.createServer();
    case 'close':
      return net.createServer((socket) => socket.once('data', () => socket.end()));
    case 'reset':
      return net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    default:
      return forwarding(http.createServer(), kind, { upstream, graph });
  }
}

function statusOf(kind: ProxyKind, host: string, graph: string, authorization: string | undefined): number {
  if (kind === 'web-server') return 404;
  if (kind === '403-graph') return host === graph ? 403 : 200;
  if (kind === '407-ntlm-graph') return host === graph ? 407 : 200;
  if (kind === 'forward-basic') return authorization === accepted ? 200 : 407;
  return Number(/^\d{3}/.exec(kind)?.[0] ?? 200);
}

function forwarding(
  server: http.Server | https.Server,
  kind: ProxyKind,
  { upstream, graph }: Pick<Ways, 'upstream' | 'graph'>,
): net.Server {
  const asks = (status: number): Record<string, string[]> =>
    status === 407 ? { 'proxy-authenticate': [...(offers[kind] ?? ['Basic realm="lab"'])] } : {};
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const host = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').hostname : '';
    const own = statusOf(kind, host, graph, request.headers['proxy-authorization']);
    response.writeHead(own, asks(own)).end(Buffer.from([0x30, 0]));
  });
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    client.on('error', () => undefined);
    const [host = '', port] = (request.url ?? '').split(':');
    const refuse = (status: number, lines: readonly string[] = []) =>
      void client.end(
        [`HTTP/1.1 ${status} No`, 'Via: 1.1 lab-gateway', ...lines, 'Content-Length: 0', '', ''].join('\r\n'),
      );
    const own = statusOf(kind, host, graph, request.headers['proxy-authorization']);
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
    if (kind === 'closes-graph' && host === graph) return void client.end();
    if (kind === 'silent-graph' && host === graph) return undefined;
    if (kind === 'page-200') {
      const page = '<html><title>Sign in to the proxy</title></html>';
      return void client.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`,
      );
    }
    const to = upstream(host);
    if (typeof to === 'number') return refuse(to);
    let open = false;
    const far = net.connect(Number(port), to, async () => {
      open = true;
      if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, 2500));
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
