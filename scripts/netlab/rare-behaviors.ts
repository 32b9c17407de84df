/** What servers do that is rarer, or that two things together cause. */
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import * as x509 from '@peculiar/x509';
import { createAuthority } from '../../test/net/loopback.ts';
import type { Behavior } from './situation.ts';
import { alert, filter, json, page, type Services } from './wrong-answers.ts';

const clientAuthentication = '1.3.6.1.5.5.7.3.2';

export async function rareServer(kind: Behavior, services: Services): Promise<net.Server> {
  const { authority, retired, common, names, serve } = services;
  const own = (answer: Parameters<typeof https.createServer>[1]) => https.createServer(common, answer);
  const raw = (bytes: string) => own((request) => void request.socket.end(bytes));
  switch (kind) {
    case 'wrong-usage': {
      const usage = new x509.ExtendedKeyUsageExtension([clientAuthentication], true);
      return https.createServer(await authority.issue(names, undefined, undefined, [usage]), serve);
    }
    case 'wrong-chain': {
      const issuing = await authority.intermediate('Laboratory Issuing CA');
      const other = await (await createAuthority('Contoso Other CA')).intermediate('Contoso Other Issuing CA');
      const certificates = (text: string) => text.split(/(?<=-----END CERTIFICATE-----)/);
      const { key, cert } = await issuing.issue(names);
      const stranger = certificates((await other.issue(names)).cert)[1] ?? '';
      return https.createServer({ key, cert: `${certificates(cert)[0]}\n${stranger}` }, serve);
    }
    case 'retired-ca':
      return https.createServer(await retired.issue(names), serve);
    case 'close-at-once':
      return net.createServer((socket) => void socket.end());
    case 'reset-at-once':
      return net.createServer((socket) => void socket.resetAndDestroy());
    case 'half-closed':
      return net.createServer({ allowHalfOpen: true }, (socket) => void socket.resume().end());
    case 'body-drip':
      return own((_, response) => {
        response.writeHead(401, { 'content-type': 'application/json' });
        const timer = setInterval(() => (response.writable ? response.write(' ') : clearInterval(timer)), 300);
      });
    case 'body-silent':
      return own((_, response) => {
        response.writeHead(401, { 'content-type': 'application/json', 'content-length': '99' });
        response.write('{"error"');
      });
    case 'gzip-garbage':
      return own(json(200, 'this is not gzip', { 'content-encoding': 'gzip' }));
    case 'chunk-garbage':
      return raw(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n',
      );
    case 'two-heads':
      return raw('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 7\r\n\r\n{}');
    case 'status-451':
      return own((_, response) => void response.writeHead(451, { 'content-length': '0' }).end());
    case 'sign-in-page':
      return own(
        (_, response) => void response.writeHead(302, { location: '/login?next=%2F', 'content-length': '0' }).end(),
      );
    case 'gateway-429':
      return own(page(429, 'Too many requests', 'lab-gateway'));
    case 'gateway-500':
      return own(page(500, 'Internal error', 'lab-gateway'));
    case 'gateway-404':
      return own(page(404, 'Not found', 'lab-gateway'));
    case 'alert-internal':
      return filter((socket) => socket.end(alert(80)), common, serve);
    case 'tls-then-silent-once':
      return tls.createServer(common);
    default:
      throw new Error(`no server does ${kind}`);
  }
}
