/** An error of the tool in the words of the catalogue, as a person and the JSON error object show it. */
import type { PpmiError } from '../domain/errors.ts';
import type { ShellTarget } from '../domain/shell/command-line.ts';
import { type FindingJson, presentFinding } from './finding.ts';
import { errorEntry } from './index.ts';
import { createPrinter, unknownContext } from './printer.ts';

export interface ErrorText {
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly message: string;
  readonly cause: string;
  readonly fix: string;
  /** The finding that names the cause: of a failed connection, PPMI4xxx with its owner. Null: the error says it all. */
  readonly finding: FindingJson | null;
}

export function errorText(error: PpmiError, shell: ShellTarget): ErrorText {
  const context = unknownContext(shell);
  const print = createPrinter(context);
  const { id, args, finding } = error;
  const { code, name, title, says, cause, fix } = errorEntry(id);
  if (finding === null)
    return { code, name, title, message: says(args), cause, fix: fix(args, print).join('\n'), finding };
  const shown = presentFinding(finding, context);
  const correlation = args.correlation === undefined ? '' : ` (correlation ${args.correlation})`;
  return {
    code,
    name,
    title: shown.title,
    message: `${shown.message}${correlation}`,
    cause: shown.cause,
    fix: [shown.fix, ...fix(args, print)].join('\n'),
    finding: shown,
  };
}
