/** Errors without an AADSTS code in `error decode --json`. Apart, because most texts hold none and the words are many. */
import { explainPlatformError } from '../../catalog/entra/platform/index.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import type { PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { PlatformErrorJson } from './errors.ts';

export function platformJson(error: PlatformError, shell: ShellTarget): PlatformErrorJson {
  const { title, cause, fix, see, confidence } = explainPlatformError(error, error);
  return { ...error, title, cause, fix: shellLines(fix, shell).join('\n'), see, confidence };
}
