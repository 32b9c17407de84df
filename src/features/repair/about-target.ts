/** Errors of a command whose target is in a file, with the flags that name it: the next command has to reach the same. */
import { PpmiError } from '../../domain/errors.ts';
import { mergeFlags, repeatedFlags } from '../../domain/shell/repeated-flags.ts';
import type { CommandContext } from '../../session/command-context.ts';

interface Io {
  readonly context: CommandContext;
}

export interface FileTarget {
  readonly cloud: string;
  readonly environment: { readonly url: string };
}

export async function aboutTarget<T, I extends Io>(
  { cloud, environment }: FileTarget,
  io: I,
  work: (io: I) => Promise<T>,
): Promise<T> {
  // The file may have been edited: only what a command may hold is repeated.
  const target = repeatedFlags(['--environment', environment.url, '--cloud', cloud]);
  const { context } = io;
  try {
    return await work({ ...io, context: { ...context, repeated: mergeFlags(context.repeated, target) } });
  } catch (thrown) {
    if (!(thrown instanceof PpmiError)) throw thrown;
    const { id, args, cause, finding } = thrown;
    throw new PpmiError(id, args, { cause, finding, target });
  }
}
