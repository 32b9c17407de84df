/** Every file that ppmi reads, as Windows tools write it: UTF-16 in both byte orders, and UTF-8 with a byte order mark. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRedactor } from '../../src/domain/redact.ts';
import { decodeBytes } from '../../src/domain/text-encoding.ts';
import { readSignIn } from '../../src/net/sign-in/settings.ts';
import { readPassword } from '../../src/session/input-file.ts';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE with a mark': (text) => swapped(`\ufeff${text}`),
  'UTF-16 LE without a mark': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE without a mark': swapped,
};

const emulated = ['--emulate', 'tenant-big-endian'];

describe('inputs of Windows', () => {
  let folder: string;
  let report: string;
  let credentials: string;
  let plan: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-windows-'));
    const planFile = join(folder, 'plan');
    [report, credentials] = (await Promise.all(
      [
        ['doctor', ...emulated, '--json'],
        ['fic', 'list', ...emulated, '--json'],
        ['repair', ...emulated, '--plan-out', planFile, '--json'],
      ].map(async (args) => (await runPpmi(args)).stdout),
    )) as [string, string];
    plan = readFileSync(planFile, 'utf8');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, encode] of Object.entries(encodings)) {
    const file = (text: string) => {
      const path = join(folder, 'input');
      writeFileSync(path, encode(text));
      return path;
    };

    describe(name, () => {
      it('a text', () => expect(decodeBytes(encode('Grüße, 1'))).to.equal('Grüße, 1'));

      it('a saved report', async () => {
        const merged = jsonOf(await runPpmi(['report', 'merge', file(report), '--json']));
        expect(merged).to.have.nested.property('reports[0].schema', 'ppmi.report/1');
      });

      it('a snapshot of credentials', async () => {
        const log = "AADSTS700213: No matching federated identity record found for presented assertion subject '/a'.";
        const ran = await runPpmi(['error', 'decode', '--text', log, '--snapshot', file(credentials), '--json']);
        expect(jsonOf(ran)).to.have.property('errors');
      });

      it('a plan file', async () => {
        const ran = await runPpmi(['repair', 'apply', file(plan), ...emulated, '--yes', '--json']);
        expect(jsonOf(ran).error ?? null).to.equal(null);
      });

      it('a list of environments', async () => {
        const list = file('# ours\r\nhttps://contoso.crm4.dynamics.com\r\nhttps://evil.example\r\n');
        const { error } = jsonOf(await runPpmi(['doctor', '--environments-file', list, '--json'])) as { error: object };
        expect(error).to.include({ name: 'cloud-unknown' });
        expect(JSON.stringify(error))
          .to.contain('evil.example')
          .and.not.to.match(/ufeff|\ufeff|\\u0000/);
      });

      it('a world', async () => {
        const { error } = jsonOf(await runPpmi(['doctor', '--world', file('{"title":"T"}'), '--json'])) as {
          error: object;
        };
        expect(error).to.include({ name: 'world-invalid' });
        expect(JSON.stringify(error)).not.to.contain('JSON');
      });

      it('a password', async () => expect(await readPassword(file('päss wörd\r\n'))).to.equal('päss wörd'));

      it('a client secret and tokens', async () => {
        const common = { redactor: createRedactor(), prompt: null, tenantId: 't', clientId: 'c' };
        const environment = { PPMI_CLIENT_SECRET_FILE: file('abc8Q~secret\r\n') };
        expect(await readSignIn({ ...common, method: 'client-secret', environment })).to.include({
          secret: 'abc8Q~secret',
        });
        const signIn = await readSignIn({
          ...common,
          method: 'token-file',
          environment: {},
          tokenFile: file('a.b.c\r\nd.e.f\r\n'),
        });
        expect(signIn).to.deep.include({ tokens: ['a.b.c', 'd.e.f'] });
      });

      it('a certificate', async () => {
        const pem = readFileSync('test/fixtures/containers/key-and-leaf.pem', 'utf8');
        const ran = await runPpmi(['certificate', 'show', file(pem), '--json']);
        expect(jsonOf(ran)).to.have.nested.property('certificate.sha256');
      });
    });
  }
});
