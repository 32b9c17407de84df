import type { ExitCode } from '../domain/exit-code.ts';
import type { Style } from './style.ts';

/** How a command ends. `--json` prints the result itself. */
export interface Outcome<T extends object> {
  readonly result: T;
  readonly exitCode: ExitCode;
  /** Takes the result as it is printed, without secrets. */
  text(result: T, style: Style): string | Promise<string>;
}
