import * as dgram from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  describe('on Linux', () => {
    const from = { address: '10.1.2.3', family: 4 } as const;
    let folder: string;
    let files = 0;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'ppmi-names-'));
    });
    after(() => rmSync(folder, { recursive: true }));
    const file = (text: string) => {
      files += 1;
      const path = join(folder, String(files));
      writeFileSync(path, text);
      return path;
    };
    const resolveWith = async (host: string, { hosts = '', sources = '', resolvers = '' }) => {
      const { server, close } = await startResolver(3);
      const options = { servers: [server], platform: 'linux' as const, system: async () => [from] };
      const resolve = createResolve({
        ...options,
        hostsFile: file(hosts),
        sourcesFile: file(sources),
        resolversFile: file(resolvers),
      });
      return resolve(host, { ms: 2000 })
        .then(
          (found) => found.from,
          (error: ResolveFailed) => error.code,
        )
        .finally(close);
    };

    for (const [host, sources, expected] of [
      ['vault.contoso.internal', 'hosts: files dns', 'ENOTFOUND'],
      ['vault.contoso.internal', 'hosts: files mdns4_minimal [NOTFOUND=return] dns myhostname', 'ENOTFOUND'],
      ['vault.contoso.internal', 'hosts: files sss dns', 'system'],
      ['vault.contoso.internal', 'passwd: files sss\nhosts: files dns # sss', 'ENOTFOUND'],
      ['printer.local', 'hosts: files mdns4_minimal [NOTFOUND=return] dns', 'system'],
      ['printer.local', 'hosts: files dns', 'ENOTFOUND'],
      ['buildhost', 'hosts: files dns myhostname', 'system'],
      ['proxy', 'hosts: files dns', 'system'],
      ['vault.contoso.internal', 'hosts: files', 'system'],
      ['web.localhost', 'hosts: files dns', 'literal'],
    ] as const) {
      it(`finds ${host} as the C library does with "${sources}"`, async () => {
        expect(await resolveWith(host, { sources })).to.equal(expected);
      });
    }

    it('completes names of few labels with the suffixes of resolv.conf, as in Kubernetes', async () => {
      const resolvers = 'search apps.svc.cluster.local\noptions ndots:5';
      expect(await resolveWith('vault.apps', { resolvers })).to.equal('system');
      expect(await resolveWith('vault.apps', { resolvers: 'search contoso.internal' })).to.equal('ENOTFOUND');
    });

    it('keeps the order of hosts file and DNS', async () => {
      const hosts = '10.9.9.9 graph.microsoft.com';
      expect(await resolveWith('graph.microsoft.com', { hosts, sources: 'hosts: files dns' })).to.equal('hosts-file');
      expect(await resolveWith('graph.microsoft.com', { hosts, sources: 'hosts: dns files' })).to.equal('hosts-file');
    });
  });

  it('takes an address as it is', async () => {
    const { addresses, from } = await createResolve({ system })('127.0.0.1', { ms: 100 });
    expect([from, addresses]).to.deep.equal(['literal', [{ address: '127.0.0.1', family: 4 }]]);
  });
});
