/** What every command shares: how a result is printed and which exit code it gives. Errors are told in `main.ts`. */
import { Command } from '@oclif/core/command';
import { sanitizeTerminal } from '../render/sanitize-terminal.ts';
import type { Style } from '../render/style.ts';
import { jsonRequested } from './json-requested.ts';
import { usageError } from './usage-error.ts';

/** 130: interrupted (Ctrl+C), as shells have it. */
export type ExitCode = 0 | 1 | 2 | 70 | 130;

export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;

  /**
   * Ends a command: sets the exit code, prints the text unless `--json` asks for the result itself, which oclif prints
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

  /** Text for a person, on standard output; nothing where the answer is JSON. */
  protected async print(text: (style: Style) => string | Promise<string>): Promise<void> {
    if (this.jsonEnabled()) return;
    const { styleOf } = await import('../render/style.ts');
    const shown = sanitizeTerminal((await text(await styleOf(process.stdout, process.env))).trimEnd());
    if (shown !== '') process.stdout.write(`${shown}\n`);
  }

  /** A hint or progress: never on standard output, where scripts read results. */
  protected hint(text: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${text}\n`);
  }

  /** What a person must see to go on, such as the code of a sign-in, and what a sign-in has to say: with `--json` too. */
  protected readonly prompt = (text: string): void => {
    process.stderr.write(`${sanitizeTerminal(text)}\n`);
  };

  /** The command line alone decides, so that an error takes the same form as a result. */
  override jsonEnabled(): boolean {
    return jsonRequested(this.argv);
  }

  /** One line, so that a reader of lines gets a whole result. */
  protected override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json)}\n`);
  }

  /** Everything is told in one place, the same for what fails before a command is found. */
  protected override async catch(error: Error): Promise<never> {
    throw usageError(error, this.id?.replaceAll(':', ' ')) ?? error;
  }
}
