/** What every command shares: how results and errors are printed, and the exit code. */
import { Command } from '@oclif/core/command';
import type { ExitCode } from '../domain/exit-code.ts';
import { jsonText } from '../domain/harmless-text.ts';
import { globalFlags } from '../flags/shared.ts';
import { sanitizeTerminal } from '../render/sanitize-terminal.ts';
import { type Style, styleOf } from '../render/style.ts';
import { jsonRequested, reportError, usageError } from './errors.ts';
import { nameCommands } from './host.ts';

export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = globalFlags;

  /**
   * Ends a command: sets the exit code, prints the text unless `--json` requests the result itself, which oclif prints
   * from what `run` returns. A finding is not thrown, because that would turn the result into an error object.
   */
  protected async finish<T extends object>(
    result: T,
    exitCode: ExitCode,
    text: (style: Style) => string | Promise<string>,
  ): Promise<T> {
    process.exitCode = exitCode;
    await this.print(text);
    return result;
  }

  /** Prints text on standard output; nothing with `--json`. */
  protected async print(text: (style: Style) => string | Promise<string>): Promise<void> {
    if (this.jsonEnabled()) return;
    const named = nameCommands(await text(await styleOf(process.stdout, process.env)), this.config);
    const shown = sanitizeTerminal(named.trimEnd());
    if (shown !== '') process.stdout.write(`${shown}\n`);
  }

  /** A hint or progress: never on standard output, which scripts read. */
  protected hint(text: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${sanitizeTerminal(nameCommands(text, this.config))}\n`);
  }

  /** Shows what the user must read at once, such as the code of a sign-in: on standard error, with `--json` too. */
  protected readonly prompt = (text: string): void => {
    process.stderr.write(`${sanitizeTerminal(nameCommands(text, this.config))}\n`);
  };

  /** The command line alone decides, so that an error takes the same form as a result. */
  override jsonEnabled(): boolean {
    return jsonRequested(this.argv);
  }

  /** One line, so that a script that reads lines gets a whole result. */
  protected override logJson(json: unknown): void {
    process.stdout.write(`${jsonText(json)}\n`);
  }

  /** Printed here, because a host CLI that loads ppmi as a plug-in prints only the message and exits with 1. */
  protected override async catch(thrown: Error): Promise<void> {
    const { flags, baseFlags } = this.ctor;
    const used = {
      name: (this.id ?? '').replaceAll(':', ' '),
      flags: Object.keys({ ...flags, ...baseFlags, json: null }),
    };
    const error = usageError(thrown, used) ?? thrown;
    process.exitCode = await reportError(error, this.argv, (text) => nameCommands(text, this.config));
    // With NODE_ENV=development oclif warns about a command that has not parsed, also when parsing was what failed.
    this.parsed = true;
  }
}
