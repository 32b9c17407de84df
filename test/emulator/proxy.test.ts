import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import type { RequestLine } from '../../src/emulator/emulator.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import { type Client, openClient } from './client.ts';

const login = 'login.microsoftonline.com';
const discovery = `/common/discovery/instance?api-version=1.1&authorization_endpoint=https://${login}/common/oauth2/authorize`;

describe('the proxy', () => {
  let client: Client;
  const lines: RequestLine[] = [];
  before(async () => {
    client = await openClient(buildWorld('healthy-v1-self-signed'), { onRequest: (line) => lines.push(line) });
  });
  after(() => client.close());

  const port = () => Number(new URL(client.emulator.proxyUrl).port);

  async function tunnel(head: string): Promise<{ socket: Socket; answer: string }> {
    const socket = connect(port(), '127.0.0.1');
    socket.write(head);
    const [data] = (await once(socket, 'data')) as [Buffer];
    return { socket, answer: data.toString().split('\r\n')[0] ?? '' };
  }

  async function secure(socket: Socket, servername: string): Promise<TLSSocket> {
    const tls = connectTls({ socket, servername, ca: client.emulator.caPem, ALPNProtocols: ['h2', 'http/1.1'] });
    await once(tls, 'secureConnect');
    return tls;
  }

  const openings = {
    'HTTP/1.0 without any header (Python)': `CONNECT ${login}:443 HTTP/1.0\r\n\r\n`,
    'no port (msal-node 2 and 3)': `CONNECT ${login} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    'Host without port (undici)': `CONNECT ${login}:443 HTTP/1.1\r\nhost: ${login}\r\nconnection: close\r\n\r\n`,
    'Host that names the proxy': `CONNECT ${login}:443 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n`,
    'no Host': `CONNECT ${login}:443 HTTP/1.1\r\n\r\n`,
    capitals: `CONNECT ${login.toUpperCase()}:443 HTTP/1.1\r\n\r\n`,
  };
  for (const [how, head] of Object.entries(openings)) {
    it(`opens a tunnel for a CONNECT with ${how}`, async () => {
      const { socket, answer } = await tunnel(head);
      expect(answer).to.match(/^HTTP\/1\.1 200 /);
      const tls = await secure(socket, login);
      expect(tls.alpnProtocol).to.equal('http/1.1');
      tls.end(`GET ${discovery} HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n`);
      const reply = await text(tls);
      expect(reply).to.match(/^HTTP\/1\.1 200 /);
      expect(reply.toLowerCase()).to.contain('content-length:').and.not.contain('chunked');
    });
  }

  it('routes by the name of the handshake, not by CONNECT or Host', async () => {
    const { socket } = await tunnel(`CONNECT ${login}:443 HTTP/1.1\r\n\r\n`);
    const tls = await secure(socket, 'emulator.ppmi.internal');
    tls.end(`GET /world HTTP/1.1\r\nHost: ${login}\r\nConnection: close\r\n\r\n`);
    expect(await text(tls)).to.contain('Contoso (emulated)');
  });

  it('answers a plain HTTP request inside the tunnel and closes (msal-node 2 and 3)', async () => {
    const { socket } = await tunnel(`CONNECT ${login} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    const form = 'grant_type=client_credentials';
    const url = `https://${login}/contoso.example/oauth2/v2.0/token?client-request-id=1`;
    socket.write(
      `POST ${url} HTTP/1.1\r\nHost: ${login}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}\r\n`,
    );
    const reply = await text(socket);
    expect(reply).to.match(/^HTTP\/1\.1 400 /);
    expect(reply.slice(reply.lastIndexOf('\r\n'))).to.contain('"error_codes":[900144]');
  });

  it('refuses hosts outside of the world at once', async () => {
    const { answer } = await tunnel('CONNECT www.example.org:443 HTTP/1.1\r\n\r\n');
    expect(answer).to.equal('HTTP/1.1 403 Forbidden');
    expect(lines.at(-1)).to.deep.include({ method: 'CONNECT', host: 'www.example.org', status: 403 });
  });

  it('refuses requests that are not CONNECT', async () => {
    const { answer } = await tunnel('GET http://www.example.org/ HTTP/1.1\r\nHost: www.example.org\r\n\r\n');
    expect(answer).to.equal('HTTP/1.1 403 Forbidden');
  });

  it('logs method, host, path and status, and no query', async () => {
    await client.get(`https://${login}${discovery}&secret=x`);
    expect(lines.at(-1)).to.deep.include({
      method: 'GET',
      host: login,
      path: '/common/discovery/instance',
      status: 200,
    });
    expect(JSON.stringify(lines)).not.to.contain('secret');
  });

  it('listens on loopback only and stops when closed', async () => {
    expect(client.emulator.proxyUrl).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    const other = await openClient(buildWorld('fic-missing'));
    const url = new URL(other.emulator.proxyUrl);
    await other.get('https://emulator.ppmi.internal/world');
    await other.close();
    const socket = connect(Number(url.port), url.hostname);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).to.equal('ECONNREFUSED');
  });
});
