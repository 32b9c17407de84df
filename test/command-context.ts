/** Runs a feature as a command does: with a context that is closed after it. */

import { type CommandContext, createCommandContext } from '../src/session/command-context.ts';
import type { Session } from '../src/session/session.ts';
import { bash } from './shell.ts';

export async function inContext<T>(work: (context: CommandContext) => Promise<T>): Promise<T> {
  const context = createCommandContext({ json: true, shell: bash, repeated: [], notify: () => {}, progress: () => {} });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** The context of a command for which this session is already open. */
export const contextOf = (session: Session): CommandContext => ({
  json: true,
  shell: bash,
  repeated: [],
  notify: () => {},
  progress: () => {},
  openSession: async () => session,
  openCloudSession: () => Promise.reject(new Error('not used')),
  openHttpContext: () => Promise.reject(new Error('not used')),
});
