/** Runs a feature as a command does: with a context that is closed after it. */

import { type CommandContext, createCommandContext } from '../src/session/command-context.ts';
import { bash } from './shell.ts';

export async function inContext<T>(work: (context: CommandContext) => Promise<T>): Promise<T> {
  const context = createCommandContext({ json: true, shell: bash, repeated: [], notify: () => {}, progress: () => {} });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
