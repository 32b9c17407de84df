/** The containers of aadsts-messages.md §3: functions from one error to the text that it arrives in. */

export interface Content {
  readonly code: number;
  readonly message: string;
  readonly traceId: string;
  readonly correlationId: string;
  /** `2026-03-04 05:06:07Z`. */
  readonly time: string;
  /** Pseudo-random, the same in every run. */
  readonly random: () => number;
}

export interface Container {
  readonly name: string;
  readonly wrap: (content: Content) => string;
  /** The message comes out changed (cut at its end, wrapped inside): only the values are compared. */
  readonly messageChanges?: boolean;
}

const esc = '\u001b';

/** The full text with the given separators before each part of the tail. */
export function full({ code, message, traceId, correlationId, time }: Content, between = ' ', first = between): string {
  return `AADSTS${code}: ${message}${first}Trace ID: ${traceId}${between}Correlation ID: ${correlationId}${between}Timestamp: ${time}`;
}

function body(content: Content, between = ' '): Record<string, unknown> {
  return {
    error: 'invalid_client',
    error_description: full(content, between),
    error_codes: [content.code],
    timestamp: content.time,
    trace_id: content.traceId,
    correlation_id: content.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${content.code}`,
  };
}

/** As .NET's System.Text.Json writes it. */
function dotnet(value: unknown): string {
  const hex = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return JSON.stringify(value)
    .replace(/\\"/g, '\\u0022')
    .replace(/['&<>+]/g, hex);
}

function xml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, '&apos;')
    .replace(/"/g, '&quot;');
}

function html(text: string, apostrophe: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/'/g, apostrophe);
}

/** Breaks at blanks, as consoles do, to lines of so many columns, each after a prefix. */
function wrapped(text: string, width: number, prefix: string, end = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${prefix}${each}${end}`).join('\n');
}

const percent = (text: string): string => encodeURIComponent(text).replace(/'/g, '%27');
const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
const msal =
  'A configuration issue is preventing authentication - check the error message from the server for details. You can modify the configuration in the application registration portal. See https://aka.ms/msal-net-invalid-client for details.  Original exception: ';
const iso = (time: string): string => `${time.replace(' ', 'T').replace('Z', '')}.123Z`;

export const containers: readonly Container[] = [
  { name: 'plain', wrap: (c) => full(c) },
  { name: 'crlf', wrap: (c) => full(c, '\r\n') },
  {
    name: 'glued',
    wrap: (c) =>
      `AADSTS${c.code}: ${c.message}Trace ID: ${c.traceId}Correlation ID: ${c.correlationId}Timestamp:${c.time}`,
  },
  { name: 'no separator after the code', wrap: (c) => full(c).replace(': ', ':') },
  { name: 'body', wrap: (c) => JSON.stringify(body(c)) },
  { name: 'body-indented-crlf', wrap: (c) => JSON.stringify(body(c, '\r\n'), null, 2) },
  { name: 'body without fields', wrap: (c) => JSON.stringify({ error: 'invalid_client', error_description: full(c) }) },
  {
    name: 'escaped once',
    wrap: (c) =>
      JSON.stringify({
        level: 'error',
        correlation_id: '00000000-1111-2222-3333-444444444444',
        responseBody: JSON.stringify(body(c, '\r\n')),
      }),
  },
  { name: 'escaped once by .NET', wrap: (c) => dotnet({ level: 'error', responseBody: dotnet(body(c, '\r\n')) }) },
  {
    name: 'escaped twice',
    wrap: (c) =>
      `time="2026-03-04T05:06:08Z" level=error msg=${JSON.stringify(JSON.stringify({ body: JSON.stringify(body(c, '\r\n')) }))}`,
  },
  {
    name: 'escaped four times',
    wrap: (c) => JSON.stringify(JSON.stringify(JSON.stringify(JSON.stringify(body(c, '\r\n'))))),
  },
  {
    name: 'half undone',
    wrap: (c) => JSON.stringify(body(c, '\r\n')).replace(/"/g, '\\"').replaceAll('\\r\\n', '\r\n'),
  },
  {
    name: 'msal .net',
    wrap: (c) =>
      `Azure.Identity.AuthenticationFailedException: ClientAssertionCredential authentication failed: ${msal}${full(c)}\n ---> MSAL.NetCore.4.61.3.0.MsalServiceException:\n\tErrorCode: invalid_client\nMicrosoft.Identity.Client.MsalServiceException: ${msal}${full(c)}\n\tStatusCode: 401\n\tResponseBody: ${JSON.stringify(body(c))}\n\tHeaders: Cache-Control: no-store\n   at Microsoft.Identity.Client.OAuth2.OAuth2Client.ThrowServerException()`,
  },
  {
    name: 'msal node',
    wrap: (c) =>
      `invalid_client: ${c.code} - [${c.time}]: ${full(c)} - Correlation ID: ${c.correlationId} - Trace ID: ${c.traceId}`,
  },
  {
    name: 'msal node 5',
    wrap: (c) =>
      `ServerError: invalid_client: Error(s): ${c.code} - Timestamp: ${c.time} - Description: AADSTS${c.code}: ${c.message} - Correlation ID: ${c.correlationId} - Trace ID: ${c.traceId}`,
  },
  {
    name: 'dataverse web api',
    wrap: (c) =>
      JSON.stringify({
        error: {
          code: '0x80040265',
          message: full(c),
          innererror: {
            message: full(c),
            type: 'System.ServiceModel.FaultException`1[[Microsoft.Xrm.Sdk.OrganizationServiceFault]]',
            stacktrace: '   at Microsoft.Crm.Extensibility.Run()',
          },
        },
      }),
  },
  {
    name: 'dataverse fault xml',
    wrap: (c) =>
      `<OrganizationServiceFault xmlns="http://schemas.microsoft.com/xrm/2011/Contracts"><ActivityId>5e0d7a61-0b1c-4d2e-8f3a-4b5c6d7e8f90</ActivityId><ErrorCode>-2147220891</ErrorCode><Message>${xml(full(c, '\r\n')).replaceAll('\r\n', '&#xD;\n')}</Message><Timestamp>2026-03-04T05:06:09.5514123Z</Timestamp></OrganizationServiceFault>`,
  },
  {
    name: 'plug-in trace',
    wrap: (c) =>
      `2026-03-04 05:06:05.590 - Starting execution.\n2026-03-04 05:06:07.027 - ${full(c)}\nUnhandled exception:\nException type: System.ServiceModel.FaultException\`1[Microsoft.Xrm.Sdk.OrganizationServiceFault]\nMessage: ${full(c)}Detail:`,
  },
  {
    name: 'plug-in trace row',
    wrap: (c) =>
      JSON.stringify({
        correlationid: '11111111-2222-3333-4444-555555555555',
        requestid: '66666666-7777-8888-9999-000000000000',
        createdon: '2026-03-04T05:06:09Z',
        messageblock: `2026-03-04 05:06:07.027 - ${full(c)}`,
        exceptiondetails: `Message: ${full(c)}Detail:`,
      }),
  },
  {
    name: 'sign-in page',
    wrap: (c) =>
      `Error Code: ${c.code}\nRequest Id: ${c.traceId}\nCorrelation Id: ${c.correlationId}\nTimestamp: ${iso(c.time)}\nMessage: AADSTS${c.code}: ${c.message}`,
  },
  {
    name: 'sign-in page in one line',
    wrap: (c) =>
      `Request Id: ${c.traceId} Correlation Id: ${c.correlationId} Timestamp: ${iso(c.time)} Message: AADSTS${c.code}: ${c.message}`,
  },
  {
    name: 'sign-in page with blank lines',
    wrap: (c) =>
      `Request Id:  ${c.traceId}\n\nCorrelation Id:  ${c.correlationId}\n\nTimestamp:  ${iso(c.time)}\n\nMessage:  AADSTS${c.code}: ${c.message}\n`,
  },
  {
    name: 'redirect with plus',
    wrap: (c) =>
      `https://app.contoso.example/signin-oidc?error=access_denied&error_description=${lower(percent(full(c, '\r\n'))).replaceAll('%20', '+')}&state=8841`,
  },
  {
    name: 'redirect fragment',
    wrap: (c) =>
      `GET https://app.contoso.example/#error=invalid_request&error_description=${percent(full(c))}&error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d${c.code}&state=a%26b HTTP/1.1`,
  },
  {
    name: 'redirect encoded twice',
    wrap: (c) =>
      `https://proxy.contoso.example/?to=${percent(`https://app.contoso.example/?error_description=${percent(full(c, '\r\n'))}&state=1`)}&x=2`,
  },
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
