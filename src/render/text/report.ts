/** A report for a person at a terminal: what is wrong first, then what could not be looked at, then the count. */
import type { FindingJson } from '../../catalog/finding.ts';
import type { BlockedReason } from '../../domain/diagnosis.ts';
import type { FactName } from '../../domain/facts.ts';
import type { ReportJson, VerdictJson } from '../json/report.ts';
import { count, paintOf, type Style, wrap } from '../style.ts';
import { valueDiffLines } from './value-diff.ts';

export function reportText(report: ReportJson, style: Style): string {
  const sections = [
    report.emulated ? [emulatedBanner(style)] : [],
    ...report.findings.map((finding) => findingLines(finding, style)),
    blockedLines(report.verdicts, style),
    conclusion(report, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** Said by every output of an emulated run. */
export function emulatedBanner(style: Style): string {
  return style.warning('EMULATED: a pretended cloud answered; nothing here is about a real tenant.');
}

/** One finding with all its words; used by doctor, repair and connectivity. */
export function findingLines(finding: FindingJson, style: Style): string[] {
  const { width } = style;
  return [
    heading(finding, style),
    ...wrap(finding.message, width, '  '),
    ...wrap(place(finding), width, '  ').map(style.dim),
    ...valueLines(finding, style),
    '',
    ...wrap(`Why: ${finding.cause}`, width, '  '),
    '',
    ...fixLines(finding.fix, style, '  '),
    ...(finding.consequences.length === 0 ? [] : ['', '  Gone with it:']),
    ...finding.consequences.flatMap((each) => [`    ${heading(each, style)}`, ...wrap(each.message, width, '      ')]),
  ];
}

function heading({ code, title, severity }: FindingJson, style: Style): string {
  return `${paintOf(style, severity)(`${style.marks[severity]} ${code}`)} ${style.title(title)}`;
}

function place({ name, where }: FindingJson): string {
  if (where === null) return name;
  const label = where.name === null ? '' : ` "${where.name}"`;
  const id = where.id === null || where.id === where.name ? '' : ` ${where.id}`;
  return `${name}, in ${systemNames[where.system]}: ${where.kind}${label}${id}`;
}

const systemNames = {
  dataverse: 'Dataverse',
  graph: 'Entra (Microsoft Graph)',
  arm: 'Azure',
  entra: 'Entra',
  network: 'the network',
  file: 'the file',
} as const;

function valueLines({ expected, actual }: FindingJson, style: Style): string[] {
  if (expected !== null && actual !== null) return ['', ...valueDiffLines(expected, actual, style, '  ')];
  if (expected !== null) return ['', `  expected  ${expected}`];
  return actual === null ? [] : ['', `  actual    ${actual}`];
}

/** Lines of a fix; commands keep their two blanks and are never broken, so that they can be pasted. */
export function fixLines(fix: string, style: Style, indent: string): string[] {
  if (fix === '') return [];
  return fix
    .split('\n')
    .flatMap((line) =>
      line.startsWith('  ') ? [`${indent}  ${style.command(line.trim())}`] : wrap(line, style.width, indent),
    );
}

export const reasons: Readonly<Record<BlockedReason, string>> = {
  refused: 'access was refused',
  'cut-off': 'the service could not be reached',
  throttled: 'the service asked to wait for too long',
  malformed: 'the answer was damaged',
  'no-sign-in': 'nobody is signed in',
  'not-predictable': 'what is right cannot be predicted',
  bug: 'a check of ppmi failed; please report it',
};

const factNames: Readonly<Record<FactName, string>> = {
  environment: 'The environment',
  component: 'The component',
  records: 'The managed identity records',
  components: 'The components of the environment',
  identity: 'The managed identity record',
  applications: 'The application in Entra',
  federatedCredentials: 'The federated identity credentials',
  otherCredentials: 'The credentials of other applications',
  registeredFile: 'The registered content',
  localFiles: 'The files on this machine',
  expectedTrust: 'The expected trust',
  recentErrors: 'The trace log of the plug-in',
  vaultAccess: 'The access to the vault',
  applicationUser: 'The application user in Dataverse',
  now: 'The date',
};

export function factName(fact: string | null): string {
  return fact === null ? 'Something' : ((factNames as Readonly<Record<string, string>>)[fact] ?? fact);
}

/** Checks that could not judge, one block for each root cause. */
function blockedLines(verdicts: readonly VerdictJson[], style: Style): string[] {
  const blocked = verdicts.filter(({ state }) => state === 'blocked' || state === 'crashed');
  if (blocked.length === 0) return [];
  const groups = new Map<string, VerdictJson[]>();
  for (const verdict of blocked) {
    // What several reads say in the same words has one cause, such as a sign-in that failed.
    const cause = verdict.detail === null ? verdict.blockedBy : withoutIds(verdict.detail);
    const key = JSON.stringify([cause, verdict.reason, verdict.permission]);
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  // Where nothing at all could be judged, what was not judged is everything.
  const some = verdicts.some(({ state }) => state === 'passed' || state === 'failed');
  return [
    style.title(
      `${style.marks.blocked} Could not look (${count(blocked.length, 'check')}); this says nothing about the set-up`,
    ),
    ...[...groups.values()].flatMap((group) => blockedGroup(group, some, style)),
  ];
}

/** Two requests have two ids, though one reason stands behind both refusals. */
function withoutIds(detail: string): string {
  return detail.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, '');
}

function blockedGroup(group: readonly VerdictJson[], listed: boolean, style: Style): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { reason, detail, permission, grantedBy } = first;
  const facts = [...new Set(group.map(({ blockedBy }) => factName(blockedBy)))];
  const what = facts.map((name, index) => (index === 0 ? name : name.replace(/^The /, 'the '))).join(', ');
  const next = nextStep(first);
  return [
    ...wrap(
      `${what}: ${reason === null ? 'unknown' : reasons[reason]}${detail === null ? '' : ` (${detail})`}`,
      style.width,
      '  ',
    ),
    ...(permission === null ? [] : wrap(`needs: ${permission}`, style.width, '    ')),
    ...(grantedBy === null ? [] : wrap(`granted by: ${grantedBy}`, style.width, '    ')),
    ...(next === null ? [] : [`    next: ${style.command(next)}`]),
    ...(listed ? group.flatMap(({ title }) => wrap(`not judged: ${title}`, style.width, '    ').map(style.dim)) : []),
  ];
}

/** The command that tells more of it; null where the permission says what to do, or nothing does. */
function nextStep({ reason, detail }: VerdictJson): string | null {
  if (reason === 'cut-off' || reason === 'malformed') return 'ppmi connectivity';
  if (reason !== 'no-sign-in') return null;
  const code = /\bAADSTS\d+/.exec(detail ?? '')?.[0];
  return code === undefined ? 'ppmi auth create --help' : `ppmi explain ${code}`;
}

function conclusion({ summary, findings }: ReportJson, style: Style): string[] {
  const { errors, warnings, passed, blocked } = summary;
  const counts = [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    `${count(passed, 'check')} passed`,
    blocked > 0 ? `${blocked} could not look` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
  if (errors > 0) {
    const repair = findings.some(({ repairable }) => repairable) ? ' `ppmi repair` shows a plan.' : '';
    return wrap(`${style.bad(style.marks.error)} ${counts}.${repair}`, style.width);
  }
  if (blocked > 0)
    return wrap(
      `${style.warning(style.marks.blocked)} No fault found, but the picture is incomplete: ${counts}.`,
      style.width,
    );
  const said = warnings > 0 ? 'It should work; see the warnings' : 'Everything is as it must be';
  return wrap(`${style.good(style.marks.passed)} ${said}: ${counts}.`, style.width);
}
