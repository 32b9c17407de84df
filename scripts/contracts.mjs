/**
 * Checks the emulator's traffic against the vendor's published contracts: `npm run contracts -- FOLDER`, or the folder in
 * PPMI_CONTRACTS. The folder (contracts as JSON Schema, driver.mjs, check.mjs) is not part of this project, and neither the
 * tests nor CI need it. Fails when less than 98 % of the responses are valid.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? process.env.PPMI_CONTRACTS;
const leastValid = 0.98;

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Throws, so that the copy is removed. */
function run(command, args, { accepts = [0], ...options } = {}) {
  const { status, error } = spawnSync(command, args, { cwd: project, stdio: 'inherit', ...options });
  if (error !== undefined || !accepts.includes(status))
    throw error ?? new Error(`${command} ${args[0]} exited with ${status}`);
}

if (folder === undefined || !existsSync(join(folder, 'check.mjs')))
  fail('Requires the folder of the contracts: npm run contracts -- FOLDER, or PPMI_CONTRACTS=FOLDER.');

// A copy: the folder may be read-only, and the driver writes its recordings beside itself.
const copy = mkdtempSync(join(tmpdir(), 'ppmi-contracts-'));
try {
  const ignored = /(?:^|[\\/])(?:node_modules|har|\.work)$/;
  cpSync(resolve(folder), copy, { recursive: true, filter: (path) => path === resolve(folder) || !ignored.test(path) });
  run('chmod', ['-R', 'u+w', copy]);
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: copy });
  run(process.execPath, [join(copy, 'driver.mjs')], { env: { ...process.env, PPMI: join(project, 'bin/run.js') } });
  // The emulator's own recordings hold the same exchanges again.
  const recordings = readdirSync(join(copy, 'har')).filter(
    (name) => name.endsWith('.har') && !name.includes('.emulator.'),
  );
  const out = join(copy, 'out.json');
  const files = recordings.map((name) => join(copy, 'har', name));
  // 1: there are deviations, which the report below weighs.
  run(process.execPath, [join(copy, 'check.mjs'), '--json', out, ...files], { accepts: [0, 1] });
  report(JSON.parse(readFileSync(out, 'utf8')));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function report({ operations }) {
  const sum = (key) => operations.reduce((total, operation) => total + operation[key], 0);
  const share = sum('responsesValid') / sum('responses');
  console.log(`Valid responses: ${(share * 100).toFixed(1)} % of ${sum('responses')}`);
  if (share < leastValid) process.exitCode = 1;
}
