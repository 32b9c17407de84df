/** A copy of the sources and tests in which one mutant at a time is tested; the working tree stays as it is. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';
import type { TestRun } from './tests.ts';

export type Outcome = 'passed' | 'failed' | 'timeout';

export interface Sandbox {
  /** Runs the tests against the unchanged sources. */
  test(run: TestRun): Promise<Outcome>;
  testMutant(file: string, mutant: Mutant, run: TestRun): Promise<Outcome>;
  close(): void;
}

const copied = ['src', 'test', 'scripts'];
/** Tests write nothing into them. */
const notLinked = new Set([...copied, '.git', 'coverage']);

export function createSandbox(root: string, timeout: number): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-mutate-'));
  for (const part of copied) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const part of readdirSync(root)) {
    if (!notLinked.has(part)) symlinkSync(join(root, part), join(folder, part));
  }
  const test = (run: TestRun) => mocha(folder, run, timeout);
  return {
    test,
    async testMutant(file, { start, end, replacement }, run) {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
      try {
        return await test(run);
      } finally {
        writeFileSync(path, text);
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function mocha(cwd: string, { files, grep }: TestRun, timeout: number): Promise<Outcome> {
  const program = join(cwd, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = [program, '--bail', '--exit', ...(grep === null ? [] : ['--grep', grep]), ...files];
  return new Promise((resolve, reject) => {
    // A group of its own, so that a mutant that never ends takes its children with it.
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', detached: true });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, timeout);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(late ? 'timeout' : code === 0 ? 'passed' : 'failed');
    });
  });
}
