/** The far side of the laboratory: a resolver, the services and a proxy, all at addresses of its namespace. */
import * as dgram from 'node:dgram';
import { writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { createAuthority } from '../../test/net/loopback.ts';
import { type Situation, situations } from './situations.ts';

const [, , id, caFile = ''] = process.argv;
const situation = situations.find((each) => each.id === id) as Situation;
const day = 24 * 3600 * 1000;
const later = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 9 * day) };
const past = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - 8 * day) };
const graph = 'graph.microsoft.com';
const addresses: Readonly<Record<string, string>> = {
  'login.microsoftonline.com': '20.190.0.1',
  [graph]: '20.190.0.2',
  'globaldisco.crm.dynamics.com': '20.190.0.3',
  'management.azure.com': '20.190.0.4',
  'api.bap.microsoft.com': '20.190.0.5',
  'api.powerplatform.com': '20.190.0.6',
  'contoso.crm4.dynamics.com': '20.190.0.7',
};

const authority = await createAuthority('Laboratory CA');
writeFileSync(caFile, authority.pem);
const names = [...Object.keys(addresses), '20.190.0.80'];
const strange = await (await createAuthority('Unknown Proxy CA')).issue(names);
const common = await authority.issue(names, situation.early === true ? later : undefined);

function listen(server: net.Server, host: string, port: number): Promise<void> {
  server.on('connection', (socket: net.Socket) => socket.on('error', () => undefined));
  return new Promise((resolve) => server.listen(port, host, resolve));
}

function serve(request: http.IncomingMessage, response: http.ServerResponse): unknown {
  const host = request.headers.host ?? '';
  const login = 'https://login.microsoftonline.com';
  const json = (status: number, body: unknown, headers = {}) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': '1', ...headers })
      .end(JSON.stringify(body));
  if (situation.tenancy === 'unknown' && login.endsWith(host)) {
    return json(400, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
  }
  if (request.url?.includes('openid-configuration')) {
    const tenant = request.url.split('/')[1];
    return json(200, { issuer: `${login}/${tenant === 'organizations' ? '{tenantid}' : tenant}/v2.0` });
  }
  if (request.url?.includes('/keys')) return json(200, { keys: [{ kid: '1' }] });
  const challenge = { 'www-authenticate': `Bearer authorization_uri="${login}/common/oauth2/authorize"` };
  if (host === 'contoso.crm4.dynamics.com') {
    const at = situation.tenancy === 'other-cloud' ? 'https://login.microsoftonline.us' : login;
    const uri = `${at}/99999999-2222-3333-4444-555555555555/oauth2/authorize`;
    return json(401, {}, { 'www-authenticate': `Bearer authorization_uri=${uri}, resource_id=https://${host}/` });
  }
  if (host !== graph) return json(401, { error: {} }, challenge);
  switch (situation.graph) {
    case 'http-silent':
      return;
    case 'http-cut':
      return void request.socket.destroy();
    case 'body-cut':
      response.writeHead(401, { 'content-type': 'application/json', 'content-length': '99', ...challenge });
      return void response.write('{"error"', () => request.socket.end());
    case 'block-page':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Blocked by policy</title>');
    case 'foreign-json':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"UP"}');
    case 'no-challenge':
      return json(401, { error: {} });
    case 'unavailable':
      return json(503, { error: {} });
    default:
      return json(401, { error: {} }, challenge);
  }
}

async function graphServer(): Promise<net.Server | null> {
  switch (situation.graph) {
    case 'nothing':
      return null;
    case 'sni-filter':
      return tls.createServer({ ...common, SNICallback: (_, done) => done(new Error('blocked')) });
    case 'tls-silent':
      return net.createServer();
    case 'old-tls':
      return tls.createServer({ ...common, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    case 'h2-only':
      return tls.createServer({ ...common, ALPNProtocols: ['h2'] });
    case 'client-certificate':
      return https.createServer({ ...common, requestCert: true, rejectUnauthorized: true, ca: authority.pem }, serve);
    case 'expired':
      return https.createServer(await authority.issue([graph], past), serve);
    case 'other-host':
      return https.createServer(await authority.issue(['portal.example']), serve);
    case 'untrusted': {
      const gateway = await createAuthority('Unknown Gateway CA');
      const { key, cert } = await gateway.issue([graph]);
      return https.createServer({ key, cert: `${cert}\n${gateway.pem}` }, serve);
    }
    case 'plain-http':
      return http.createServer((_, response) => void response.end('<title>Welcome</title>'));
    default:
      return https.createServer(common, serve);
  }
}

const refused: Readonly<Record<string, number>> = {
  '403': 403,
  '502': 502,
  '407-ntlm': 407,
  '407-mixed': 407,
  '407-basic': 407,
};

const offers: Readonly<Record<string, readonly string[]>> = {
  '407-ntlm': ['Negotiate', 'NTLM'],
  '407-mixed': ['Negotiate', 'NTLM', 'Basic realm="lab"'],
  '407-basic': ['Basic realm="lab"'],
};

function proxyServer(kind: NonNullable<Situation['proxy']>): net.Server {
  if (kind === 'tls') return https.createServer(common);
  if (kind === 'tls-untrusted') return https.createServer(strange);
  if (kind === 'ssh') return net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  if (kind === 'silent') return net.createServer();
  const server = http.createServer();
  server.on('request', (_, response) => {
    const asks = refused[kind] === 407 ? { 'proxy-authenticate': [...(offers[kind] ?? [])] } : {};
    response.writeHead(refused[kind] ?? 200, asks).end(Buffer.from([0x30, 0]));
  });
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    client.on('error', () => undefined);
    const refuse = (status: string, ...headers: string[]) =>
      void client.end([`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 0', '', ''].join('\r\n'));
    if (kind === '403' || kind === '502') return refuse(`${kind} No`, 'Via: 1.1 lab-gateway');
    if (refused[kind] === 407)
      return refuse('407 No', ...(offers[kind] ?? []).map((each) => `Proxy-Authenticate: ${each}`));
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = net.connect(Number(port), addresses[host] ?? '20.190.0.8', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
  });
  return server;
}

/** Of an address with one `::`. */
function bytesOfIpv6(address: string): Buffer {
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** A answers, and AAAA for one; codes of RFC 1035: 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
function startResolver(): Promise<void> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + size));
      at += size + 1;
    }
    const name = labels.join('.').toLowerCase();
    const type = query.readUInt16BE(at + 1);
    const own = name === graph || situation.dns === 'silent' ? situation.dns : undefined;
    if (own === 'silent') return;
    const code = { servfail: 2, nxdomain: 3, refused: 5 }[own ?? ''] ?? (/\.(com|net)$/.test(name) ? 0 : 3);
    const address = own !== undefined && net.isIPv4(own) ? own : (addresses[name] ?? '20.190.0.8');
    const six = name === graph && type === 28 ? situation.ipv6 : undefined;
    const answered = code === 0 && (type === 1 || six !== undefined);
    const head = Buffer.from(query.subarray(0, at + 5));
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(answered ? 1 : 0, 6);
    head.fill(0, 8, 12);
    const bytes = six === undefined ? address.split('.').map(Number) : [...bytesOfIpv6(six)];
    const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]);
    socket.send(answered ? Buffer.concat([head, record]) : head, from.port, from.address);
  });
  return new Promise((resolve) => socket.bind(53, '20.190.0.53', resolve));
}

await startResolver();
for (const [host, address] of Object.entries(addresses)) {
  const server =
    host === graph || situation.everywhere === true ? await graphServer() : https.createServer(common, serve);
  if (server !== null) await listen(server, address, 443);
}
await listen(
  http.createServer((_, response) => void response.writeHead(200).end(Buffer.from([0x30, 0]))),
  '20.190.0.8',
  80,
);
if (situation.proxy !== undefined) await listen(proxyServer(situation.proxy), '20.190.0.80', 3128);
console.log('ready');
