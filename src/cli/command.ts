/**
 * How a command is declared: its help, its flags, and one function that turns them into an outcome. Parsing, opening,
 * closing, redaction, printing and the exit code are the same for every command and happen here.
 */
import type { ArgInput, Config, FlagInput, InferredArgs, InferredFlags } from '@oclif/core/interfaces';
import { repeatedFlags } from '../domain/shell/repeated-flags.ts';
import type { Outcome } from '../render/outcome.ts';
import type { Style } from '../render/style.ts';
import { type CommandContext, createCommandContext } from '../session/command-context.ts';
import { BaseCommand } from './base-command.ts';
import { requestedShell } from './errors.ts';
import { ownPackage } from './host.ts';

export interface Definition<F extends FlagInput, A extends ArgInput, T extends object> {
  /** Imperative, capitalized, one sentence without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly examples?: readonly (string | { readonly description: string; readonly command: string })[];
  readonly args?: A;
  readonly flags?: F;
  /** Null: the command printed everything itself. */
  readonly run: (input: Input<F, A>) => Promise<Outcome<T> | null>;
}

export interface Input<F extends FlagInput, A extends ArgInput> {
  readonly flags: InferredFlags<F>;
  readonly args: InferredArgs<A>;
  readonly context: CommandContext;
  /** Root folder and version of ppmi, which may run as a plug-in of another CLI. */
  readonly ownPackage: { readonly root: string; readonly version: string };
  /** The configuration of the CLI that runs, which may be a host's. */
  readonly config: Config;
  /** Prints text before the command ends; nothing with `--json`. */
  readonly print: (text: (style: Style) => string | Promise<string>) => Promise<void>;
  /** Prints a value as one line of JSON before the command ends. */
  readonly printJson: (value: unknown) => void;
}

/** A class, because oclif runs classes and reads the manifest from their static fields. */
export function defineCommand<
  T extends object,
  F extends FlagInput = Record<never, never>,
  A extends ArgInput = Record<never, never>,
>(definition: Definition<F, A, T>) {
  return class extends BaseCommand {
    static override summary = definition.summary;
    static override description = definition.description;
    static override examples = [...(definition.examples ?? [])];
    static override args = definition.args ?? {};
    static override flags = definition.flags ?? {};

    async run(): Promise<T | undefined> {
      // The types of oclif's parser do not follow a class that is made from type parameters.
      const { flags, args } = (await this.parse(this.ctor)) as unknown as Pick<Input<F, A>, 'flags' | 'args'>;
      const context = createCommandContext({
        json: this.jsonEnabled(),
        shell: requestedShell(this.argv),
        repeated: repeatedFlags(this.argv),
        notify: this.prompt,
        progress: (text) => this.hint(text),
      });
      // Every command that changes something has this flag.
      const stopListening = 'yes' in this.ctor.flags ? endAtInterrupt() : null;
      try {
        const outcome = await definition.run({
          flags,
          args,
          context,
          ownPackage: ownPackage(this.config),
          config: this.config,
          print: (text) => this.print(text),
          printJson: (value) => this.logJson(context.redact(value)),
        });
        if (outcome === null) return undefined;
        const result = context.redact(outcome.result);
        return await this.finish(result, outcome.exitCode, (style) => outcome.text(result, style));
      } finally {
        stopListening?.();
        // After an interrupt, answers are still on their way; the process ends without waiting for them.
        if (process.exitCode !== 130) {
          if (!context.logged()) process.exitCode ||= 2;
          await context.close();
        }
      }
    }
  };
}

/**
 * Ctrl+C while a sign-in or a password is waited for, or facts are read, ends the process and says that nothing was
 * changed. From the first request that changes something, the run listens itself, and says what was applied.
 */
function endAtInterrupt(): () => void {
  let isRunning = false;
  const interrupted = () => {
    if (process.listenerCount('SIGINT') > 1) return;
    if (!isRunning) process.stderr.write('\nInterrupted. Nothing was changed.\n');
    process.exit(130);
  };
  const added = (event: string | symbol) => {
    isRunning ||= event === 'SIGINT';
  };
  process.on('SIGINT', interrupted);
  process.on('newListener', added);
  return () => void process.off('SIGINT', interrupted).off('newListener', added);
}
