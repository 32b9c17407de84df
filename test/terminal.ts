/** Runs the built tool in a pseudo-terminal of `script` (util-linux), and presses keys at its prompts. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));

export const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['-qec', 'true', '/dev/null'], { input: '' }).status === 0;

export interface Typed {
  readonly code: number | null;
  /** What the terminal showed: both streams. */
  readonly shown: string;
}

/** `keys`: written once the prompt is shown. */
export function typeAt(
  prompt: RegExp,
  keys: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Typed> {
  const words = [process.execPath, bin, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = spawn('script', ['-qec', words, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let shown = '';
  let typed = false;
  child.stdout.on('data', (data: Buffer) => {
    shown += data.toString();
    if (typed || !prompt.test(shown)) return;
    typed = true;
    child.stdin.write(keys);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, shown })));
}
