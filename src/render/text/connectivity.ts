/** `connectivity` for a person: a line a host, then what is wrong and whom it concerns. */
import type { ConnectivityJson } from '../json/connectivity.ts';
import { pad, type Style, wrap } from '../style.ts';
import { emulatedBanner, findingLines } from './report.ts';

export function connectivityText({ endpoints, findings, emulated }: ConnectivityJson, style: Style): string {
  const { marks, good, bad, warning, dim, width } = style;
  const widest = Math.max(...endpoints.map(({ host }) => host.length));
  const lines = endpoints.map(({ host, need, ok, stages }) => {
    const broken =
      ok === false ? (need === 'should' ? warning(marks.warning) : bad(marks.error)) : warning(marks.blocked);
    const mark = ok === true ? good(marks.passed) : broken;
    const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
    const last = stages.at(-1);
    const said = ok === true ? `${Math.round(ms)} ms` : `${last?.stage}: ${last?.detail}`;
    const head = `${mark} ${pad(host, widest)}  ${pad(need, 7)}  `;
    const [first = '', ...rest] = wrap(said, Math.max(20, width - widest - 14));
    return [head + first, ...rest.map((line) => ' '.repeat(widest + 13) + line)].join('\n');
  });
  return [
    ...(emulated ? [emulatedBanner(style), ''] : []),
    style.title('Seen from this machine'),
    ...lines,
    ...distinct(findings).flatMap(([first, ...others]) => ['', ...together(first, others, style)]),
    '',
    ...wrap(dim('The network that the plug-in runs in is another one; this says nothing about it.'), width),
  ].join('\n');
}

type Findings = ConnectivityJson['findings'];

/** Findings of one name, the gravest first: the same words about several hosts are printed once. */
function distinct(findings: Findings): readonly (readonly [Findings[number], ...Findings])[] {
  const groups = new Map<string, [Findings[number], ...Findings[number][]]>();
  for (const finding of findings) {
    const group = groups.get(finding.name);
    if (group === undefined) groups.set(finding.name, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function together(first: Findings[number], others: Findings, style: Style): string[] {
  const lines = findingLines(first, style);
  if (others.length === 0) return lines;
  const [heading = '', ...rest] = lines;
  const also = `Also: ${others.map(({ where }) => where?.name ?? '').join(', ')}.`;
  return [heading, ...wrap(also, style.width, '  '), ...rest];
}
