/** What a server of the laboratory does at the address of a service. */
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { createAuthority, selfSigned } from '../../test/net/loopback.ts';
import { rareServer } from './rare-behaviors.ts';
import type { Behavior } from './situation.ts';
import { alert, filter, json, page, type Services } from './wrong-answers.ts';

const day = 24 * 3600 * 1000;
const future = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 9 * day) };
const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - 8 * day) };

/** Null: nothing listens. */
export async function serverFor(kind: Behavior | undefined, services: Services): Promise<net.Server | null> {
  const { authority, common, names, serve } = services;
  const own = (answer: http.RequestListener) => https.createServer(common, answer);
  const stranger = async () => {
    const gateway = await createAuthority('Unknown Gateway CA');
    const below = await gateway.intermediate('Unknown Gateway Issuing CA');
    return { gateway, leaf: await gateway.issue(names), chain: await below.issue(names) };
  };
  switch (kind) {
    case 'nothing':
      return null;
    case 'sni-close':
      return filter((socket) => socket.end(), common, serve);
    case 'sni-reset':
      return filter((socket) => socket.resetAndDestroy(), common, serve);
    case 'reset':
      return net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    case 'close':
      return net.createServer((socket) => socket.once('data', () => socket.end()));
    case 'silent':
      return net.createServer();
    case 'ssh':
      return net.createServer((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    case 'plain-http':
      return http.createServer((_, response) => void response.end('<title>Welcome</title>'));
    case 'old-tls':
      return tls.createServer({ ...common, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    case 'odd-ciphers':
      return tls.createServer({
        ...common,
        maxVersion: 'TLSv1.2',
        ciphers: 'ECDHE-ECDSA-CAMELLIA128-SHA256:NULL-SHA256:@SECLEVEL=0',
      });
    case 'h2-only':
      return tls.createServer({ ...common, ALPNProtocols: ['h2'] });
    case 'h2-always':
      return tls.createServer(common, (socket) => socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])));
    case 'client-certificate-12':
    case 'client-certificate-13': {
      const maxVersion = kind.endsWith('12') ? 'TLSv1.2' : 'TLSv1.3';
      return https.createServer(
        { ...common, requestCert: true, rejectUnauthorized: true, ca: authority.pem, maxVersion },
        serve,
      );
    }
    case 'expired':
      return https.createServer(await authority.issue(names, past), serve);
    case 'early':
      return https.createServer(await authority.issue(names, future), serve);
    case 'other-host':
      return https.createServer(await authority.issue(['portal.example']), serve);
    case 'untrusted': {
      const { gateway, leaf } = await stranger();
      return https.createServer({ key: leaf.key, cert: `${leaf.cert}\n${gateway.pem}` }, serve);
    }
    case 'untrusted-leaf':
      return https.createServer((await stranger()).leaf, serve);
    case 'untrusted-chain':
      return https.createServer((await stranger()).chain, serve);
    case 'self-signed':
      return https.createServer(await selfSigned(names), serve);
    case 'no-intermediate': {
      const { key, cert } = await (await authority.intermediate('Laboratory Issuing CA')).issue(names);
      return https.createServer({ key, cert: cert.split(/(?<=-----END CERTIFICATE-----)/)[0] ?? '' }, serve);
    }
    case 'http-silent':
      return own(() => undefined);
    case 'http-slow':
      return own((request, response) => setTimeout(() => serve(request, response), 1000));
    case 'http-drip':
      return own((_, response) => {
        const { socket } = response;
        socket?.write('HTTP/1.1 401 Unauthorized\r\nX-Slow: ');
        const timer = setInterval(() => (socket?.destroyed === true ? clearInterval(timer) : socket?.write('x')), 500);
      });
    case 'http-close':
      return own((request) => void request.socket.end());
    case 'http-reset':
      return own((request) => void request.socket.destroy());
    case 'not-http':
      return tls.createServer(common, (socket) => void socket.once('data', () => socket.end('+OK ready\r\n')));
    case 'body-cut':
      return own((request, response) => {
        response.writeHead(401, { 'content-type': 'application/json', 'content-length': '99' });
        response.write('{"error"', () => request.socket.end());
      });
    case 'block-200':
      return own(page(200, 'Blocked by policy'));
    case 'block-403':
      return own(page(403, 'Access denied: category "Cloud"'));
    case 'redirect':
      return own((_, response) => void response.writeHead(302, { location: 'https://portal.example/login' }).end());
    case 'sign-in-required':
      return own(page(511, 'Network Authentication Required'));
    case 'foreign-json':
      return own(json(200, '{"status":"UP"}'));
    case 'no-challenge':
      return own(json(401, '{"error":{}}', { 'x-ms-request-id': '1' }));
    case 'unavailable':
      return own(json(503, '{"error":{}}', { 'x-ms-request-id': '1' }));
    case 'throttled':
      return own((_, response) => void response.writeHead(429, { 'retry-after': '7', 'x-ms-request-id': '1' }).end());
    case 'gateway-503':
      return own(page(503, 'Service Unavailable', 'lab-gateway'));
    case 'gateway-502':
      return own(page(502, 'Bad Gateway', 'lab-gateway'));
    case 'sni-silent':
      return filter(() => undefined, common, serve);
    case 'alert-name':
      return filter((socket) => socket.end(alert(112)), common, serve);
    case 'alert-handshake':
      return filter((socket) => socket.end(alert(40)), common, serve);
    case 'alert-denied':
      return filter((socket) => socket.end(alert(49)), common, serve);
    case 'expired-intermediate':
    case 'early-intermediate': {
      const validity = kind === 'expired-intermediate' ? past : future;
      return https.createServer(
        await (await authority.intermediate('Laboratory Issuing CA', { validity })).issue(names),
        serve,
      );
    }
    case 'sha1': {
      const weak = await (await authority.intermediate('Laboratory Issuing CA')).issue(names, undefined, 'SHA-1');
      return https.createServer({ ...weak, ciphers: 'DEFAULT@SECLEVEL=0' }, serve);
    }
    case 'gzip-page': {
      const body = gzipSync(`<html><title>Blocked by policy</title>${' '.repeat(20_000_000)}</html>`);
      return own(
        (_, response) =>
          void response.writeHead(403, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(body),
      );
    }
    case 'bare-html':
      return tls.createServer(common, (socket) => void socket.once('data', () => socket.end('<html>Blocked</html>')));
    case 'endless-head':
      return tls.createServer(common, (socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 401 Unauthorized\r\n');
          const more = () => {
            while (socket.writable && socket.write(`X-More: ${'x'.repeat(1000)}\r\n`));
          };
          socket.on('drain', more);
          more();
        });
      });
    case 'endless-page':
      return own((_, response) => {
        response.writeHead(403, { 'content-type': 'text/html' });
        response.write('<title>Blocked by policy</title>');
        const more = () => {
          while (response.writable && response.write('x'.repeat(1000)));
        };
        response.on('drain', more);
        more();
      });
    case 'early-hints':
      return own((request, response) => {
        response.writeEarlyHints({ link: '</a.css>; rel=preload' });
        serve(request, response);
      });
    case 'no-date':
      return own((request, response) => {
        response.sendDate = false;
        const { setHeader } = response;
        response.setHeader = (name, value) => (name === 'date' ? response : setHeader.call(response, name, value));
        serve(request, response);
      });
    case 'origin-407':
      return own((_, response) => void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="lab"' }).end());
    case 'sign-on':
      return own((_, response) => void response.writeHead(401, { 'www-authenticate': 'Negotiate' }).end());
    case 'forbidden-json':
      return own(json(403, '{"reason":"blocked"}'));
    case 'empty-200':
      return own((_, response) => void response.writeHead(200, { 'content-length': '0' }).end());
    case 'keys-blocked':
      return own((request, response) =>
        request.url?.includes('/keys') ? page(403, 'Blocked by policy')(request, response) : serve(request, response),
      );
    case 'vault-forbidden':
      return own(
        json(403, '{"error":{"code":"Forbidden","message":"Public network access is disabled"}}', {
          'x-ms-request-id': '1',
          'x-ms-keyvault-region': 'x',
        }),
      );
    case undefined:
      return own(serve);
    default:
      return rareServer(kind, services);
  }
}
