/**
 * What a command may open, and how it speaks to the user while it runs. Whatever it opens is closed for it, and loaded
 * only then: most commands never connect.
 */
import type { ShellTarget } from '../domain/shell/command-line.ts';
import type { ConnectionFlags } from '../flags/shared.ts';
import type { CloudFlags, CloudSession } from './cloud-session.ts';
import type { ContextOptions, HttpContext } from './http-context.ts';
import type { Session, SessionFlags } from './session.ts';

export interface CommandContext {
  /** True where the result is printed as JSON. */
  readonly json: boolean;
  /** The shell that printed commands are for. */
  readonly shell: ShellTarget;
  /** Flags of the command line with which another command reaches the same target in the same way. */
  readonly repeated: readonly string[];
  /** Shows what the user must read at once, such as the code of a sign-in: on standard error, with `--json` too. */
  notify(text: string): void;
  /** Shows progress or a hint on standard error; nothing with `--json`. */
  progress(text: string): void;
  /** Signs in and finds one environment. */
  openSession(flags: SessionFlags, options?: RunOptions): Promise<Session>;
  /** Signs in to a cloud, for what needs no environment. */
  openCloudSession(flags: CloudFlags, options?: RunOptions): Promise<CloudSession>;
  /** Connects without signing in. */
  openHttpContext(flags: ConnectionFlags, options?: RunOptions): Promise<HttpContext>;
}

export type RunOptions = Omit<ContextOptions, 'notify'>;

export interface OwnedCommandContext extends CommandContext {
  /** Replaces the secrets of whatever was opened; a command that opened nothing has none. */
  redact<T>(data: T): T;
  /** False: the request log ended before the run did. */
  logged(): boolean;
  close(): Promise<void>;
}

export function createCommandContext(
  io: Pick<CommandContext, 'json' | 'shell' | 'repeated' | 'notify' | 'progress'>,
): OwnedCommandContext {
  const opened: HttpContext[] = [];
  const { notify } = io;

  return {
    ...io,
    async openSession(flags, options) {
      const { openSession } = await import('./session.ts');
      const session = await openSession(flags, { ...options, notify });
      opened.push(session.context);
      return session;
    },
    async openCloudSession(flags, options) {
      const { openCloudSession } = await import('./cloud-session.ts');
      const session = await openCloudSession(flags, { ...options, notify });
      opened.push(session.context);
      return session;
    },
    async openHttpContext(flags, options) {
      const { openHttpContext } = await import('./http-context.ts');
      const context = await openHttpContext(flags, { ...options, notify });
      opened.push(context);
      return context;
    },
    redact: (data) => opened.reduce((clean, { redactor }) => redactor.redactResult(clean), data),
    logged: () => opened.every((context) => context.logged?.() ?? true),
    async close() {
      for (const context of opened.splice(0)) await context.close();
    },
  };
}
