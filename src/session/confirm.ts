import { createInterface } from 'node:readline/promises';
import { PpmiError } from '../domain/errors.ts';

/** True where a question can be answered. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Prompts on standard error, so that standard output holds only results. Anything but y or yes is a no. */
export async function confirm(question: string, flag: string): Promise<'yes' | 'no' | 'interrupted'> {
  if (!canAsk()) throw new PpmiError('terminal-needed', { what: question, flag });
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Without a listener, Ctrl+C rejects the question, which is no bug.
  const interrupted = new Promise<'interrupted'>((resolve) => terminal.once('SIGINT', () => resolve('interrupted')));
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), interrupted]);
    if (answer === 'interrupted') process.stderr.write('\n');
    return answer === 'interrupted' ? answer : /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } finally {
    terminal.close();
  }
}
