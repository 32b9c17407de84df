/**
 * Mutation run: changes the sources in small ways, one at a time, and runs the tests that should notice. Prints every
 * mutant that survives and the score. `npm run mutate [-- PATH…] [--jobs N] [--timeout SECONDS] [--sample N] [--list]`.
 * PATH is a file or folder below `src`; without one: checks, repairs, diagnosis, reports and exit codes. Not part of CI.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listScenarios } from '../src/emulator/scenarios/index.ts';
import { type Mutant, mutantsOf } from './mutate/mutants.ts';
import { createSandbox, type Sandbox } from './mutate/sandbox.ts';
import { createTestFinder, type TestRun } from './mutate/tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: String(availableParallelism()) },
    timeout: { type: 'string', default: '60' },
    sample: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

const defaults = ['src/diagnosis', 'src/repair', 'src/report', 'src/cli/exit-codes.ts', 'src/domain/exit-code.ts'];

interface Task {
  readonly file: string;
  readonly text: string;
  readonly mutant: Mutant;
  readonly runs: readonly TestRun[];
}

type Result = Task & { readonly killed: boolean; readonly timeout: boolean };

const finder = createTestFinder(root, listScenarios());
const tasks = sampled((positionals.length > 0 ? positionals : defaults).flatMap(filesOf).flatMap(tasksOf));

if (tasks.length === 0) {
  console.error('No mutants: expected files or folders below src');
  process.exitCode = 2;
} else if (values.list) {
  for (const task of tasks) console.log(describe(task));
} else {
  const results = await runAll();
  summarize(results);
}

function filesOf(path: string): string[] {
  const absolute = join(root, path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) {
    if (!defaults.includes(path)) throw new Error(`${path} does not exist`);
    return [];
  }
  if (found.isFile()) return [relative(root, absolute)];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => relative(root, join(absolute, file)));
}

function tasksOf(file: string): Task[] {
  const text = readFileSync(join(root, file), 'utf8');
  const runs = finder.runsFor(file, text);
  return mutantsOf(text).map((mutant) => ({ file, text, mutant, runs }));
}

/** Every nth, so that a sample covers all files. */
function sampled(all: readonly Task[]): readonly Task[] {
  const count = Number(values.sample ?? all.length);
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)]).filter(
    (task) => task !== undefined,
  );
}

async function runAll(): Promise<readonly Result[]> {
  const sandboxes = Array.from({ length: Number(values.jobs) }, () =>
    createSandbox(root, Number(values.timeout) * 1000),
  );
  const results: Result[] = [];
  const queue = tasks.entries();
  const sound = new Map<string, Promise<boolean>>();
  try {
    await Promise.all(
      sandboxes.map(async (sandbox) => {
        for (const [index, task] of queue) {
          results[index] = await resultOf(sandbox, task, sound);
          if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${tasks.length}`);
        }
      }),
    );
  } finally {
    for (const sandbox of sandboxes) sandbox.close();
  }
  return results;
}

async function resultOf(sandbox: Sandbox, task: Task, sound: Map<string, Promise<boolean>>): Promise<Result> {
  for (const run of task.runs) {
    const key = JSON.stringify(run);
    // A test that fails without a mutant would kill all of them.
    const passes = sound.get(key) ?? sandbox.test(run).then((outcome) => outcome === 'passed');
    sound.set(key, passes);
    if (!(await passes)) {
      console.error(`Left out, because they fail without a mutant: ${run.files.join(', ')} ${run.grep ?? ''}`);
      continue;
    }
    const outcome = await sandbox.testMutant(task.file, task.mutant, run);
    if (outcome !== 'passed') return { ...task, killed: true, timeout: outcome === 'timeout' };
  }
  return { ...task, killed: false, timeout: false };
}

function describe({ file, text, mutant: { start, end, replacement, kind } }: Task): string {
  const line = text.slice(0, start).split('\n').length;
  const short = (code: string) => code.replace(/\s+/g, ' ').slice(0, 60);
  return `${file}:${line} ${kind}: ${short(text.slice(start, end))} → ${short(replacement)}`;
}

function summarize(results: readonly Result[]): void {
  for (const result of results.filter(({ killed }) => !killed)) console.log(`survived  ${describe(result)}`);
  console.log('');
  const percent = (part: readonly Result[]) =>
    `${((100 * part.filter(({ killed }) => killed).length) / part.length).toFixed(0)} %`.padStart(5);
  for (const file of new Set(results.map(({ file }) => file))) {
    const part = results.filter((result) => result.file === file);
    console.log(`${percent(part)}  ${String(part.length).padStart(4)} mutants  ${file}`);
  }
  const timeouts = results.filter(({ timeout }) => timeout).length;
  const killed = results.filter((result) => result.killed).length;
  console.log(
    `${percent(results)}  ${killed} of ${results.length} mutants killed, ${timeouts} of them by the time limit`,
  );
}
