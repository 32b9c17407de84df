import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runPpmi } from '../../run-ppmi.ts';
import { createAuthority, startHttps, startProxy } from '../loopback.ts';

describe('sign-in by Azure CLI', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-az-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** An `az` that answers so. */
  const az = (script: string) => {
    const file = join(folder, 'az');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return { PATH: `${folder}:${process.env.PATH}` };
  };
  const command = ['env', 'who', '--environment', 'https://contoso.crm4.dynamics.com', '--sign-in', 'azure-cli'];

  it('sends the token of az for the requested resource', async () => {
    const seen: unknown[] = [];
    const authority = await createAuthority('Test root');
    const server = await startHttps(await authority.issue(['contoso.crm4.dynamics.com']), (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"code":"0x1","message":"no"}}');
    });
    const proxy = await startProxy(server.port);
    try {
      const ca = join(folder, 'ca.pem');
      writeFileSync(ca, authority.pem);
      const given = { accessToken: 'canary-az', expires_on: 4102444800, expiresOn: '2100-01-01 00:00:00.000000' };
      const env = az(`echo "$@" > ${folder}/asked; echo '${JSON.stringify({ ...given, tokenType: 'Bearer' })}'`);
      const ran = await runPpmi(command, { env: { ...env, HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: ca } });
      expect(ran.code).to.equal(2);
      expect(ran.stdout + ran.stderr)
        .to.contain('Dataverse refused')
        .and.not.to.contain('canary');
      expect(new Set(seen)).to.deep.equal(new Set(['Bearer canary-az']));
    } finally {
      await proxy.close();
      await server.close();
    }
  });

  it('says what to do when no account is signed in', async () => {
    const ran = await runPpmi(command, {
      env: az('echo "ERROR: Please run \'az login\' to setup account." >&2; exit 1'),
    });
    expect(ran.code).to.equal(2);
    expect(ran.stderr).to.contain('--sign-in azure-cli').and.to.contain('az login');
  });
});
