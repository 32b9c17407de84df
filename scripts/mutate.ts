/**
 * Mutation run: changes the sources in small ways, one at a time, and runs the tests that should notice. Prints every
 * mutant that survives and the score. Not part of CI. How it works: CONTRIBUTING.md.
 *
 * `npm run mutate [-- PATH…] [--results FILE] [--near] [--again] [--sample N] [--jobs N] [--timeout SECONDS] [--list]`
 */
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutantsOf } from './mutate/mutants.ts';
import { startProcess } from './mutate/processes.ts';
import { describeMutant, openResults, readExplained, staleAmong } from './mutate/results.ts';
import { createRunner } from './mutate/runner.ts';
import { createSandbox, filesBelow } from './mutate/sandbox.ts';
import { judged, type Result, scoreLines } from './mutate/score.ts';
import { withSwitches } from './mutate/switches.ts';
import { createTestFinder, isNear, testsOf } from './mutate/tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: '1' },
    timeout: { type: 'string', default: '60' },
    sample: { type: 'string' },
    results: { type: 'string' },
    near: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const defaults = ['src/diagnosis/checks', 'src/report', 'src/repair', 'src/diagnosis/facts', 'src/diagnosis'];

// The reader of the list may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const explained = readExplained(root);
const stale = staleAmong(explained, root);
for (const { file, code, change } of stale) console.error(`explains no mutant  ${file} ${change}  in: ${code}`);
if (stale.length > 0) process.exitCode = 1;

const results = openResults(values.results);
const sources = [...new Set((positionals.length > 0 ? positionals : defaults).flatMap(filesOf))].map((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  return { file, text, mutants: mutantsOf(text) };
});
const all = sources.flatMap(({ file, text, mutants }) =>
  mutants.map((mutant) => ({ file, text, described: describeMutant(file, text, mutant) })),
);
const tasks = sampled(all.map((each, number) => ({ ...each, number })));
type Task = (typeof tasks)[number];

if (tasks.length === 0) {
  console.error('No mutants: expected files or folders below src');
  process.exitCode = 2;
} else if (values.list) {
  for (const { described } of tasks) console.log(`${described.file}:${described.line} ${described.change}`);
} else {
  const open = tasks.filter(({ text, described }) => {
    const before = results.known(text, described);
    return before === null || (values.again && before.killedBy === null);
  });
  if (open.length > 0) await run(open);
  const found: Result[] = tasks.map(({ text, described }) => ({
    described,
    verdict: judged(results.known(text, described)?.killedBy ?? null, described, explained),
  }));
  for (const line of scoreLines(found, explained)) console.log(line);
}

function filesOf(path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`${path} does not exist`);
  return found.isFile() ? [relative(root, join(root, path))] : filesBelow(root, path);
}

/** Every nth, so that a sample covers all files. */
function sampled<T>(from: readonly T[]): readonly T[] {
  const count = Math.min(Number(values.sample ?? from.length), from.length);
  return from.filter(
    (_, index) => Math.floor((index * count) / from.length) < Math.floor(((index + 1) * count) / from.length),
  );
}

async function run(open: readonly Task[]): Promise<void> {
  const affected = new Set(open.map(({ file }) => file));
  const switched = new Map<string, string>();
  const numbers = new Map<string, ReadonlySet<number>>();
  let first = 0;
  for (const { file, text, mutants } of sources) {
    if (affected.has(file)) switched.set(file, withSwitches(text, mutants, first));
    numbers.set(file, new Set(mutants.map((_, index) => first + index)));
    first += mutants.length;
  }
  const present = filesBelow(root, 'test');
  const files = [...affected];
  const tests = values.near
    ? present.filter((test) => test.endsWith('.test.ts') && files.some((file) => isNear(test, file)))
    : testsOf(root, present, affected);
  const sandbox = await createSandbox(root, switched);
  process.once('exit', sandbox.close);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const runners: ReturnType<typeof createRunner>[] = [];
  try {
    const finder = createTestFinder(
      root,
      await coverageOf(sandbox.folder, tests),
      (file) => numbers.get(file) ?? new Set(),
    );
    const queue = open.entries();
    const soundness = new Map<string, Promise<boolean>>();
    const milliseconds = Number(values.timeout) * 1000;
    await Promise.all(
      Array.from({ length: Number(values.jobs) }, async () => {
        const runner = createRunner({ folder: sandbox.folder, tests, finder, milliseconds, soundness });
        runners.push(runner);
        for (const [index, { file, text, described, number }] of queue) {
          const { killedBy } = await runner.verdictOn({ file, number });
          // Other tests may kill what the nearest ones do not.
          if (killedBy !== null || !values.near) results.add(text, described, killedBy);
          if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${open.length}`);
        }
      }),
    );
  } finally {
    for (const runner of runners) runner.close();
    sandbox.close();
  }
}

async function coverageOf(folder: string, tests: readonly string[]) {
  const process = await startProcess(folder, tests, { bail: false });
  const coverage = (await process?.coverage(1_800_000)) ?? 'did not load';
  process?.close();
  if (typeof coverage === 'string') throw new Error(`The tests without a mutant: ${coverage}`);
  for (const { id, passed } of coverage.tests)
    if (!passed) console.error(`Left out, because it fails without a mutant: ${id}`);
  return coverage;
}
