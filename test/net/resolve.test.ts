import * as dgram from 'node:dgram';
import { expect } from 'chai';
import { createResolve, ResolveFailed } from '../../src/net/resolve.ts';

/** A resolver on loopback that answers every question with this code; null: not at all. */
async function startResolver(code: number | null) {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, from) => {
    if (code === null) return;
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8180 | code, 2);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { server: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

describe('createResolve', () => {
  const system = () => Promise.reject(new Error('getaddrinfo was asked'));
  const failure = async (servers: readonly string[], ms = 2000) => {
    const resolve = createResolve({ servers, system, platform: 'linux', hostsFile: '/nowhere' });
    return resolve('graph.microsoft.com', { ms }).then(
      () => expect.fail('resolved'),
      (error: unknown) => error as ResolveFailed,
    );
  };

  for (const [what, code, expected] of [
    ['does not know the name', 3, 'ENOTFOUND'],
    ['fails', 2, 'ESERVFAIL'],
    ['refuses', 5, 'EREFUSED'],
    ['is silent', null, 'ETIMEOUT'],
  ] as const) {
    it(`names a resolver that ${what}, without getaddrinfo, which cannot be canceled`, async () => {
      const { server, close } = await startResolver(code);
      const error = await failure([server], 500);
      close();
      expect(error).to.be.instanceOf(ResolveFailed);
      expect([error.code, error.answers]).to.deep.equal([expected, [{ server, code: expected }]]);
    });
  }

  it('takes an address as it is', async () => {
    const { addresses, from } = await createResolve({ system })('127.0.0.1', { ms: 100 });
    expect([from, addresses]).to.deep.equal(['literal', [{ address: '127.0.0.1', family: 4 }]]);
  });
});
