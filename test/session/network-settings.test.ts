import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PpmiError } from '../../src/domain/errors.ts';
import {
  type Authority,
  createAuthority,
  type ForwardProxy,
  type Server,
  startHttps,
  startProxy,
} from '../net/loopback.ts';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

describe('--proxy and --ca-file', () => {
  let folder: string;
  let authority: Authority;
  let server: Server;
  let proxy: ForwardProxy;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-way-'));
    authority = await createAuthority('Test root');
    server = await startHttps(await authority.issue(['contoso.crm4.dynamics.com']), (_, response) =>
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"code":"0x1","message":"no"}}'),
    );
    proxy = await startProxy(server.port);
  });
  after(async () => {
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const fileWith = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  /** A token for the environment, so that no other host is contacted. */
  const token = () => {
    const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
    return fileWith('token', `${part({ alg: 'none' })}.${part({ aud: 'https://contoso.crm4.dynamics.com' })}.x`);
  };
  const who = async (args: readonly string[], env: Record<string, string> = {}) => {
    const target = ['--environment', 'https://contoso.crm4.dynamics.com', '--sign-in-token-file', token()];
    return (
      jsonOf(await runPpmi(['env', 'who', '--json', ...target, ...args], { env })).error as PpmiError & { name: string }
    ).name;
  };

  it('override the variables; the CA comes from PEM, DER or PPMI_CA_FILE', async () => {
    const pem = fileWith('ca.pem', `# of the company\n${authority.pem}`);
    const der = fileWith('ca.cer', new X509Certificate(authority.pem).raw);
    const elsewhere = { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' };
    expect(await who(['--proxy', proxy.url, '--ca-file', pem], elsewhere)).to.equal('refused');
    expect(await who(['--proxy', proxy.url, '--ca-file', der])).to.equal('refused');
    expect(await who(['--proxy', proxy.url], { PPMI_CA_FILE: pem })).to.equal('refused');
    expect(await who(['--proxy', proxy.url])).to.equal('cut-off');
  });

  it('are validated before the first request', async () => {
    const asked = proxy.connects.length;
    expect(await who(['--proxy', proxy.url, '--ca-file', fileWith('text', 'no certificate')])).to.equal(
      'file-not-recognised',
    );
    expect(await who(['--proxy', proxy.url, '--ca-file', join(folder, 'none')])).to.equal('file-unreadable');
    expect(await who(['--proxy', 'socks5://127.0.0.1:1'])).to.equal('usage');
    expect(proxy.connects.length).to.equal(asked);
  });

  it('are not read with --emulate', async () => {
    const args = [
      'env',
      'who',
      '--emulate',
      'healthy-v2-issued',
      '--proxy',
      'http://127.0.0.1:1',
      '--ca-file',
      '/none',
    ];
    expect((await runPpmi(args)).code).to.equal(0);
  });
});
