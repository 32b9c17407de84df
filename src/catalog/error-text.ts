/** An error of ppmi itself in the words of the catalog, as text output and the JSON error object show it. */
import type { PpmiError } from '../domain/errors.ts';
import { oneLine } from '../domain/harmless-text.ts';
import type { NetworkOwner } from '../domain/network-findings.ts';
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

/** @param target flags of the run, which the commands of a fix repeat */
export function errorText(error: PpmiError, shell: ShellTarget, target: readonly string[] = []): ErrorText {
  const at = target.indexOf('--environment');
  const environment = at < 0 ? null : (target[at + 1] ?? null);
  const context = { ...unknownContext(shell), target, environment };
  const print = createPrinter(context);
  const { id, args, finding } = error;
  const { code, name, title, message, cause, fix } = errorEntry(id);
  const steps = fix(args, print).map(oneLine);
  if (finding === null)
    return { code, name, title, message: oneLine(message(args)), cause, fix: steps.join('\n'), finding };
  const shown = presentFinding(finding, context);
  const correlation = args.correlation === undefined ? '' : ` (correlation ${args.correlation})`;
  return {
    code,
    name,
    title: shown.title,
    message: `${shown.message}${correlation}`,
    cause: shown.cause,
    fix: [shown.fix, ...steps].join('\n'),
    finding: shown,
  };
}

export const ownerNames: Readonly<Record<NetworkOwner, string>> = {
  'this-machine': 'this machine',
  'network-team': 'network team',
  'proxy-team': 'proxy team',
  'tenant-admin': 'administrator of the tenant',
  service: 'the service',
};

/**
 * Why something could not be read, in one paragraph: of a network fault its code and name, what happened, who can repair
 * it and how; of anything else what the error says.
 */
export function detailOf(error: PpmiError): string {
  const { args, finding } = error;
  if (finding === null) return typeof args.detail === 'string' && args.detail !== '' ? args.detail : error.message;
  const { code, name, message, owner, fix } = presentFinding(
    finding,
    unknownContext({ shell: 'bash', windows: false }),
  );
  // Commands need lines of their own, which a paragraph does not have; `ppmi connectivity` prints them.
  const steps = fix.split('\n').filter((line) => !line.startsWith('  ') && !line.endsWith(':'));
  const who = owner === null ? '' : ` Owner: ${ownerNames[owner]}.`;
  return [`${code} ${name}: ${message}${who}`, ...steps].join(' ').replace(/\.$/, '');
}
