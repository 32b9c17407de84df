/** What several servers of the laboratory answer instead of a service. */
import type * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { Authority } from '../../test/net/loopback.ts';

export interface Services {
  readonly authority: Authority;
  /** Trusted on this machine, and expired. */
  readonly retired: Authority;
  /** Key and chain of the services. */
  readonly common: { readonly key: string; readonly cert: string };
  readonly names: readonly string[];
  /** What the real services answer. */
  readonly serve: http.RequestListener;
}

/** A fatal alert of TLS 1.2 (RFC 8446, section 6). */
export const alert = (description: number) => Buffer.from([21, 3, 3, 0, 2, 2, description]);

export const page =
  (status: number, title: string, server?: string): http.RequestListener =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...(server === undefined ? {} : { server }) })
      .end(`<html><head><title>${title}</title></head><body>No.</body></html>`);

export const json =
  (status: number, body: string, headers: http.OutgoingHttpHeaders = {}): http.RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Reads the first packet: a host name in it is refused, anything else goes on to TLS. */
export function filter(
  refuse: (socket: net.Socket) => unknown,
  common: Services['common'],
  serve: http.RequestListener,
): net.Server {
  const inner = https.createServer(common, serve).listen(0, '127.0.0.1');
  return net.createServer((socket) => {
    socket.once('data', (hello) => {
      if (/\.(com|us|cn)/.test(hello.toString('latin1'))) return refuse(socket);
      // TLS over a socket that was read from before would miss what was read.
      const { port } = inner.address() as net.AddressInfo;
      const far = net.connect(port, '127.0.0.1').on('error', () => socket.destroy());
      far.write(hello);
      return socket.pipe(far).pipe(socket);
    });
  });
}
