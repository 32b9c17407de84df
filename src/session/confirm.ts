import { createInterface } from 'node:readline/promises';
import { PpmiError } from '../domain/errors.ts';

/** Asks on standard error, so that a result on standard output stays clean; anything but y or yes is a no. */
export async function confirm(question: string, flag: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new PpmiError('terminal-needed', { what: question, flag });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
