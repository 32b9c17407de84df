/** `connectivity` as text: one line per host, the findings, and one block for each owner to hand over. */
import { type ConnectivityJson, countGood, countHosts, findingAbout, placeOf } from '../json/connectivity.ts';
import { pad, paintOf, type Style, wrap, wrapItem } from '../style.ts';
import { correlationLine, regionsOf, subnetLine, tlsLines } from './connectivity-evidence.ts';
import { fixLines } from './fix-lines.ts';
import { emulatedBanner } from './report.ts';

type Findings = ConnectivityJson['findings'];
type Endpoint = ConnectivityJson['endpoints'][number];

export function connectivityText(
  result: ConnectivityJson,
  style: Style,
  { verbose = false }: { readonly verbose?: boolean } = {},
): string {
  const { endpoints, findings, owners, read, notes, seen, emulated, environmentSide } = result;
  const { dim, width } = style;
  const [good, all] = [countGood(endpoints), countHosts(endpoints)];
  const verdict =
    good === all && findings.length === 0
      ? style.good(`No problems found (${good} hosts answer)`)
      : `${good} of ${all} hosts answer`;
  return [
    ...(emulated ? [emulatedBanner(style), ''] : []),
    style.title(verdict),
    ...hostLines(endpoints, findings, style, verbose),
    ...(environmentSide === null ? [] : ['', ...environmentLines(environmentSide, style)]),
    ...grouped(findings).flatMap((group) => ['', ...findingLines(group, style)]),
    ...owners.filter(({ owner }) => owner !== 'service').flatMap((block) => ['', ...ownerLines(block, style)]),
    '',
    ...notes.flatMap((note) => wrap(note, width)),
    ...(verbose ? read.flatMap((line) => wrap(dim(line), width)) : []),
    ...wrap(dim(seen), width),
  ].join('\n');
}

/** What the environment sees of the same hosts, or why that was not asked. */
function environmentLines(side: NonNullable<ConnectivityJson['environmentSide']>, style: Style): string[] {
  const { marks, good, bad, warning, dim, width } = style;
  const { asked, reason, regions, subnets, endpoints, unseenFromHere } = side;
  const unseen = ['From this machine ppmi cannot see:', ...unseenFromHere.map((each) => `- ${each}`)];
  if (!asked) {
    return [
      ...wrapItem(warning(marks.blocked), `Not tested from the environment: ${reason}.`, width),
      ...unseen.flatMap((line) => wrap(line, width, '  ')),
    ];
  }
  return [
    style.title(`Seen from the environment (${regionsOf(regions)})`),
    ...endpoints.flatMap(({ host, port, region, ok, stages }) => {
      const mark = ok === true ? good(marks.passed) : ok === false ? bad(marks.error) : warning(marks.blocked);
      const last = stages.at(-1);
      const said =
        ok === true ? `${stages.map(({ stage }) => stage).join(', ')}: passed` : `${last?.stage}: ${last?.detail}`;
      const from = regions.length > 1 ? `, ${region}` : '';
      return wrap(`${mark} ${placeOf({ host, port })}${from}  ${said}`, width);
    }),
    ...subnets.flatMap((subnet) => wrap(subnetLine(subnet), width, '  ')),
    ...wrap(
      dim(
        `The diagnostics of Power Platform that say this are not documented (observed).${regions.length > 1 ? '' : ' The paired region was not tested.'}`,
      ),
      width,
    ),
  ];
}

/** One cause, then every place that it concerns: what a ticket needs. */
function ownerLines({ title, notes, rows }: ConnectivityJson['owners'][number], style: Style): string[] {
  const codes = [...new Set(rows.map(({ code }) => code))];
  return [
    style.title(title),
    ...codes.flatMap((code) => {
      const same = rows.filter((row) => row.code === code);
      const lead = `${same[0]?.title ?? ''} (${code}):`;
      const places = new Map(same.map(({ host, port, why }) => [port === null ? host : placeOf({ host, port }), why]));
      return [
        ...wrap(lead, style.width, '  '),
        ...[...places].flatMap(([place, why]) =>
          wrap(why === null ? place : `${place}  (${why})`, style.width, '    '),
        ),
      ];
    }),
    ...notes.flatMap((note) => wrap(note, style.width, '  ')),
  ];
}

/** Columns that a reason requires beside its host. */
const leastReason = 24;

function hostLines(endpoints: readonly Endpoint[], findings: Findings, style: Style, verbose: boolean): string[] {
  const { marks, good, bad, warning, dim, width } = style;
  const nameOf = ({ host, port }: Endpoint) => (port === 443 ? host : placeOf({ host, port }));
  const widest = Math.max(...endpoints.map((endpoint) => nameOf(endpoint).length));
  // Where a column for the reason would not fit, it stands under the host.
  const narrow = width < widest + 13 + leastReason;
  return endpoints.flatMap((endpoint) => {
    const { need, why, ok, stages, proxy, tls, correlation } = endpoint;
    const failed = need === 'should' ? warning(marks.warning) : bad(marks.error);
    const mark = ok === true ? good(marks.passed) : ok === false ? failed : warning(marks.blocked);
    const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
    const head = narrow ? [`${mark} ${nameOf(endpoint)}  ${need}`] : [];
    const lead = narrow ? '    ' : `${mark} ${pad(nameOf(endpoint), widest)}  ${pad(need, 7)}  `;
    const indent = ' '.repeat(narrow ? 4 : widest + 13);
    const about = findingAbout(endpoint, findings);
    const said = ok === true ? `${ms} ms, ${why}` : `${stages.at(-1)?.stage}: ${about?.title ?? 'not reached'}`;
    const [first = '', ...rest] = wrap(said, Math.max(20, width - indent.length - 1));
    const more = verbose
      ? [
          ...(proxy === null ? [] : [`proxy ${proxy.url} (${proxy.from})`]),
          ...stages.map(({ stage, ms: took, detail }) => `${stage} ${took} ms: ${detail}`),
          ...(tls === null ? [] : tlsLines(tls)),
          ...[correlation === null ? null : correlationLine(correlation)].filter((line) => line !== null),
        ]
      : [];
    return [
      ...head,
      lead + first,
      ...rest.map((line) => indent + line),
      ...more.flatMap((line) => wrap(line, Math.max(20, width - 4), '    ').map(dim)),
    ];
  });
}

/** Findings of one name, the gravest first: the same words about several hosts are printed once. */
function grouped(findings: Findings): readonly Findings[] {
  const groups = new Map<string, Findings>();
  for (const finding of findings) groups.set(finding.name, [...(groups.get(finding.name) ?? []), finding]);
  return [...groups.values()];
}

const mostMessages = 3;

/** Only the support of a service can repair it, and asks for these. */
function supportLines({ owner, correlation }: Findings[number]): readonly string[] {
  const ids = owner !== 'service' || correlation === null ? null : correlationLine(correlation);
  return ids === null ? [] : [`For the support of the service: ${ids}`];
}

function findingLines(group: Findings, style: Style): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { code, name, title, severity, cause, fix } = first;
  const more = group.length - mostMessages;
  return [
    `${paintOf(style, severity)(`${style.marks[severity]} ${code}`)} ${style.title(title)} ${style.dim(`(${name})`)}`,
    ...group
      .slice(0, mostMessages)
      .flatMap((finding) => [finding.message, ...supportLines(finding)])
      .flatMap((line) => wrap(line, style.width, '  ')),
    ...(more > 0 ? wrap(`${more} more hosts: see the list at the end.`, style.width, '  ') : []),
    ...wrap(`Why: ${cause}`, style.width, '  '),
    ...fixLines(fix, style, '  '),
  ];
}
