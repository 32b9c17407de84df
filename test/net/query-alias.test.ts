import * as dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { queryAlias } from '../../src/net/query-alias.ts';

describe('queryAlias', () => {
  let socket: dgram.Socket;
  let server: string;

  const opened = (answer: (query: Buffer) => Buffer | null) =>
    new Promise<void>((resolve) => {
      socket = dgram.createSocket('udp4');
      socket.on('message', (query, from) => {
        const bytes = answer(query);
        if (bytes !== null) socket.send(bytes, from.port, from.address);
      });
      socket.bind(0, '127.0.0.1', () => {
        server = `127.0.0.1:${(socket.address() as AddressInfo).port}`;
        resolve();
      });
    });
  afterEach(() => void socket.close());

  const name = (text: string) =>
    Buffer.concat([
      ...text.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
      Buffer.of(0),
    ]);
  /** The question, and one CNAME record as its answer (RFC 1035). */
  const aliasOf = (target: string) => (query: Buffer) => {
    const question = Buffer.from(query.subarray(0, query.indexOf(0, 12) + 5));
    question.writeUInt16BE(0x8180, 2);
    question.fill(0, 6, 12);
    question.writeUInt16BE(1, 6);
    const data = name(target);
    return Buffer.concat([question, Buffer.from([0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, data.length]), data]);
  };

  it('names what a host is an alias of', async () => {
    await opened(aliasOf('contoso.privatelink.example.com'));
    const alias = await queryAlias('contoso.example.com', { ms: 2000 }, [server]);
    expect(alias).to.equal('contoso.privatelink.example.com');
  });

  it('knows nothing once it is no longer waited for', async () => {
    await opened(() => null);
    const stop = new AbortController();
    const alias = queryAlias('contoso.example.com', { ms: 60_000, signal: stop.signal }, [server]);
    stop.abort();
    expect(await alias).to.equal(null);
    expect(await queryAlias('contoso.example.com', { ms: 60_000, signal: stop.signal }, [server])).to.equal(null);
    expect(await queryAlias('contoso.example.com', { ms: 60_000 }, [])).to.equal(null);
  });
});
