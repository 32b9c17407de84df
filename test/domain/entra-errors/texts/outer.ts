/** Containers that hold containers: a body in an exception in a fault in a log. */

const esc = '\u001b';
const lines = (text: string, prefix: string, end = ''): string =>
  text
    .split(/\r?\n/)
    .map((line) => `${prefix}${line}${end}`)
    .join('\n');
const xml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, '&apos;')
    .replace(/"/g, '&quot;');
const hex = (character: string): string => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

export const outer: Readonly<Record<string, (text: string) => string>> = {
  'a JSON log line': (text) => JSON.stringify({ level: 'error', msg: text, n: 1 }),
  'JSON in JSON': (text) => JSON.stringify({ a: JSON.stringify({ b: text, c: 2 }) }),
  'JSON of .NET': (text) =>
    JSON.stringify({ m: text })
      .replace(/\\"/g, '\\u0022')
      .replace(/['&<>+]/g, hex),
  'a fault': (text) =>
    `<OrganizationServiceFault><ActivityId>5e0d7a61-0b1c-4d2e-8f3a-4b5c6d7e8f90</ActivityId><Message>${xml(text).replace(/\r\n/g, '&#xD;\n')}</Message><Timestamp>2026-03-04T05:06:09.5514123Z</Timestamp></OrganizationServiceFault>`,
  'a Web API error': (text) =>
    JSON.stringify({ error: { code: '0x80040265', message: text, innererror: { message: text } } }),
  'a page': (text) => `<html><body><pre>${xml(text).replace(/&apos;/g, '&#39;')}</pre></body></html>`,
  'a redirect': (text) => `https://app.contoso.example/cb?error_description=${encodeURIComponent(text)}&state=1`,
  'a CI log': (text) => lines(text, '2026-03-04T05:06:07.1234567Z '),
  'a CI log of errors': (text) => lines(text, '2026-03-04T05:06:07.1234567Z ##[error]'),
  'JSON in a CI log': (text) => `2026-03-04T05:06:07.1234567Z ${JSON.stringify({ m: text })}`,
  'a mail': (text) => lines(text, '> '),
  'docker compose': (text) => lines(text, 'web-1  | '),
  'a box': (text) => lines(text, '│ '),
  tabs: (text) => lines(text, '\t'),
  colours: (text) => lines(text, `${esc}[31m`, `${esc}[0m`),
  'an exception': (text) =>
    `System.AggregateException: One or more errors occurred. (${text})\n ---> System.Exception: inner\n   at Contoso.Run()`,
  'a plug-in trace': (text) => `2026-03-04 05:06:07.027 - ${text}\nUnhandled exception:\nException type: X`,
  'a code block': (text) => `\`\`\`\n${text}\n\`\`\``,
  'Windows line ends': (text) => text.replace(/\r?\n/g, '\r\n'),
  'other lines': (text) =>
    `Some lines before.\n\n${text}\n\nAnd some after, with 11111111-2222-3333-4444-555555555555.`,
  'a Python repr': (text) =>
    `ERROR:root:'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`,
};
