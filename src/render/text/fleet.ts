/** Many diagnoses for a person: who is not healthy and why, then the counts. */
import type { FleetJson, FleetRow } from '../json/fleet.ts';
import { count, paintOf, type Style, wrap } from '../style.ts';
import { emulatedBanner, factName, reasons } from './report.ts';

export function fleetText(fleet: FleetJson, rows: readonly FleetRow[], style: Style): string {
  const sections = [
    fleet.emulated ? [emulatedBanner(style)] : [],
    ...byEnvironment(rows).map(([environment, own]) => environmentLines(environment, own, style)),
    fleet.findings.map(
      ({ severity, code, title, components }) =>
        `${paintOf(style, severity)(`${style.marks[severity]} ${code}`)} ${title}: ${count(components, 'component')}`,
    ),
    fleet.blocked.map(
      ({ fact, reason, components }) =>
        `${style.warning(style.marks.blocked)} ${factName(fact)}: ${reason === null ? 'unknown' : reasons[reason]}: ${count(components, 'report')}`,
    ),
    conclusion(fleet, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** Those with something to say, by environment and name, whatever order they were finished in. */
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
  const name = component === null ? 'its components could not be listed' : `${component.name} (${component.type})`;
  const unread =
    blocked.length === 0 ? [] : [component === null ? whyNot(blocked, detail) : 'could not look at everything'];
  const said = [...findings.map(({ code }) => code), ...unread];
  return wrap(`${paint(mark)} ${name}: ${said.join(', ')}`, style.width, '  ');
}

function whyNot([first]: FleetRow['blocked'], detail: string | null): string {
  const reason = first?.reason == null ? 'unknown' : reasons[first.reason];
  return detail === null ? reason : `${reason} (${detail})`;
}

export function conclusion({ summary, interrupted, damagedLines }: FleetJson, style: Style): string[] {
  const { environments, components, failed, incomplete, warned, healthy } = summary;
  const counts = [
    `${healthy} healthy`,
    failed > 0 ? `${failed} with errors` : '',
    warned > 0 ? `${warned} with warnings` : '',
    incomplete > 0 ? `${incomplete} not looked at in full` : '',
  ];
  const places = `${count(components, 'component')} in ${count(environments, 'environment')}`;
  const [paint, mark] =
    failed > 0
      ? [style.bad, style.marks.error]
      : incomplete > 0 || damagedLines > 0 || interrupted
        ? [style.warning, style.marks.blocked]
        : [style.good, style.marks.passed];
  return [
    ...wrap(`${paint(mark)} ${places}: ${counts.filter((part) => part !== '').join(', ')}.`, style.width),
    ...(interrupted ? wrap('Interrupted: what was not finished is not counted.', style.width) : []),
    ...(damagedLines > 0 ? wrap(`${count(damagedLines, 'line')} held no whole report.`, style.width) : []),
    ...(failed > 0 ? wrap('One in full: ppmi doctor --environment <url> --component <name>', style.width) : []),
  ];
}
