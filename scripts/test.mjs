/**
 * Runs all tests in two processes: `npm run test:built -- [options of mocha]`. Mocha starts files in the order in which they
 * are given, so those that take longest come first: one that began last would run alone.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

const longest = [
  'test/canary.test.ts',
  'test/plugin.test.ts',
  'test/features/repair/real-target.test.ts',
  'test/wire-faults.test.ts',
  'test/scripts/repairs.test.ts',
  'test/scripts/worlds/worlds.test.ts',
  'test/features/diagnose/pasted-commands.test.ts',
  'test/features/identity/upgrade.test.ts',
  'test/features/repair/repair-fleet.test.ts',
  'test/commands/written-files.test.ts',
  'test/scenarios.test.ts',
  'test/cli/hostile-names.test.ts',
  'test/commands/fic/credentials.test.ts',
  'test/emulator/scenarios/scenarios.test.ts',
  'test/cli/process.test.ts',
  'test/domain/signed-file/hostile.test.ts',
  'test/emulator/world/world-file.test.ts',
  'test/commands/doctor-fleet.test.ts',
];

const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join('test', file).split(sep).join('/'))
  .sort();
const missing = longest.filter((file) => !all.includes(file));
if (missing.length > 0) throw new Error(`scripts/test.mjs names tests that do not exist: ${missing.join(', ')}`);

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const files = [...longest, ...all.filter((file) => !longest.includes(file))];
const { status } = spawnSync(
  process.execPath,
  [mocha, '--parallel', '--jobs', '2', ...process.argv.slice(2), ...files],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
