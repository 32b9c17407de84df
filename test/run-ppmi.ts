/** Runs the built tool as a user does: another process, no terminal, an environment without anything of this machine. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Given to standard input, which is then closed; absent: nothing to read. */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
}

export function runPpmi(args: readonly string[], { env = {}, input = '', cwd }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env }, cwd, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

/** The one JSON value that a `--json` run prints, on one line. */
export function jsonOf({ stdout }: Ran): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
