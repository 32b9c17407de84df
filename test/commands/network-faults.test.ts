/** What a command says when it meets the network of the user: the finding, and a next command by the same way. */
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createAuthority } from '../net/loopback.ts';
import { runPpmi } from '../run-ppmi.ts';

const environment = 'https://contoso.crm4.dynamics.com';
const environmentId = '7c4547dd-4bd6-e4c5-1f87-40bcd979571c';
const tenant = '99999999-2222-4333-8444-555555555555';
const clientId = '66666666-7777-4888-9999-000000000000';
const as = (method: string) => ['--sign-in', method, '--sign-in-tenant', tenant, '--sign-in-client-id', clientId];
const signIn = as('client-secret');
const record = '66666666-7777-4888-9999-000000000001';
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const assertion = `${part({ alg: 'RS256' })}.${part({ iss: 'https://login.microsoftonline.com/x/v2.0', sub: 's', aud: 'api://AzureADTokenExchange', exp: 4e9 })}.c2ln`;

describe('a command behind a proxy that is down', () => {
  let folder: string;
  let ca: string;
  let proxy: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-network-'));
    ca = join(folder, 'ca.pem');
    writeFileSync(ca, (await createAuthority('Test root')).pem);
    writeFileSync(join(folder, 'assertion.jwt'), assertion);
    copyFileSync('test/fixtures/containers/key-and-leaf.pem', join(folder, 'client.pem'));
    const token = JSON.stringify({ Token: 'e30.e30.test', ExpiresOn: '2100-01-01T00:00:00+00:00' });
    writeFileSync(join(folder, 'pwsh'), `#!/bin/sh\necho '${token}'\n`);
    chmodSync(join(folder, 'pwsh'), 0o755);
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const of = ['--environment', environment];
  const component = ['--component', 'Contoso.Plugins'];
  const commands: readonly (readonly [line: readonly string[], target: readonly string[]])[] = [
    [['doctor', ...of, ...component, ...signIn], of],
    [
      ['doctor', '--environment', environmentId, ...component, ...signIn],
      ['--environment', environmentId],
    ],
    [['doctor', ...of, ...component, ...as('federated'), '--sign-in-assertion', 'assertion.jwt'], of],
    [['doctor', ...of, ...component, ...as('client-certificate'), '--sign-in-certificate', 'client.pem'], of],
    ...(process.platform === 'win32'
      ? []
      : [[['doctor', ...of, ...component, '--sign-in', 'azure-powershell'], of] as const]),
    [['repair', ...of, ...component, '--yes', ...signIn], of],
    [['identity', 'update', record, '--name', 'Other', ...of, ...signIn], of],
    [['identity', 'delete', record, '--yes', ...of, ...signIn], of],
    [['fic', 'update', 'credential', '--yes', ...of, ...component, ...signIn], of],
    [['fic', 'delete', 'credential', '--yes', ...of, ...component, ...signIn], of],
    [['env', 'who', ...of, ...signIn], of],
    [['env', 'list', ...signIn], []],
    [['identity', 'list', ...of, ...signIn], of],
    [['fic', 'list', ...of, ...component, ...signIn], of],
    [
      [
        'token',
        'exchange',
        '--assertion',
        'assertion.jwt',
        '--tenant',
        tenant,
        '--client-id',
        clientId,
        '--scope',
        'https://vault.azure.net/.default',
      ],
      ['--tenant', tenant],
    ],
  ];
  for (const [line, target] of commands) {
    it(`names it, and repeats target, proxy and CA: ${line.join(' ')}`, async () => {
      const way = ['--proxy', proxy, '--ca-file', ca, '--cloud', 'public'];
      const env = { PPMI_CLIENT_SECRET: 'a-secret-of-the-test', PATH: `${folder}:${process.env.PATH}` };
      const ran = await runPpmi([...line, ...way], { env, cwd: folder });
      const said = `${ran.stdout}${ran.stderr}`;
      expect(ran.code).to.equal(2);
      expect(said)
        .to.contain('PPMI4046')
        .and.to.contain(`${proxy.slice('http://'.length)} (from --proxy)`);
      const next = said.split('\n').find((each) => each.includes('ppmi connectivity')) ?? '';
      for (const words of [target, way.slice(0, 2), way.slice(2, 4), way.slice(4)]) {
        expect(next).to.contain(words.join(' '));
      }
      expect(said).to.not.contain('a-secret-of-the-test');
    });
  }

  for (const line of [['doctor'], ['repair', '--yes']]) {
    it(`says where it was emulated: ${line.join(' ')}`, async () => {
      const { stdout, code } = await runPpmi([...line, '--emulate', 'dns-fails']);
      expect(code).to.equal(2);
      expect(stdout)
        .to.contain('PPMI4001')
        .and.to.match(/next: ppmi connectivity --emulate dns-fails$/m);
    });
  }
});
