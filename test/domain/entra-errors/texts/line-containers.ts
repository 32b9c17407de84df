/** Logs, terminals, mails, notations of programming languages, translated labels. */
import { type Container, esc, full, html, wrapped } from './encode.ts';

export const lineContainers: readonly Container[] = [
  {
    name: 'azure cli',
    wrap: (c) =>
      `ERROR: ${full(c)}\nInteractive authentication is needed. Please run:\naz login --scope https://graph.microsoft.com//.default`,
  },
  {
    name: 'ci log',
    wrap: (c) =>
      `2026-03-04T05:06:06.0000001Z ##[group]Run azure/login@v2\n2026-03-04T05:06:07.1234567Z ##[error]${esc}[31m${full(c)}${esc}[0m\n2026-03-04T05:06:08.0000000Z ##[error]Process completed with exit code 1.`,
  },
  {
    name: 'ci log, lines of the message apart',
    wrap: (c) =>
      full(c, '\r\n')
        .split('\r\n')
        .map((line) => `2026-03-04T05:06:07.1234567Z ${line}`)
        .join('\n'),
  },
  {
    name: 'gh run view',
    wrap: (c) =>
      full(c, '\n')
        .split('\n')
        .map((line) => `deploy\tLog in\t2026-03-04T05:06:07.1234567Z ${line}`)
        .join('\n'),
  },
  {
    name: 'terraform',
    wrap: (c) =>
      `${esc}[31m╷${esc}[0m${esc}[0m\n${wrapped(`Error: building client: ${full(c)}`, 76, `${esc}[31m│${esc}[0m ${esc}[0m`)}\n${esc}[31m╵${esc}[0m`,
  },
  { name: 'box with a right edge', wrap: (c) => wrapped(full(c), 70, '│ ', '   │') },
  {
    name: 'html',
    wrap: (c) =>
      `<p>${html(`AADSTS${c.code}: ${c.message}`, '&#39;')}<br/><b>Trace ID:</b> ${c.traceId}<br/><b>Correlation ID:</b> ${c.correlationId}<br/><b>Timestamp:</b> ${c.time}</p>`,
  },
  {
    name: 'html table',
    wrap: (c) =>
      `<table><tr><td colspan="2">${html(`AADSTS${c.code}: ${c.message}`, '&#x27;')}</td></tr><tr><td>Trace ID:</td><td>${c.traceId}</td></tr><tr><td>Correlation ID:</td><td>${c.correlationId}</td></tr><tr><td>Timestamp:</td><td>${c.time}</td></tr></table>`,
  },
  { name: 'console width', wrap: (c) => wrapped(full(c), 60, '') },
  { name: 'mail quote', wrap: (c) => `On Wednesday somebody wrote:\n${wrapped(full(c), 66, '> > ')}\n` },
  { name: 'docker compose', wrap: (c) => wrapped(full(c), 80, 'web-1  | ') },
  {
    name: 'klog',
    wrap: (c) => `E0304 05:06:07.123456       1 controller.go:123] "Failed" err=<\n${wrapped(full(c), 72, '\t')}\n >`,
  },
  { name: 'tabs', wrap: (c) => wrapped(full(c), 50, '\t\t') },
  { name: 'runs of blanks for line ends', wrap: (c) => wrapped(full(c), 70, '').replaceAll('\n', '       ') },
  {
    name: 'a terminal that cuts the trace id',
    wrap: (c) =>
      full(c).replace(c.traceId, (id) => {
        const at = 1 + Math.floor(c.random() * 34);
        return `${id.slice(0, at)}\n${id.slice(at)}`;
      }),
  },
  {
    name: 'python',
    wrap: (c) =>
      `{'error': 'invalid_client', 'error_description': "${full(c, '\\r\\n')}", 'error_codes': [${c.code}], 'timestamp': '${c.time}', 'trace_id': '${c.traceId}', 'correlation_id': '${c.correlationId}'}`,
  },
  {
    name: 'php',
    wrap: (c) =>
      `array (\n  'error' => 'invalid_client',\n  'error_description' => '${full(c).replaceAll("'", "\\'")}',\n  'error_codes' => \n  array (\n    0 => ${c.code},\n  ),\n  'timestamp' => '${c.time}',\n  'trace_id' => '${c.traceId}',\n  'correlation_id' => '${c.correlationId}',\n)`,
  },
  {
    name: 'php print_r',
    wrap: (c) =>
      `Array\n(\n    [error] => invalid_client\n    [error_description] => ${full(c)}\n    [error_codes] => Array\n        (\n            [0] => ${c.code}\n        )\n    [timestamp] => ${c.time}\n    [trace_id] => ${c.traceId}\n    [correlation_id] => ${c.correlationId}\n)`,
  },
  {
    name: 'javascript concatenation',
    messageChanges: true,
    wrap: (c) =>
      `error_description: ${JSON.stringify(full(c)).replaceAll(' ', (blank: string) => (c.random() < 0.15 ? `${blank}" +\n    "` : blank))},`,
  },
  {
    name: 'grep --color',
    wrap: (c) =>
      full(c).replace(
        'AADSTS',
        `log.txt${esc}[36m${esc}[K:${esc}[m${esc}[K${esc}[01;31m${esc}[KAADSTS${esc}[m${esc}[K`,
      ),
  },
  {
    name: 'markdown',
    wrap: (c) =>
      `**AADSTS${c.code}**: ${c.message} Trace ID: **${c.traceId}** Correlation ID: \`${c.correlationId}\` Timestamp: **${c.time}**`,
  },
  {
    name: 'no-break spaces',
    wrap: (c) =>
      full(c)
        .replace(/(Trace|Correlation) ID: /g, '$1 ID:\u00a0')
        .replace('Timestamp: ', 'Timestamp:\u00a0'),
  },
  { name: 'full-width colon', wrap: (c) => full(c).replace(': ', '：') },
  { name: 'em dash', wrap: (c) => full(c).replace(': ', ' — ') },
  {
    name: 'german labels',
    wrap: (c) =>
      `AADSTS${c.code}: ${c.message} Ablaufverfolgungs-ID: ${c.traceId} Korrelations-ID: ${c.correlationId} Zeitstempel: ${c.time}`,
  },
  {
    name: 'swedish labels',
    wrap: (c) =>
      `AADSTS${c.code}: ${c.message}\nSpårnings-ID: ${c.traceId}\nkorrelations-ID: ${c.correlationId}\ntidsstämpel: ${c.time}`,
  },
  { name: 'glued to the word before', wrap: (c) => `failed:invalid_client${full(c)} in /var/www/app.php` },
  {
    name: 'json log of lines',
    wrap: (c) =>
      full(c, '\n')
        .split('\n')
        .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-03-04T05:06:07.123456789Z' }))
        .join('\n'),
    messageChanges: true,
  },
];
