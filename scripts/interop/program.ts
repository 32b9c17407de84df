/** Runs third-party programs to completion. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program or package is not available on this machine; the test is skipped. */
export class Unavailable extends Error {}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The complete environment of the program. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed. */
  readonly timeout?: number;
}

export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000, ...options });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

/** @throws Error with the last lines of output if the program failed */
export async function succeed(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${args[0] ?? ''} exited with ${code}: ${lastLines(stderr === '' ? stdout : stderr)}`);
}

export function lastLines(text: string, count = 4): string {
  return text.trim().split('\n').slice(-count).join(' ').slice(-600);
}

/** Path of an installed program. @throws Unavailable */
export function installed(name: string): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (found === undefined) throw new Unavailable(`${name} is not installed`);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
