import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { expect } from 'chai';
import { type ConnectionOptions, type Connections, createConnections } from '../../src/net/connections.ts';
import { type Authority, createAuthority, type ForwardProxy, listen, type Server, startProxy } from './loopback.ts';

const target = { protocol: 'https:', host: 'graph.microsoft.com', port: 443 } as const;

describe('connections opened early', () => {
  let authority: Authority;
  let server: Server;
  let proxy: ForwardProxy;
  let listener: tls.Server;
  let refuses: boolean;
  let connections: Connections;

  const make = (options: Partial<ConnectionOptions> = {}) =>
    createConnections({
      route: () => ({
        proxy: {
          protocol: 'http:',
          host: '127.0.0.1',
          port: proxy.port,
          credentials: null,
          source: '',
          portGiven: true,
        },
        bypass: null,
        bypassSource: null,
        bypassed: null,
      }),
      trust: () => ({ context: tls.createSecureContext({ ca: authority.pem }) }),
      connectMs: 5000,
      ...options,
    });

  /** The server's end of the connection that this opens, which it may hear of later than the client. */
  const accepted = async (open: () => Promise<unknown>): Promise<readonly tls.TLSSocket[]> => {
    const [sockets] = await Promise.all([once(listener, 'secureConnection'), open()]);
    return sockets;
  };

  before(async () => {
    authority = await createAuthority('Test root');
  });
  beforeEach(async () => {
    refuses = false;
    listener = tls.createServer(await authority.issue([target.host]));
    server = await listen(listener);
    proxy = await startProxy(server.port, () =>
      refuses ? 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n' : null,
    );
    connections = make();
  });
  afterEach(async () => {
    connections.close();
    await proxy.close();
    await server.close();
  });

  it('are taken first, and new ones only after them', async () => {
    expect(await connections.preconnect(target, 2)).to.equal(true);
    expect(proxy.connects.length).to.equal(2);
    const taken = [await connections.open(target), await connections.open(target)];
    expect(proxy.connects.length).to.equal(2);
    taken.push(await connections.open(target));
    expect(proxy.connects.length).to.equal(3);
    expect(new Set(taken).size).to.equal(3);
    for (const socket of taken) socket.destroy();
  });

  it('are shared with callers that need one while they are being opened', async () => {
    const opened = connections.preconnect(target, 1);
    const socket = await connections.open(target);
    await opened;
    expect(proxy.connects.length).to.equal(1);
    socket.destroy();
  });

  it('serve no other host', async () => {
    await connections.preconnect(target, 1);
    const other = connections.open({ ...target, host: 'login.microsoftonline.com' });
    const error = await other.then(
      () => null,
      (reason: NodeJS.ErrnoException) => reason,
    );
    // The certificate is for the first host only, so that this was a connection of its own.
    expect(error?.code).to.equal('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(proxy.connects.map((each) => each.target)).to.deep.equal([
      'graph.microsoft.com:443',
      'login.microsoftonline.com:443',
    ]);
  });

  it('that the peer closed are replaced', async () => {
    const [theirs] = await accepted(() => connections.preconnect(target, 1));
    theirs?.end();
    await once(theirs as tls.TLSSocket, 'close');
    (await connections.open(target)).destroy();
    expect(proxy.connects.length).to.equal(2);
  });

  it('that were idle too long are closed and replaced', async () => {
    connections = make({ idleMs: 1 });
    const [theirs] = await accepted(() => connections.preconnect(target, 1));
    await once(theirs as tls.TLSSocket, 'close');
    (await connections.open(target)).destroy();
    expect(proxy.connects.length).to.equal(2);
  });

  it('that fail are reported only to the caller that opens the next one', async () => {
    refuses = true;
    expect(await connections.preconnect(target, 2)).to.equal(false);
    const error = await connections.open(target).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain('403');
    refuses = false;
    (await connections.open(target)).destroy();
  });

  it('that have just failed are not opened again for the next caller; those that failed long before are', async () => {
    refuses = true;
    let ms = 0;
    connections = make({ now: () => ms });
    await connections.preconnect(target, 1);
    const error = await connections.open(target).catch((reason: Error) => reason);
    expect((error as Error).message).to.contain('403');
    expect(proxy.connects.length).to.equal(1);
    await connections.preconnect(target, 1);
    ms = 5000;
    await connections.open(target).catch(() => undefined);
    expect(proxy.connects.length).to.equal(3);
  });

  it('that fail while a caller waits for them are not opened again for that caller', async () => {
    const silent = net.createServer();
    let reached = 0;
    silent.on('connection', () => {
      reached += 1;
    });
    const { port, close } = await listen(silent);
    const never = {
      protocol: 'http:',
      host: '127.0.0.1',
      port,
      credentials: null,
      source: '',
      portGiven: true,
    } as const;
    connections = make({
      route: () => ({ proxy: never, bypass: null, bypassSource: null, bypassed: null }),
      connectMs: 100,
    });
    const opened = connections.preconnect(target, 1);
    const error = await connections.open(target).then(
      () => null,
      (reason: Error) => reason,
    );
    const open = await opened;
    await close();
    expect((error?.cause as Error | undefined)?.name).to.equal('StageTimeout');
    expect([open, reached]).to.deep.equal([false, 1]);
  });

  it('close with the client when no caller took them', async () => {
    const taken = await accepted(() => connections.preconnect(target, 1)).then(() => connections.open(target));
    const [theirs] = await accepted(() => connections.preconnect(target, 1));
    const ended = once(theirs as tls.TLSSocket, 'close');
    connections.close();
    await ended;
    expect(taken.destroyed).to.equal(false);
    taken.destroy();
  });
});
