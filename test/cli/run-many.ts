/** Hundreds of command lines through the built bundle, in one process: a start each would take minutes. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ran } from '../run-ppmi.ts';

const script = fileURLToPath(new URL('many.mjs', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

export function runMany(lines: readonly (readonly string[])[]): Promise<Ran[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [script],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const rans = stdout.split('\n').filter((line) => line !== '');
        if (error !== null || rans.length !== lines.length)
          reject(new Error(`${rans.length} of ${lines.length} ran: ${stderr}`));
        else resolve(rans.map((line) => JSON.parse(line) as Ran));
      },
    );
    child.stdin?.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
}
