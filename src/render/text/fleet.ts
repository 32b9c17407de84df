/** Many reports as text: the components with problems and their causes, then the counts. */
import { quoted } from '../../domain/harmless-text.ts';
import type { Fleet, FleetRow } from '../../report/fleet.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import { count, paintOf, type Style, wrap, wrapItem, wrapItemPieces } from '../style.ts';
import { piecesOf } from '../wrap.ts';
import { factName, reasons } from './not-checked.ts';
import { emulatedBanner } from './report.ts';

export function fleetText(fleet: Fleet, style: Style): string {
  const sections = [
    fleet.emulated ? [emulatedBanner(style)] : [],
    ...byEnvironment(fleet.rows).map(([environment, own]) => environmentLines(environment, own, style)),
    fleet.findings.map(
      ({ severity, code, title, components }) =>
        `${paintOf(style, severity)(`${style.marks[severity]} ${code}`)} ${title}: ${count(components, 'component')}`,
    ),
    fleet.blocked.map(
      ({ fact, reason, components }) =>
        `${style.warning(style.marks.blocked)} ${factName(fact)}: ${reason === null ? 'unknown reason' : reasons[reason]}: ${count(components, 'report')}`,
    ),
    conclusion(fleet, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** Components with problems, by environment and name. */
function byEnvironment(rows: readonly FleetRow[]): [string, FleetRow[]][] {
  const groups = new Map<string, FleetRow[]>();
  for (const row of rows.filter(({ state }) => state !== 'healthy')) {
    const environment = row.environment ?? '';
    groups.set(environment, [...(groups.get(environment) ?? []), row]);
  }
  const name = ({ component }: FleetRow) => component?.name ?? '';
  for (const own of groups.values()) own.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function environmentLines(environment: string, rows: readonly FleetRow[], style: Style): string[] {
  return [style.title(environment), ...rows.flatMap((row) => rowLines(row, style))];
}

function rowLines({ component, state, findings, blocked, detail }: FleetRow, style: Style): string[] {
  const [paint, mark] = {
    failed: [style.bad, style.marks.error] as const,
    incomplete: [style.warning, style.marks.blocked] as const,
    warned: [style.warning, style.marks.warning] as const,
    healthy: [style.good, style.marks.passed] as const,
  }[state];
  const name = component === null ? 'components could not be listed' : `${quoted(component.name)} (${component.type})`;
  const unread = blocked.length === 0 ? [] : [component === null ? whyNot(blocked, detail) : 'not fully checked'];
  const said = [...findings.map(({ code }) => code), ...unread];
  return wrapItemPieces(paint(mark), [`${name}:`, ...piecesOf(said.join(', '))], style.width, '  ');
}

function whyNot([first]: FleetRow['blocked'], detail: string | null): string {
  const reason = first?.reason == null ? 'unknown reason' : reasons[first.reason];
  return detail === null ? reason : `${reason} (${detail})`;
}

export function conclusion({ summary, interrupted, damagedLines, rows }: Fleet, style: Style): string[] {
  const { environments, components, failed, incomplete, warned, healthy } = summary;
  if (interrupted && components + incomplete === 0)
    return wrapItem(
      style.warning(style.marks.blocked),
      'Interrupted before the first component was finished.',
      style.width,
    );
  const counts = [
    `${healthy} healthy`,
    failed > 0 ? `${failed} with errors` : '',
    warned > 0 ? `${warned} with warnings` : '',
    incomplete > 0 ? `${incomplete} not fully checked` : '',
  ];
  const places = `${count(components, 'component')} in ${count(environments, 'environment')}`;
  const [paint, mark] =
    failed > 0
      ? [style.bad, style.marks.error]
      : incomplete > 0 || damagedLines > 0 || interrupted
        ? [style.warning, style.marks.blocked]
        : [style.good, style.marks.passed];
  return [
    ...wrapItem(paint(mark), `${places}: ${counts.filter((part) => part !== '').join(', ')}.`, style.width),
    ...(interrupted ? wrap('Interrupted: components that were not finished are not counted.', style.width) : []),
    ...(damagedLines > 0
      ? wrap(`${count(damagedLines, 'line')} held no complete report and were skipped.`, style.width)
      : []),
    ...(failed > 0 ? ['', ...fullReport(rows, style)] : []),
  ];
}

/** A command that runs as printed, for the first component with an error. */
function fullReport(rows: readonly FleetRow[], style: Style): string[] {
  const { component = null, followUp = null } = rows.find(({ state }) => state === 'failed') ?? {};
  if (component === null || followUp === null)
    return wrap('Full report of one component: ppmi doctor --environment <url> --component <name>', style.width);
  return [
    ...wrap(`Full report of one component, such as ${quoted(component.name)}:`, style.width),
    `  ${followUpCommand('doctor', followUp)}`,
  ];
}
