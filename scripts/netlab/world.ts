/** The far side of the laboratory: a resolver, the services and a proxy, all at addresses of its namespace. */
import { writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as net from 'node:net';
import { createAuthority } from '../../test/net/loopback.ts';
import { serverFor } from './behaviors.ts';
import { proxyServer } from './proxies.ts';
import { type Answer, startResolver } from './resolver.ts';
import { graph, manyHosts, organizationHost, type Situation, situations } from './situations.ts';

const [, , id, folder = ''] = process.argv;
const situation = situations.find((each) => each.id === id) as Situation;
const login = 'login.microsoftonline.com';
/** The last number of the address of each service. */
const services: Readonly<Record<string, number>> = {
  [login]: 1,
  [graph]: 2,
  'globaldisco.crm.dynamics.com': 3,
  'management.azure.com': 4,
  'api.bap.microsoft.com': 5,
  'api.powerplatform.com': 6,
  [organizationHost]: 7,
  'contoso.vault.azure.net': 9,
};
/** Where all the hosts are that a user names. */
const others = 10;
const { at = [graph], does, dns, family = 4 } = situation;
const concerned = (host: string) => at === 'all' || at.includes(host);
const numberOf = (host: string) => services[host] ?? (manyHosts.includes(host) ? others : 8);
const v4 = (host: string) => `20.190.0.${numberOf(host)}`;
const v6 = (host: string) => `2603:1030::${numberOf(host)}`;
/** An address of IPv6 that no one has. */
const lost = '2603:1030::99';

const authority = await createAuthority('Laboratory CA');
writeFileSync(`${folder}/ca.pem`, authority.pem);
const names = [...Object.keys(services), '20.190.0.80', ...manyHosts];
const common = await authority.issue(names);
const untrusted = await (await createAuthority('Unknown Proxy CA')).issue(names);

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
  if (host === organizationHost) {
    const to = situation.tenancy === 'other-cloud' ? 'login.microsoftonline.us' : login;
    const uri = `https://${to}/99999999-2222-3333-4444-555555555555/oauth2/authorize`;
    return json(401, {}, { 'www-authenticate': `Bearer authorization_uri=${uri}, resource_id=https://${host}/` });
  }
  if (host === 'contoso.vault.azure.net') {
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
  if (!/\.(com|net)$/.test(name)) return 3;
  const own = concerned(name) ? dns : undefined;
  if (own === 'silent' || (own === 'no-aaaa-answer' && asked === 6)) return null;
  if (own === 'nodata') return {};
  if (own === 'truncated') return own;
  if (own === 'slow') return { 4: v4(name), after: 1500 };
  const code = codes[own ?? ''];
  if (code !== undefined) return code;
  if (own !== undefined && net.isIP(own) !== 0) return net.isIPv4(own) ? { 4: own } : { 6: own };
  const reachable = situation.six === undefined || !concerned(name);
  return {
    ...(family === 6 ? {} : { 4: v4(name) }),
    ...(family === 4 ? {} : { 6: reachable || situation.six === 'no-route' ? v6(name) : lost }),
  };
}

await startResolver('20.190.0.53', answer);
await startResolver('20.190.0.54', () => 5);
for (const host of Object.keys(services)) {
  for (const address of [v4(host), v6(host)]) {
    const server = await serverFor(concerned(host) ? does : undefined, { authority, common, names, serve });
    if (server !== null) await listen(server, address, 443);
  }
}
await listen(
  (await serverFor(at === manyHosts ? does : undefined, { authority, common, names, serve })) as net.Server,
  v4(manyHosts[0] ?? ''),
  443,
);
const portal = await authority.issue(['portal.example']);
await listen(
  (await serverFor(undefined, { authority, common: portal, names, serve })) as net.Server,
  '20.190.0.70',
  443,
);
if (situation.acceptsAll === true) {
  for (const address of ['20.190.0.91', '100.64.0.9', '192.0.2.1']) {
    for (const port of [443, 80]) {
      await listen((await serverFor(does, { authority, common, names, serve })) as net.Server, address, port);
    }
  }
}
if (!(does === 'nothing' && at === 'all')) {
  const list = (_: unknown, response: http.ServerResponse) => void response.writeHead(200).end(Buffer.from([0x30, 0]));
  for (const address of ['20.190.0.8', '2603:1030::8']) await listen(http.createServer(list), address, 80);
}
if (situation.proxy !== undefined) {
  const upstream = (host: string) => (concerned(host) && dns !== undefined && !net.isIP(dns) ? 503 : v4(host));
  for (const address of ['20.190.0.80', '2603:1030::80']) {
    await listen(proxyServer(situation.proxy, { upstream, trusted: common, untrusted }), address, 3128);
  }
}
console.log('ready');
