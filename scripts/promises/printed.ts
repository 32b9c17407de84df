/** What ppmi prints: nothing that a terminal obeys, no line that a name began, no command that a name changes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildScenario, listScenarios } from '../../src/emulator/scenarios/index.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { begunByName, forbiddenSigns, namedLikeCommands, poisoned } from '../../test/poisoned-names.ts';
import { runPpmi } from '../../test/run-ppmi.ts';
import { type Attempt, tryEach } from './row.ts';

const commands = [['doctor'], ['doctor', '--all'], ['repair'], ['fic', 'list'], ['env', 'list'], ['identity', 'list']];

export const terminal: Attempt = async (budget) => {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-printed-'));
  const cases = listScenarios().flatMap(({ id }, index) =>
    commands.map((command, at) => ({ id, command, order: (index + at) % commands.length })),
  );
  const ordered = cases.toSorted((a, b) => a.order - b.order);
  try {
    return await tryEach({ ...budget, to: Math.min(budget.to, ordered.length) }, async (index) => {
      const { id = '', command = [] } = ordered[index] ?? {};
      const file = join(folder, 'world.json');
      const world = worldFile(buildScenario(id).world);
      const json = index % 2 === 0 ? ['--json'] : [];
      for (const rename of [poisoned, namedLikeCommands]) {
        writeFileSync(file, JSON.stringify(rename(world)));
        const { stdout, stderr } = await runPpmi([...command, '--world', file, ...json]);
        const why = wrongIn(`${stdout}\n${stderr}`);
        if (why !== null) return `${id}, ${command.join(' ')}: ${why}`;
      }
      return null;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function wrongIn(shown: string): string | null {
  const control = forbiddenSigns.exec(shown)?.[0];
  if (control !== undefined) return `prints U+${control.codePointAt(0)?.toString(16)}`;
  if (begunByName.test(shown)) return 'a line of a name';
  return shown.includes('PPMI9099') ? 'a bug' : null;
}

/** The test that pastes every command of every scenario into the shells of this machine. */
export const pasting: Attempt = ({ from, to }) =>
  new Promise((resolve) => {
    if (from > 0) return resolve({ tried: 0, failures: [], worst: null });
    const args = [
      'node_modules/mocha/bin/mocha.js',
      'test/features/diagnose/pasted-commands.test.ts',
      '--reporter',
      'json',
    ];
    const shells = to > 1000 ? { PPMI_TEST_SHELLS: 'all' } : {};
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...shells }, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => {
        const { stats, failures } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
          stats: { passes: number; tests: number };
          failures: readonly { fullTitle: string }[];
        };
        resolve({ tried: stats.tests, failures: failures.map(({ fullTitle }) => fullTitle), worst: null });
      },
    );
  });
