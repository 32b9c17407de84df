import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { expect } from 'chai';
import { machineAuthorities } from '../../src/net/certificate-authorities.ts';
import { type Authority, createAuthority } from './loopback.ts';

describe('CAs of the machine', () => {
  let folder: string;
  const servers: net.Server[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-ca-'));
  });
  after(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Null: the handshake was accepted. */
  async function failure(authority: Authority, { context }: { readonly context: tls.SecureContext }) {
    const server = tls.createServer(await authority.issue(['graph.microsoft.com']));
    server.on('tlsClientError', () => undefined);
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const socket = tls.connect({ host: '127.0.0.1', port, servername: 'graph.microsoft.com', secureContext: context });
    try {
      await once(socket, 'secureConnect');
      return null;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      socket.destroy();
    }
  }

  it('trusts the CAs of the user beside those of NODE_EXTRA_CA_CERTS, and no other', async () => {
    const [given, second, variable, unknown] = await Promise.all(
      ['Given CA', 'Second CA', 'Variable CA', 'Unknown CA'].map((name) => createAuthority(name)),
    );
    if (given === undefined || second === undefined || variable === undefined || unknown === undefined) throw Error();
    const file = join(folder, 'extra.pem');
    writeFileSync(file, variable.pem);
    const trust = machineAuthorities([`${given.pem}\n${second.pem}`], { NODE_EXTRA_CA_CERTS: file });
    expect(await Promise.all([given, second, variable].map((each) => failure(each, trust)))).to.deep.equal([
      null,
      null,
      null,
    ]);
    expect(await failure(unknown, trust)).to.equal('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    // What one context was given must not reach those that are made after it.
    expect(await failure(given, machineAuthorities([], {}))).to.equal('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});
