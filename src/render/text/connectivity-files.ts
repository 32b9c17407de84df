/** `connectivity` for tickets (Markdown) and for build servers (JUnit). */
import { type ConnectivityJson, countGood, countHosts, findingAbout } from '../json/connectivity.ts';

type Side = NonNullable<ConnectivityJson['environmentSide']>;

export function connectivityMarkdown(result: ConnectivityJson): string {
  const { endpoints, findings, owners, seen, emulated, environmentSide } = result;
  return [
    '# Network test of ppmi',
    '',
    ...(emulated ? ['**Emulated: the results do not come from a real tenant.**', ''] : []),
    `${countGood(endpoints)} of ${countHosts(endpoints)} hosts answer. ${seen}`,
    '',
    '| host | port | needed | for | result | proxy |',
    '| --- | --- | --- | --- | --- | --- |',
    ...endpoints.map(({ host, port, need, why, ok, stages, proxy }) => {
      const result = ok === true ? 'ok' : `${ok === false ? 'failed' : 'unknown'} at ${stages.at(-1)?.stage}`;
      return `| ${[host, port, need, why, result, proxy === null ? 'direct' : proxy.url].map(cell).join(' | ')} |`;
    }),
    ...(environmentSide === null ? [] : ['', ...environmentMarkdown(environmentSide)]),
    ...owners.flatMap(({ title, rows }) => [
      '',
      `## ${title}`,
      '',
      ...rows.map(
        ({ host, port, code, severity, reason, why }) =>
          `- **${cell(host)}${port === null ? '' : `:${port}`}**${why === null ? '' : ` (${cell(why)})`}: ${cell(reason)} (${code}, ${severity})`,
      ),
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
  ].join('\n');
}

function environmentMarkdown({ asked, reason, region, endpoints, unseenFromHere }: Side): string[] {
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
    `## Seen from the environment (region ${cell(region ?? '')})`,
    '',
    '| host | port | result |',
    '| --- | --- | --- |',
    ...endpoints.map(({ host, port, ok, stages }) => `| ${[host, port, saidOf(ok, stages)].map(cell).join(' | ')} |`),
  ];
}

function saidOf(ok: boolean | null, stages: Side['endpoints'][number]['stages']): string {
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

export function connectivityJunit({ endpoints, findings, environmentSide }: ConnectivityJson): string {
  const failures = endpoints.filter(({ ok, need }) => ok === false && need !== 'should').length;
  const errors = endpoints.filter(({ ok, need }) => ok === null && need !== 'should').length;
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const cases = endpoints.map((endpoint) => {
    const { host, port, need, ok, stages } = endpoint;
    const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
    const found = findingAbout(endpoint, findings) ?? findings[0];
    const words = found === undefined ? `failed at ${stages.at(-1)?.stage}` : `${found.message}\n${found.fix}`;
    const type = xml(found?.code ?? 'unknown');
    const message = xml(found?.title ?? 'unknown');
    const open = `  <testcase classname="ppmi.connectivity" name="${xml(`${host}:${port}`)}" time="${seconds(ms)}">`;
    if (ok === true) return `${open}</testcase>`;
    if (need === 'should') return `${open}<system-out>${xml(words)}</system-out></testcase>`;
    const element = ok === false ? 'failure' : 'error';
    return `${open}<${element} type="${type}" message="${message}">${xml(words)}</${element}></testcase>`;
  });
  const side = environmentSide === null ? [] : environmentCases(environmentSide);
  const count = (element: string) => side.filter((each) => each.includes(`<${element}`)).length;
  const skipped = count('skipped') === 0 ? '' : ` skipped="${count('skipped')}"`;
  const counts = `failures="${failures + count('failure')}" errors="${errors + count('error')}"${skipped}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="ppmi connectivity" tests="${endpoints.length + side.length}" ${counts}>`,
    ...cases,
    ...side,
    '</testsuite>',
  ].join('\n');
}

function environmentCases({ asked, reason, endpoints }: Side): string[] {
  const open = (name: string) => `  <testcase classname="ppmi.connectivity.environment" name="${xml(name)}">`;
  if (!asked) return [`${open('environment')}<skipped message="${xml(reason ?? 'not tested')}"/></testcase>`];
  return endpoints.map(({ host, port, ok, stages }) => {
    const element = ok === false ? 'failure' : 'error';
    const said = xml(saidOf(ok, stages));
    return `${open(`${host}:${port}`)}${ok === true ? '' : `<${element} message="${said}">${said}</${element}>`}</testcase>`;
  });
}

/** Characters that XML 1.0 forbids are omitted: block pages hold them. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
