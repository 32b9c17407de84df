import type { DiffJson } from '../render/json/subject.ts';
import type { ExitCode } from './base-command.ts';

/** Different, or the file itself is at fault: 1. Nobody can say what is right: 2, as for a blocked check. */
export function diffExitCode({ equal, mistakes, warning }: DiffJson, failOn: 'error' | 'warning'): ExitCode {
  if (equal === false || mistakes.length > 0 || (failOn === 'warning' && warning !== null)) return 1;
  return equal === null ? 2 : 0;
}
