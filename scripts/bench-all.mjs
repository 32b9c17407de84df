/** Runs every benchmark; each prints its own ratios. Exit code 1 if one exceeds its limit. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const benches = [
  ['scripts/bench.mjs'],
  ['--import', 'tsx/esm', 'scripts/bench-errors.ts'],
  ['scripts/bench-assembly.mjs'],
  ['scripts/bench-emulator.mjs'],
  ['--import', 'tsx/esm', 'scripts/bench-fleet.mjs', 'one'],
  ['--import', 'tsx/esm', 'scripts/bench-fleet.mjs', 'many'],
];

for (const bench of benches) {
  console.log(`\n${bench.filter((part) => !/^--|^tsx/.test(part)).join(' ')}`);
  const { status } = spawnSync(process.execPath, bench, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
