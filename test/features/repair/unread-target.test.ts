/** `repair apply`, `resume` and `undo` where a proxy answers in place of a service that they have to read first. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { configurationOf, idsIn } from '../../../scripts/repairs/tenancy.ts';
import { interpose } from '../../interposed-proxy.ts';
import { openRealTarget } from '../../real-target.ts';
import { runPpmi } from '../../run-ppmi.ts';

const page = { status: 403, headers: { 'content-type': 'text/html' }, body: '<title>Blocked by policy</title>' };

describe('a run whose target is behind a block page', function () {
  this.timeout(240_000);

  for (const [command, place] of [
    ['apply', 'environment'],
    ['apply', 'graph'],
    ['resume', 'environment'],
    ['undo', 'environment'],
    ['undo', 'graph'],
  ] as const) {
    it(`is not said to belong to another target: repair ${command}, at ${place}`, async () => {
      const real = await openRealTarget('tenant-big-endian');
      const plan = join(real.folder, 'plan.json');
      const first = command === 'apply' ? ['--plan-out', plan] : ['--yes'];
      expect((await real.run('repair', ...real.target, ...first)).code).to.equal(0);
      if (command === 'resume') interrupt(real.stateFolder);
      const known = idsIn(real.emulator);
      const start = configurationOf(real.emulator, known);
      const environment = new URL(real.target[1] ?? '').host;
      const hosts = ['login.microsoftonline.com', 'graph.microsoft.com', environment];
      const blocked = place === 'graph' ? 'graph.microsoft.com' : environment;
      const proxy = await interpose(real, hosts, ({ headers }) => (headers.host === blocked ? page : null));
      try {
        const words = command === 'apply' ? ['apply', plan] : [command];
        const ran = await runPpmi(['repair', ...words, '--yes', ...proxy.access, '--json'], { env: real.env });
        const { error } = JSON.parse(ran.stdout) as { error?: { finding?: { name: string } | null } };
        expect([ran.code, error?.finding?.name]).to.deep.equal([2, 'block-page']);
        expect(configurationOf(real.emulator, known)).to.equal(start);
      } finally {
        await proxy.close();
        await real.close();
      }
    });
  }

  it('is named in the next command, although the command line does not have it', async () => {
    const real = await openRealTarget('tenant-big-endian');
    try {
      const plan = join(real.folder, 'plan.json');
      expect((await real.run('repair', ...real.target, '--plan-out', plan)).code).to.equal(0);
      expect((await real.run('repair', ...real.target, '--yes')).code).to.equal(0);
      // Port 1 is one where nothing listens (RFC 6335 has tcpmux there, which no system runs).
      const down = real.access.map((word, index, all) => (all[index - 1] === '--proxy' ? 'http://127.0.0.1:1' : word));
      for (const words of [['apply', plan], ['undo']]) {
        const { code, stderr } = await runPpmi(['repair', ...words, '--yes', ...down], { env: real.env });
        expect([code, stderr.includes('PPMI4046')]).to.deep.equal([2, true]);
        const next = stderr.split('\n').find((line) => line.includes('ppmi connectivity')) ?? '';
        for (const flag of [
          '--proxy http://127.0.0.1:1',
          '--ca-file ',
          `--environment ${real.target[1]}`,
          '--cloud public',
        ]) {
          expect(next).to.contain(flag);
        }
      }
    } finally {
      await real.close();
    }
  });
});

/** As if it had been killed before the response to its first request. */
function interrupt(state: string): void {
  const files = readdirSync(state, { recursive: true, encoding: 'utf8' });
  const journal = join(state, files.find((file) => file.endsWith('journal.ndjson')) ?? '');
  const lines = readFileSync(journal, 'utf8').split('\n');
  const sent = lines.findIndex((line) => line.includes('"intended"'));
  writeFileSync(journal, `${lines.slice(0, sent + 1).join('\n')}\n`);
}
