import { createInterface } from 'node:readline/promises';
import { PpmiError } from '../domain/errors.ts';

interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** True where a question can be answered. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Lists the candidates on standard error, and takes the number of one, or another value that fits.
 * @returns null: nothing was chosen; `interrupted`: Ctrl+C
 */
export async function choose(
  what: string,
  candidates: readonly string[],
  fits: (text: string) => boolean,
): Promise<{ readonly index: number } | { readonly value: string } | 'interrupted' | null> {
  const list = candidates.map((candidate, index) => `  ${index + 1}  ${candidate}\n`).join('');
  process.stderr.write(`Choose ${what}:\n${list}`);
  const answer = await ask(candidates.length === 0 ? 'Value: ' : `Number (1-${candidates.length}) or value: `);
  if (answer === 'interrupted') return answer;
  const text = answer.trim();
  if (/^\d{1,4}$/.test(text) && candidates[Number(text) - 1] !== undefined) return { index: Number(text) - 1 };
  return fits(text) ? { value: text } : null;
}

/** Prompts on standard error, so that standard output holds only results. Anything but y or yes is a no. */
export async function confirm(question: string, flag: string): Promise<'yes' | 'no' | 'interrupted'> {
  if (!canAsk()) throw new PpmiError('terminal-needed', { what: question, flag });
  const answer = await ask(`${question} [y/N] `);
  return answer === 'interrupted' ? answer : /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
}

/**
 * One line. The end of the input, Ctrl+D at a terminal, counts as an empty one.
 * @param terminal standard input and standard error by default
 */
export async function ask(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string> {
  const terminal = createInterface({ input, output });
  // Without listeners, Ctrl+C and Ctrl+D reject the question, which is no bug, and the end of a pipe never answers it.
  const interrupted = new Promise<'interrupted'>((resolve) => terminal.once('SIGINT', () => resolve('interrupted')));
  const ended = new Promise<null>((resolve) => terminal.once('close', () => resolve(null)));
  const answered = terminal.question(question).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') return null;
    throw error;
  });
  try {
    const answer = await Promise.race([answered, interrupted, ended]);
    if (answer === 'interrupted' || answer === null) output.write('\n');
    return answer ?? '';
  } finally {
    terminal.close();
  }
}
