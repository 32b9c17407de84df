/** `connectivity` for tickets (Markdown). */
import { ownerNames } from '../../catalog/error-text.ts';
import { type ConnectivityJson, countGood, countHosts, placeOf } from '../json/connectivity.ts';
import { correlationLine, regionsOf, subnetLine, tlsLines } from './connectivity-evidence.ts';

export type Side = NonNullable<ConnectivityJson['environmentSide']>;

export function connectivityMarkdown(result: ConnectivityJson): string {
  const {
    endpoints,
    findings,
    owners,
    notes: remarks,
    seen,
    emulated,
    environmentSide,
    tool,
    startedAt,
    cloud,
  } = result;
  return [
    '# Network test of ppmi',
    '',
    ...(emulated ? ['**Emulated: the results do not come from a real tenant.**', ''] : []),
    `ppmi ${tool.version}, ${startedAt.replace(/\.\d+/, '')}, cloud ${cloud}, host names not redacted`,
    '',
    `${countGood(endpoints)} of ${countHosts(endpoints)} hosts answer. ${seen}`,
    ...remarks.flatMap((remark) => ['', cell(remark)]),
    ...problemTable(findings),
    '',
    '| host | port | needed | for | result | proxy |',
    '| --- | --- | --- | --- | --- | --- |',
    ...endpoints.map(({ host, port, need, why, ok, stages, proxy }) => {
      const result = ok === true ? 'ok' : `${ok === false ? 'failed' : 'unknown'} at ${stages.at(-1)?.stage}`;
      return `| ${[host, port, need, why, result, proxy === null ? 'direct' : proxy.url].map(cell).join(' | ')} |`;
    }),
    ...(environmentSide === null ? [] : ['', ...environmentMarkdown(environmentSide)]),
    ...owners.flatMap(({ title, notes, rows }) => [
      '',
      `## ${title}`,
      '',
      ...rows.map(
        ({ host, port, code, severity, reason, why }) =>
          `- **${cell(host)}${port === null ? '' : `:${port}`}**${why === null ? '' : ` (${cell(why)})`}: ${cell(reason)} (${code}, ${severity})`,
      ),
      ...notes.map((note) => `- ${cell(note)}`),
    ]),
    ...distinct(findings).flatMap(({ code, title, cause, fix }) => [
      '',
      `### ${code} ${title}`,
      '',
      cell(cause),
      '',
      '```text',
      fix,
      '```',
    ]),
    '',
    ...evidence(endpoints),
    ...correlations(endpoints),
  ].join('\n');
}

/** All problems at a glance; the blocks of the owners below say what to do. */
function problemTable(findings: ConnectivityJson['findings']): readonly string[] {
  if (findings.length === 0) return [];
  return [
    '',
    '| code | severity | host | problem | who |',
    '| --- | --- | --- | --- | --- |',
    ...findings.map(({ code, severity, where, port, title, owner }) => {
      const host = where?.name ?? '';
      const place = port === null || host === '' ? host : placeOf({ host, port });
      return `| ${[code, severity, place, title, owner === null ? '' : ownerNames[owner]].map(cell).join(' | ')} |`;
    }),
  ];
}

/** Folded: only the owners of a network ask for stages and certificates. */
function evidence(endpoints: ConnectivityJson['endpoints']): readonly string[] {
  return [
    '<details><summary>Stages and certificates of every host</summary>',
    '',
    ...endpoints.flatMap(({ host, port, stages, tls }) => [
      `- ${cell(placeOf({ host, port }))}`,
      ...stages.map(({ stage, ms, detail }) => `  - ${stage}, ${ms} ms: ${cell(detail)}`),
      ...(tls === null ? [] : tlsLines(tls).map((line) => `  - ${cell(line)}`)),
    ]),
    '',
    '</details>',
  ];
}

function correlations(endpoints: ConnectivityJson['endpoints']): readonly string[] {
  const known = endpoints.flatMap(({ host, port, correlation }) => {
    const line = correlation === null ? null : correlationLine(correlation);
    return line === null ? [] : [`- ${cell(placeOf({ host, port }))}: ${cell(line)}`];
  });
  return known.length === 0 ? [] : ['', '## Request IDs, for the support of the services', '', ...known];
}

function environmentMarkdown({ asked, reason, regions, subnets, endpoints, unseenFromHere }: Side): string[] {
  if (!asked) {
    return [
      '## Not tested from the environment',
      '',
      `${cell(reason ?? '')}. From this machine ppmi cannot see:`,
      '',
      ...unseenFromHere.map((each) => `- ${cell(each)}`),
    ];
  }
  return [
    `## Seen from the environment (${cell(regionsOf(regions))})`,
    '',
    '| host | port | region | result |',
    '| --- | --- | --- | --- |',
    ...endpoints.map(
      ({ host, port, region, ok, stages }) => `| ${[host, port, region, saidOf(ok, stages)].map(cell).join(' | ')} |`,
    ),
    ...(subnets.length === 0 ? [] : ['', ...subnets.map((subnet) => `- ${cell(subnetLine(subnet))}`)]),
  ];
}

export function saidOf(ok: boolean | null, stages: Side['endpoints'][number]['stages']): string {
  const last = stages.at(-1);
  return ok === true ? 'ok' : `${ok === false ? 'failed' : 'unknown'} at ${last?.stage}: ${last?.detail}`;
}

/** What comes from the network must not become a table, a link or HTML. */
function cell(value: string | number): string {
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\|`*_[\]]/g, '\\$&')
    .replaceAll(/\s+/g, ' ');
}

function distinct(findings: ConnectivityJson['findings']) {
  return findings.filter(({ name }, index) => findings.findIndex((other) => other.name === name) === index);
}
