/** The processes of `worker.ts`: started in the sandbox, asked one question at a time, ended when they do not answer. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Coverage, Job, Outcome } from './worker.ts';

export type Answer<T> = T | 'no answer' | 'ended' | 'did not load';

export interface TestProcess {
  ask(job: Job, milliseconds: number): Promise<Answer<Outcome>>;
  coverage(milliseconds: number): Promise<Answer<Coverage>>;
  close(): void;
}

const loadTime = 120_000;

/** @param mutant one that is on while the files load; @returns null if a file did not load */
export async function startProcess(
  folder: string,
  files: readonly string[],
  options: { readonly mutant?: number; readonly bail: boolean },
): Promise<TestProcess | null> {
  const path = join(folder, 'scripts/mutate/worker.js');
  const args = [...(options.bail ? ['--bail'] : ['--all']), ...files.map((file) => file.replace(/\.ts$/, '.js'))];
  const child = fork(path, args, {
    cwd: folder,
    execArgv: [],
    env: { ...process.env, MUTANT: String(options.mutant ?? '') },
    stdio: ['ignore', 'ignore', process.env.MUTATE_DEBUG ? 'inherit' : 'ignore', 'ipc'],
    // A group of its own, so that a test that never ends takes its children with it.
    detached: true,
  });
  const close = () => end(child);
  // A mutant that loops for ever would outlive a run that is interrupted.
  process.once('exit', close);
  child.once('exit', () => process.off('exit', close));
  if ((await answer<string>(child, loadTime)) !== 'ready') {
    close();
    return null;
  }
  return {
    ask(job, milliseconds) {
      child.send(job);
      return answer<Outcome>(child, milliseconds);
    },
    coverage(milliseconds) {
      child.send({ mutant: null, tests: 'coverage' } satisfies Job);
      return answer<Coverage>(child, milliseconds);
    },
    close,
  };
}

function answer<T>(child: ChildProcess, milliseconds: number): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish('no answer'), milliseconds);
    const onExit = () => finish('ended');
    function finish(result: Answer<T>): void {
      clearTimeout(timer);
      child.off('message', finish);
      child.off('exit', onExit);
      resolve(result);
    }
    child.once('message', finish);
    child.once('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit();
  });
}

function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
