/** Ctrl+C at each prompt: 130, and what was changed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openRealTarget, type RealTarget } from '../real-target.ts';
import { hasTerminal, typeAt } from '../terminal.ts';

const confirmation = /\[y\/N\] /;
const choice = /(?:Number|Value)[^\n]*: /;
const record = 'e68152c3-4802-4c4c-84df-bf6d8abddde4';
const credential = 'contoso-invoices-dev';
const healthy = ['--emulate', 'healthy-v2-issued'];
const application = '11111111-2222-3333-4444-555555555555';

const prompts: readonly (readonly [prompt: RegExp, ...args: string[]])[] = [
  [confirmation, 'repair', '--emulate', 'tenant-big-endian'],
  [confirmation, 'repair', '--all', '--emulate', 'tenant-big-endian'],
  [choice, 'repair', '--emulate', 'record-missing'],
  [confirmation, 'fic', 'create', '--emulate', 'fic-missing'],
  [confirmation, 'fic', 'update', credential, '--emulate', 'tenant-big-endian'],
  [confirmation, 'fic', 'delete', credential, '--emulate', 'tenant-big-endian'],
  [confirmation, 'identity', 'create', '--application-id', application, '--name', 'Spare', ...healthy],
  [confirmation, 'identity', 'update', record, '--name', 'Renamed', ...healthy],
  [confirmation, 'identity', 'delete', record, '--emulate', 'binding-missing'],
  [confirmation, 'identity', 'bind', record, '--emulate', 'binding-missing'],
  [confirmation, 'identity', 'unbind', ...healthy],
  [confirmation, 'identity', 'upgrade', '--to', '2', '--emulate', 'version-0-deprecated'],
];

const writesOf = ({ requests }: RealTarget) =>
  requests.filter((line) => /^(?:POST|PATCH|PUT|DELETE) \S*(?:federatedIdentityCredentials|managedidentit)/.test(line))
    .length;

describe('Ctrl+C', () => {
  before(function () {
    if (!hasTerminal) this.skip();
  });

  for (const [prompt, ...args] of prompts) {
    it(`at the prompt of ${args.join(' ')} ends with 130 and changes nothing`, async () => {
      const { code, shown } = await typeAt(prompt, '\x03', args);
      expect(shown).to.match(/Nothing was changed\.\s*$/);
      expect(code).to.equal(130);
    });
  }

  it('at the prompt for a password ends with 130 and shows no stack', async () => {
    const file = fileURLToPath(new URL('../fixtures/containers/aes256-chain.pfx', import.meta.url));
    const { code, shown } = await typeAt(/Password of [^\n]*: /, '\x03', ['certificate', 'show', file]);
    expect(code).to.equal(130);
    expect(shown).to.match(/^Password of [^\n]*: \s*$/);
  });

  it('at the prompts of a plan and of an undo, while a code is waited for, and while facts are read, ends with 130 and changes nothing', async () => {
    const real = await openRealTarget('tenant-big-endian');
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-prompts-'));
    try {
      const plan = join(folder, 'plan.json');
      expect((await real.run('repair', ...real.target, '--plan-out', plan)).code).to.equal(0);
      const interrupted = async (...args: readonly string[]) => {
        const { code, shown } = await typeAt(confirmation, '\x03', [...args, ...real.access], real.env);
        expect(shown).to.match(/Nothing was changed\.\s*$/);
        expect(code).to.equal(130);
      };
      await interrupted('repair', 'apply', plan);
      expect(writesOf(real)).to.equal(0);
      await real.run('repair', ...real.target, '--yes');
      const written = writesOf(real);
      await interrupted('repair', 'undo');
      expect(writesOf(real)).to.equal(written);
      const device = ['--sign-in', 'device-code', '--sign-in-client-id', real.emulator.world.operator.clientId];
      const args = ['repair', ...real.target, ...real.access.slice(0, 4), ...device];
      const waiting = await typeAt(/the code/, '\x03', args, real.env);
      expect(waiting.shown).to.match(/Interrupted\. Nothing was changed\.\s*$/);
      expect(waiting.code).to.equal(130);
      const reading = await real.interruptAt((method) => method === 'GET', 'SIGINT', 'repair', ...real.target);
      expect([reading.code, reading.stdout]).to.deep.equal([130, '']);
    } finally {
      rmSync(folder, { recursive: true });
      await real.close();
    }
  });
});
