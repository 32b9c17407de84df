/** Answers of services and contents of files are never reported as "a bug in ppmi", and ppmi keeps its secrets to itself. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { diffText } from '../../src/domain/text-diff.ts';
import { longestUngrouped } from '../../src/features/entra-errors/text-source.ts';
import { jsonOf, type Ran, runPpmi } from '../run-ppmi.ts';

const target = ['--environment', 'https://contoso.crm4.dynamics.com', '--component', 'x'];
const nameOf = (ran: Ran) => (jsonOf(ran).error as { name?: string } | undefined)?.name;

describe('what others cause', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-outside-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  for (const claims of ['{"aud":5}', '{}', '{"aud":[null]}', '[null]', 'null', '{"aud":"__proto__"}']) {
    it(`L1: a token file with ${claims} is a missing sign-in`, async () => {
      const token = file('token', `e30.${Buffer.from(claims).toString('base64url')}.x`);
      const ran = await runPpmi([
        'doctor',
        ...target,
        '--sign-in',
        'token-file',
        '--sign-in-token-file',
        token,
        '--json',
      ]);
      expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'sign-in-missing']);
    });
  }

  it('L1: a tenant that is no tenant is a wrong command line', async () => {
    const ran = await runPpmi(['doctor', ...target, '--sign-in', 'azure-cli', '--sign-in-tenant', 'x" & y', '--json']);
    expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'usage']);
  });

  it('a report of nothing but brackets is refused before it takes memory', async () => {
    const ran = await runPpmi(['report', 'merge', file('brackets.json', '['.repeat(20_000_000)), '--json']);
    expect(ran.code).to.equal(2);
    expect(ran.stdout).not.to.contain('PPMI9099');
  });

  it('L1: findings nested without end are no stack overflow', async () => {
    const open = '{"code":"PPMI1001","name":"a","title":"t","severity":"error","consequences":[';
    const nested = `{"schema":"ppmi.report/1","findings":[${open.repeat(20_000)}${']}'.repeat(20_000)}],"verdicts":[]}`;
    const ran = await runPpmi(['report', 'merge', file('deep.json', nested), '--json']);
    expect(ran.stdout).not.to.contain('PPMI9099');
  });

  it('L1: subjects of 300 kB are compared', () => {
    const [expected, actual] = ['a'.repeat(300_000), 'b'.repeat(300_000)];
    expect(diffText(expected, actual).expected.length).to.be.greaterThan(0);
    expect(() => diffText('/a'.repeat(150_000), '/b'.repeat(150_000))).not.to.throw();
  });

  describe('children', () => {
    let ran: Ran;
    before(async function () {
      if (process.platform === 'win32') this.skip();
      const az = file(
        'az',
        `#!/bin/sh\nenv >"${folder}/environment"\necho "ERROR: Please run 'az login'" >&2\nexit 1\n`,
      );
      chmodSync(az, 0o755);
      const env = { PATH: `${folder}:${process.env.PATH}`, PPMI_CLIENT_SECRET: 'canary-1', PPMI_PASSWORD: 'canary-2' };
      ran = await runPpmi(['doctor', ...target, '--sign-in', 'azure-cli', '--json'], { env });
    });

    it('L2: get no secret of ppmi', () => {
      expect(existsSync(join(folder, 'environment'))).to.equal(true);
      expect(readFileSync(join(folder, 'environment'), 'utf8')).to.not.match(/PPMI_|canary/);
    });

    it('a failed sign-in is one error with its remedy, not a list of blocked checks', () => {
      expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'sign-in-failed']);
      expect(JSON.stringify(jsonOf(ran))).to.contain('az login');
    });
  });

  it('L3: DEBUG does not print the command line', async () => {
    const args = ['certificate', 'show', 'absent', '--password', 'canary-password-9'];
    const { stdout, stderr } = await runPpmi(args, { env: { DEBUG: '*' } });
    expect(stdout + stderr).to.not.contain('canary-password-9');
  });

  it('L6: an unpacked text without end is too large for --no-group', async () => {
    const bomb = file('bomb.gz', gzipSync(Buffer.alloc(longestUngrouped + 2 * 1024 * 1024, 'x')));
    const ran = await runPpmi(['error', 'decode', bomb, '--no-group', '--json']);
    expect([ran.code, nameOf(ran)]).to.deep.equal([2, 'file-too-large']);
    expect(jsonOf(ran).error).to.have.property('fix').that.contains('Leave out --no-group');
  });
});
