/** Every benchmark, one after the other; each prints its own ratios. Exit 1 when one of them is over its limit. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const benches = [
  ['scripts/bench.mjs'],
  ['--import', 'tsx/esm', 'scripts/bench-errors.ts'],
  ['scripts/bench-assembly.mjs'],
  ['scripts/bench-emulator.mjs'],
];

for (const bench of benches) {
  console.log(`\n${bench.at(-1)}`);
  const { status } = spawnSync(process.execPath, bench, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
