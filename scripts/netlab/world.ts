/** The far side of the laboratory: a resolver, the services and a proxy, all at addresses of its namespace. */
import { appendFileSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { environmentHosts } from '../../src/domain/cloud/cloud.ts';
import { createAuthority } from '../../test/net/loopback.ts';
import { serverFor } from './behaviors.ts';
import { labClouds } from './clouds.ts';
import { startEmulated } from './emulated.ts';
import { proxyServer } from './proxies.ts';
import { type Answer, startResolver, startTcpResolver } from './resolver.ts';
import { manyHosts, type Situation } from './situation.ts';
import { situations } from './situations.ts';

const [, , id, folder = '', root = ''] = process.argv;
const situation = situations.find((each) => each.id === id) as Situation;
const cloud = labClouds[situation.cloud ?? 'public'];
const { login } = cloud;
const emulated = situation.emulates === undefined ? null : await startEmulated(root, folder, situation.emulates);
const organization = emulated === null ? cloud.organization : new URL(emulated.target.environmentUrl).hostname;
/** The last number of the address of each service. */
const services: Readonly<Record<string, number>> = {
  [login]: 1,
  [cloud.graph]: 2,
  [cloud.discovery]: 3,
  [cloud.arm]: 4,
  [cloud.administration]: 5,
  [cloud.powerPlatform]: 6,
  [organization]: 7,
  [cloud.vault]: 9,
  // With the environment as the emulator has it, its own host as well.
  ...Object.fromEntries(
    (emulated === null ? [] : environmentHosts('public', emulated.target.environmentId)).map((host) => [host, 11]),
  ),
  ...(login === labClouds.public.login ? {} : { [labClouds.public.login]: 11 }),
};
/** Where all the hosts are that a user names. */
const others = 10;
const { at = [cloud.graph], does, dns, family = 4 } = situation;
const concerned = (host: string) =>
  at === 'all' ||
  at.includes(host) ||
  (at.includes('organization') && host === organization) ||
  (at.includes('environment') && host.includes('.environment.'));
const numberOf = (host: string) => services[host] ?? (manyHosts.includes(host) ? others : 8);
const v4 = (host: string) => `20.190.0.${numberOf(host)}`;
const v6 = (host: string) => `2603:1030::${numberOf(host)}`;
/** Addresses that no one has. */
const lost = '2603:1030::99';
const lostV4 = '20.190.0.99';

const day = 24 * 3600 * 1000;
/** Certificates live by the clock of the services, where that is years from this machine's. */
const shift = situation.certificatesToo === true ? (situation.ahead ?? 0) * 1000 : null;
const lived =
  shift === null
    ? undefined
    : { notBefore: new Date(Date.now() + shift - day), notAfter: new Date(Date.now() + shift + day) };
const authority = await createAuthority('Laboratory CA');
const retired = await createAuthority('Laboratory Inspection CA', {
  notBefore: new Date(Date.now() - 9 * day),
  notAfter: new Date(Date.now() - day),
});
writeFileSync(`${folder}/ca.pem`, authority.pem);
if (does === 'retired-ca' || situation.proxy === 'inspects-retired')
  appendFileSync(`${folder}/ca.pem`, `\n${retired.pem}`);
if (emulated !== null) appendFileSync(`${folder}/ca.pem`, `\n${emulated.pem}`);
const names = [...Object.keys(services), '20.190.0.80', ...manyHosts];
const common = await authority.issue(names, lived);
const gateway = await createAuthority('Unknown Proxy CA');
const untrusted = await gateway.issue(names);

function serve(request: http.IncomingMessage, response: http.ServerResponse): unknown {
  const host = request.headers.host ?? '';
  const ahead = concerned(host) ? (situation.ahead ?? 0) : 0;
  const json = (status: number, body: unknown, headers = {}) => {
    response.setHeader('date', new Date(Date.now() + ahead * 1000).toUTCString());
    response.writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': '1', ...headers });
    return response.end(JSON.stringify(body));
  };
  if (situation.tenancy === 'unknown' && host === login) {
    return json(400, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
  }
  if (request.url?.includes('/discovery/instance')) {
    return json(200, {
      tenant_discovery_endpoint: `https://${host}/common/.well-known/openid-configuration`,
      metadata: [],
    });
  }
  if (request.url?.includes('openid-configuration')) {
    const tenant = request.url.split('/')[1];
    const endpoint = (name: string) => `https://${login}/${tenant}/oauth2/v2.0/${name}`;
    return json(200, {
      token_endpoint: endpoint('token'),
      authorization_endpoint: endpoint('authorize'),
      issuer: `https://${login}/${tenant === 'organizations' ? '{tenantid}' : tenant}/v2.0`,
    });
  }
  if (request.url?.includes('/oauth2/v2.0/token')) {
    return json(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'e30.e30.lab' });
  }
  if (request.url?.includes('/keys')) return json(200, { keys: [{ kid: '1' }] });
  if (host === organization) {
    const to = situation.tenancy === 'other-cloud' ? 'login.microsoftonline.us' : login;
    const uri = `https://${to}/99999999-2222-3333-4444-555555555555/oauth2/authorize`;
    return json(401, {}, { 'www-authenticate': `Bearer authorization_uri=${uri}, resource_id=https://${host}/` });
  }
  if (host === cloud.vault) {
    const challenge = `Bearer authorization="https://${login}/9", resource="https://vault.azure.net"`;
    return json(401, {}, { 'www-authenticate': challenge });
  }
  const challenge = `Bearer authorization_uri="https://${login}/common/oauth2/authorize"`;
  return json(401, { error: {} }, { 'www-authenticate': challenge });
}

function listen(server: net.Server, host: string, port: number): Promise<void> {
  server.on('connection', (socket: net.Socket) => socket.on('error', () => undefined));
  server.on('secureConnection', (socket: net.Socket) => socket.on('error', () => undefined));
  return new Promise((resolve) => server.listen(port, host, resolve));
}

const codes: Readonly<Record<string, number>> = { formerr: 1, servfail: 2, nxdomain: 3, notimp: 4, refused: 5 };

function answer(name: string, asked: 4 | 6): Answer {
  if (!/\.(com|net|us|cn)$/.test(name)) return 3;
  const own = concerned(name) ? dns : undefined;
  if (own === 'silent' || (own === 'no-aaaa-answer' && asked === 6)) return null;
  if (own === 'nodata') return {};
  if (own === 'truncated') return own;
  if (own === 'slow') return { 4: v4(name), after: 1500 };
  if (own === 'alias-to-nothing') return { alias: 'contoso.privatelink.example.com' };
  if (own === 'by-tcp') return { 4: v4(name), byTcp: true };
  if (own === 'private-link') return { 4: '10.99.0.9', alias: name.replace('.', '.privatelink.') };
  if (own === 'private-link-public') return { 4: v4(name), alias: name.replace('.', '.privatelink.') };
  if (own === 'two-addresses') return { 4: asked === 4 ? lostV4 : '' };
  const code = codes[own ?? ''];
  if (code !== undefined) return code;
  if (own !== undefined && net.isIP(own) !== 0) return net.isIPv4(own) ? { 4: own } : { 6: own };
  const reachable = situation.six === undefined || !concerned(name);
  const four = situation.four === 'dropped' && concerned(name) ? lostV4 : v4(name);
  return {
    ...(family === 6 ? {} : { 4: four }),
    ...(family === 4 ? {} : { 6: reachable || situation.six === 'no-route' ? v6(name) : lost }),
  };
}

for (const address of ['20.190.0.53', '2603:1030::53']) await startResolver(address, answer);
if (dns === 'by-tcp') await startTcpResolver('20.190.0.53', answer);
await startResolver('20.190.0.54', () => 5);
const shared = { authority, retired, common, names, serve };
for (const host of Object.keys(services)) {
  for (const address of [v4(host), v6(host)]) {
    const own = concerned(host) ? does : undefined;
    const server = own === undefined && emulated !== null ? emulated.serverOf(host) : await serverFor(own, shared);
    if (server !== null) await listen(server, address, 443);
  }
}
await listen((await serverFor(at === manyHosts ? does : undefined, shared)) as net.Server, v4(manyHosts[0] ?? ''), 443);
const portal = await authority.issue(['portal.example']);
await listen((await serverFor(undefined, { ...shared, common: portal })) as net.Server, '20.190.0.70', 443);
// Behind a proxy that inspects TLS, everything is at one address with a certificate of its own.
const inspected = await (situation.proxy === 'inspects-retired' ? retired : gateway).issue(names);
await listen(https.createServer({ key: inspected.key, cert: inspected.cert }, serve), '20.190.0.71', 443);
if (situation.acceptsAll === true) {
  for (const address of ['20.190.0.91', '100.64.0.9', '192.0.2.1']) {
    for (const port of [443, 80]) await listen((await serverFor(does, shared)) as net.Server, address, port);
  }
}
if (!(does === 'nothing' && at === 'all')) {
  const ahead = shift ?? 0;
  const list = (_: unknown, response: http.ServerResponse) => {
    if (situation.plainHttp === 'portal') {
      return void response.writeHead(302, { location: 'http://portal.example/login' }).end();
    }
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
    return void response.writeHead(200).end(Buffer.from([0x30, 0]));
  };
  for (const address of ['20.190.0.8', '2603:1030::8']) await listen(http.createServer(list), address, 80);
}
if (situation.proxy !== undefined) {
  const upstream = (host: string) => {
    if (situation.proxy?.startsWith('inspects') === true) return '20.190.0.71';
    if (situation.proxy === 'misleads' && concerned(host)) return '20.190.0.70';
    return concerned(host) && dns !== undefined && !net.isIP(dns) ? 503 : v4(host);
  };
  for (const address of ['20.190.0.80', '2603:1030::80']) {
    await listen(
      proxyServer(situation.proxy, { upstream, trusted: common, untrusted, graph: cloud.graph }),
      address,
      3128,
    );
  }
}
if (situation.resolvers?.includes('10.77.0.1') === true) await startResolver('10.77.0.1', answer);
console.log(JSON.stringify(emulated?.target ?? {}));
