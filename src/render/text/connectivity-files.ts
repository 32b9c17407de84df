/** `connectivity` for tickets (Markdown) and for build servers (JUnit). */
import { type ConnectivityJson, countGood, countHosts } from '../json/connectivity.ts';

export function connectivityMarkdown({ endpoints, findings, owners, seen, emulated }: ConnectivityJson): string {
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

export function connectivityJunit({ endpoints, findings }: ConnectivityJson): string {
  const failures = endpoints.filter(({ ok, need }) => ok === false && need !== 'should').length;
  const errors = endpoints.filter(({ ok, need }) => ok === null && need !== 'should').length;
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const cases = endpoints.map(({ host, port, need, ok, stages }) => {
    const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
    const found = findings.find(({ where }) => where?.name === host) ?? findings[0];
    const words = found === undefined ? `failed at ${stages.at(-1)?.stage}` : `${found.message}\n${found.fix}`;
    const type = xml(found?.code ?? 'unknown');
    const message = xml(found?.title ?? 'unknown');
    const open = `  <testcase classname="ppmi.connectivity" name="${xml(`${host}:${port}`)}" time="${seconds(ms)}">`;
    if (ok === true) return `${open}</testcase>`;
    if (need === 'should') return `${open}<system-out>${xml(words)}</system-out></testcase>`;
    const element = ok === false ? 'failure' : 'error';
    return `${open}<${element} type="${type}" message="${message}">${xml(words)}</${element}></testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="ppmi connectivity" tests="${endpoints.length}" failures="${failures}" errors="${errors}">`,
    ...cases,
    '</testsuite>',
  ].join('\n');
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
