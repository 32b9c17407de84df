/** A report as text: what was checked, the problems, the checks that could not run, and the counts. */

import type { FindingJson } from '../../catalog/finding.ts';
import type { VerdictState } from '../../domain/diagnosis.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { Report, SignedInAs } from '../../report/report.ts';
import { count, paintOf, type Style, wrap, wrapItem } from '../style.ts';
import { wrapPieces } from '../wrap.ts';
import { fixLines } from './fix-lines.ts';
import { blockedLines } from './not-checked.ts';
import { valueDiffLines } from './value-diff.ts';

export interface ReportView {
  /** Also lists every check, with its result. */
  readonly verbose?: boolean | undefined;
  /** A plan follows, so `ppmi repair` is not suggested. */
  readonly planned?: boolean;
}

export function reportText(report: Report, style: Style, view: ReportView = {}): string {
  const sections = [
    report.emulated ? [emulatedBanner(style)] : [],
    targetLines(report, style),
    ...report.findings.map((finding) => findingLines(finding, style)),
    blockedLines(report, style),
    view.verbose ? checkLines(report, style) : [],
    conclusion(report, view, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** One line, for many runs under each other. */
export function reportLine(report: Report, { marks, bad, warning, good }: Style): string {
  const { summary, target, findings } = report;
  const mark =
    summary.errors > 0 ? bad(marks.error) : summary.blocked > 0 ? warning(marks.blocked) : good(marks.passed);
  const codes = findings.length === 0 ? '' : `: ${findings.map(({ code }) => code).join(', ')}`;
  const { component, environment } = target;
  const name = component === null ? (environment?.url ?? 'unknown component') : quoted(component.name);
  return `${report.emulated ? 'EMULATED ' : ''}${mark} ${name}${codes} (${counts(summary)})`;
}

/** The first line of every emulated output. */
export function emulatedBanner(style: Style): string {
  return wrap("EMULATED: results come from ppmi's built-in emulator, not from a real tenant.", style.width)
    .map(style.warning)
    .join('\n');
}

/** What was checked, as which user, with which version and when. */
function targetLines({ target, signedInAs, tool }: Report, style: Style): string[] {
  const { environment, component, record, application, cloud, tenantId } = target;
  const rows: [string, readonly string[]][] = [
    ['Environment', environment === null ? [] : place(environment.name, environment.url)],
    ['Component', component === null ? [] : place(`${component.name} (${component.type})`, component.id)],
    ['Record', record === null ? [] : [...place(record.name, record.id), `version ${record.version ?? 'empty'}`]],
    ['Application', application === null ? [] : place(application.name, application.applicationId)],
    ['Tenant', tenantId === null ? [] : [tenantId, ...(cloud === null ? [] : [`cloud ${cloud}`])]],
    ['Signed in as', signedInAs === null ? [] : signedInText(signedInAs)],
    ['Checked', tool === null ? [] : [`${tool.at.slice(0, 16).replace('T', ' ')} UTC`, `ppmi ${tool.version}`]],
  ];
  return rows.flatMap(([label, value]) => (value.length === 0 ? [] : withLabel(label, value, style)));
}

function signedInText({ user, clientId, tenantId }: SignedInAs): readonly string[] {
  const who = user ?? (clientId === null ? 'unknown' : `application ${clientId}`);
  return [who, ...(tenantId === null ? [] : [`tenant ${tenantId}`])];
}

/** A name with its id after it. */
function place(name: string | null, id: string): readonly string[] {
  return name === null || name === id ? [id] : [name, id];
}

const labelWidth = 14;

/** A name is one piece, whatever it consists of. */
function withLabel(label: string, value: readonly string[], style: Style): string[] {
  const pieces = value.map((piece, index) => (index === value.length - 1 ? piece : `${piece},`));
  const [first = '', ...rest] = wrapPieces(pieces, style.width - labelWidth);
  return [`${style.dim(label.padEnd(labelWidth))}${first}`, ...rest.map((line) => ' '.repeat(labelWidth) + line)];
}

/** One finding with all its words; used by doctor, repair and connectivity. */
export function findingLines(finding: FindingJson, style: Style): string[] {
  const { width } = style;
  return [
    heading(finding, style),
    ...wrap(finding.message, width, '  '),
    ...wrap(locationOf(finding), width, '  ').map(style.dim),
    ...valueLines(finding, style),
    '',
    ...wrap(`Why: ${finding.cause}`, width, '  '),
    '',
    ...fixLines(finding.fix, style, '  '),
    ...(finding.consequences.length === 0 ? [] : ['', '  Also caused by this:']),
    ...finding.consequences.flatMap((each) => [`    ${heading(each, style)}`, ...wrap(each.message, width, '      ')]),
  ];
}

function heading({ code, title, severity }: FindingJson, style: Style): string {
  return `${paintOf(style, severity)(`${style.marks[severity]} ${code}`)} ${style.title(title)}`;
}

function locationOf({ name, where }: FindingJson): string {
  if (where === null) return name;
  const label = where.name === null ? '' : ` ${quoted(where.name)}`;
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

/** Every check with its result, in the order in which they ran. */
function checkLines({ verdicts }: Report, style: Style): string[] {
  const { marks, good, bad, warning, dim } = style;
  const shown: Readonly<Record<VerdictState, string>> = {
    passed: good(marks.passed),
    failed: bad(marks.error),
    blocked: warning(marks.blocked),
    crashed: bad(marks.blocked),
    'not-applicable': dim(marks.none),
  };
  return [
    style.title('Checks'),
    ...verdicts.flatMap(({ title, state }) => {
      const [first = '', ...rest] = wrap(
        state === 'not-applicable' ? `${title} (not applicable)` : title,
        style.width - 4,
      );
      return [`  ${shown[state]} ${first}`, ...rest.map((line) => `    ${line}`)];
    }),
  ];
}

function conclusion({ summary, findings, followUp }: Report, { planned = false }: ReportView, style: Style): string[] {
  const { errors, warnings, passed, blocked } = summary;
  const { bad, good, warning, marks, width } = style;
  if (errors > 0) {
    const repair = findings.some(
      ({ repairable, consequences }) => repairable || consequences.some((each) => each.repairable),
    );
    return [
      ...wrapItem(bad(marks.error), `${counts(summary)}.`, width),
      ...(repair && !planned
        ? [
            '',
            'Plan a repair:',
            `  ${style.command(followUp === null ? 'ppmi repair' : followUpCommand('repair', followUp))}`,
          ]
        : []),
    ];
  }
  if (blocked > 0) {
    const said = passed === 0 ? 'Not checked' : 'Not fully checked';
    return wrapItem(warning(marks.blocked), `${said}: ${counts(summary)}.`, width);
  }
  if (warnings > 0) return wrapItem(warning(marks.warning), `No errors found: ${counts(summary)}.`, width);
  return wrapItem(good(marks.passed), `No problems found (${count(passed, 'check')} passed).`, width);
}

export function counts({ errors, warnings, passed, blocked }: Report['summary']): string {
  return [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    passed > 0 || blocked === 0 ? `${count(passed, 'check')} passed` : '',
    blocked > 0 ? `${count(blocked, 'check')} could not run` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
