/** Checks that could not run, and why, one block for each cause. */
import { ownerNames } from '../../catalog/error-text.ts';
import type { FactName } from '../../domain/facts.ts';
import type { BlockedReason } from '../../domain/unread.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { Blocked, Report } from '../../report/report.ts';
import { type Style, wrap } from '../style.ts';
import { fixLines } from './fix-lines.ts';

export const reasons: Readonly<Record<BlockedReason, string>> = {
  refused: 'access denied',
  'cut-off': 'no answer',
  throttled: 'throttled for too long',
  'service-down': 'the service is unavailable',
  malformed: 'invalid response',
  'no-sign-in': 'could not sign in',
  'not-predictable': 'the expected value cannot be predicted',
  bug: 'a check of ppmi failed; please report it',
};

const factNames: Readonly<Record<FactName, string>> = {
  environment: 'The environment',
  directory: 'The tenant of the directory',
  component: 'The component',
  records: 'The managed identity records',
  components: 'The components of the environment',
  identity: 'The managed identity record',
  applications: 'The application in Entra',
  federatedCredentials: 'The federated identity credentials',
  otherCredentials: 'The credentials of other applications',
  othersCredentials: 'The credentials that other components rely on',
  neighbors: 'The other components on the same record',
  registeredFile: 'The registered content',
  localFiles: 'The local files',
  expectedTrust: 'The expected trust',
  recentErrors: 'The trace log of the plug-in',
  vaultAccess: 'Access to the vault',
  managedIdentity: 'The managed identity in Azure',
  recordCustomizable: 'The managed properties of the record',
  recordSolution: 'The solution of the record',
  traceLogging: 'The trace log setting of the environment',
  credentialsChangedAt: 'The audit log of the application',
  applicationUser: 'The application user in Dataverse',
  now: 'The current time',
};

export function factName(fact: string | null): string {
  return fact === null ? 'Something' : ((factNames as Readonly<Record<string, string>>)[fact] ?? fact);
}

/** Checks that could not run, one block for each root cause. */
export function blockedLines({ verdicts, followUp }: Report, style: Style): string[] {
  const blocked = verdicts.flatMap(({ title, blocked: why }) => (why === null ? [] : [{ title, why }]));
  if (blocked.length === 0) return [];
  const groups = new Map<string, BlockedCheck[]>();
  for (const check of blocked) {
    const { fact, detail, reason, permission, finding } = check.why;
    // Several unread facts with the same error have one cause, such as a failed sign-in or a proxy that is down.
    const cause = finding?.code ?? (detail === null ? fact : withoutIds(detail));
    const key = JSON.stringify(finding === null ? [cause, reason, permission] : [cause]);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  // Where no check could run, all of them are missing, so that a list says nothing.
  const some = verdicts.some(({ state }) => state === 'passed' || state === 'failed');
  return [
    style.title(`${style.marks.blocked} Not checked (${blocked.length})`),
    ...[...groups.values()].flatMap((group) => blockedGroup(group, { listed: some, followUp }, style)),
  ];
}

interface BlockedCheck {
  readonly title: string;
  readonly why: Blocked;
}

/** Two requests have two IDs, even if they were refused for the same reason. */
function withoutIds(detail: string): string {
  return detail.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, '');
}

function blockedGroup(
  group: readonly BlockedCheck[],
  { listed, followUp }: { readonly listed: boolean } & Pick<Report, 'followUp'>,
  style: Style,
): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { reason, detail, permission, grantedBy, finding } = first.why;
  const facts = [...new Set(group.map(({ why }) => factName(why.fact)))];
  const what = facts.map((name, index) => (index === 0 ? name : name.replace(/^The /, 'the '))).join(', ');
  const next = nextStep(first.why, followUp);
  const said = finding === null ? detail : null;
  return [
    ...wrap(
      `${what}: ${reason === null ? 'unknown reason' : reasons[reason]}${said === null ? '' : ` (${said})`}`,
      style.width,
      '  ',
    ),
    ...networkLines(group, style),
    ...(permission === null ? [] : wrap(`requires: ${permission}`, style.width, '    ')),
    ...(grantedBy === null ? [] : wrap(`granted by: ${grantedBy}`, style.width, '    ')),
    ...(next === null ? [] : [`    next: ${style.command(next)}`]),
    ...(listed ? group.flatMap(({ title }) => wrap(`not checked: ${title}`, style.width, '    ').map(style.dim)) : []),
  ];
}

/** The fault of the network once for all checks that it blocks: its code, owner and fix. */
function networkLines(group: readonly BlockedCheck[], style: Style): string[] {
  const found = group.flatMap(({ why }) => (why.finding === null ? [] : [why.finding]));
  const [first] = found;
  if (first === undefined) return [];
  const messages = new Set(found.map(({ message }) => message));
  // Fixes of two hosts differ in the line that names the host.
  const fix = new Set(found.flatMap(({ fix: lines }) => lines.split('\n')));
  const owner = first.owner === null ? '' : ` (owner: ${ownerNames[first.owner]})`;
  return [
    ...wrap(`${first.code} ${first.title}${owner}`, style.width, '    '),
    ...[...messages].flatMap((message) => wrap(message, style.width, '    ')),
    ...fixLines([...fix].join('\n'), style, '    '),
  ];
}

/** The command that shows more; null if the permission says what to do, or no command helps. */
function nextStep({ reason, detail }: Blocked, followUp: Report['followUp']): string | null {
  if (reason === 'cut-off' || reason === 'malformed')
    return followUp === null ? 'ppmi connectivity' : followUpCommand('connectivity', followUp);
  if (reason !== 'no-sign-in') return null;
  const code = /\bAADSTS\d+/.exec(detail ?? '')?.[0];
  return code === undefined ? 'ppmi auth create --help' : `ppmi explain ${code}`;
}
