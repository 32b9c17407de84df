/** Rule 10: colored, escaped, encoded and quoted texts, and texts that only look like them. */
import type { TextFixture } from './expected.ts';
import { at, C, check, ids, noFit, repo, T, tail, time, url } from './ids.ts';

const begin = 'No matching federated identity record found for presented assertion subject';
const whole = `AADSTS700213: ${noFit('subject', repo)} ${tail}`;
const one = { code: 700213, ...ids, subject: repo, message: noFit('subject', repo) } as const;
const none = "AADSTS70025: The client 'x' has no configured federated identity credentials.";
const esc = '\u001b';
const cut = (text: string, position: number, between: string): string =>
  text.slice(0, position) + between + text.slice(position);
const cutId = (id: string, position: number, between = '\n'): string =>
  `${none} ${tail}`.replace(id, cut(id, position, between));

export const encodings: readonly TextFixture[] = [
  {
    name: 'colours per line',
    text: `${esc}[31m${whole.replace('. Check', `.${esc}[0m\n${esc}[31mCheck`)}${esc}[0m`,
    errors: [one],
  },
  { name: 'colours with several parameters', text: `${esc}[38;5;196m${whole}${esc}[39;49m${esc}[K`, errors: [one] },
  { name: 'colours whose escape character is lost', text: `[31m${whole}[0m`, errors: [one] },
  { name: 'colours as ^[', text: `^[[31m${whole}^[[0m`, errors: [one] },
  { name: 'colours escaped in JSON', text: JSON.stringify({ log: `${esc}[31m${whole}${esc}[0m` }), errors: [one] },
  { name: 'colours in Python’s notation', text: `'\\x1b[31m${whole.replaceAll("'", "\\'")}\\x1b[0m'`, errors: [one] },
  {
    name: 'a hyperlink of a terminal',
    text: whole.replace(url, `${esc}]8;;${url}${esc}\\${url}${esc}]8;;${esc}\\`),
    errors: [one],
  },
  {
    name: 'grep colours the digits too',
    text: whole.replace('AADSTS', `${esc}[01;31m${esc}[KAADSTS${esc}[m${esc}[K`),
    errors: [one],
  },
  { name: 'entities twice', text: whole.replaceAll("'", '&amp;#39;'), errors: [one] },
  { name: 'entities by name', text: whole.replaceAll("'", '&apos;').replaceAll(':', '&#58;'), errors: [one] },
  {
    name: 'entities in German words',
    text: `AADSTS700213: Der Antragsteller &bdquo;${repo}&ldquo; passt nicht.<br>Ablaufverfolgungs-ID: ${T}<br>Korrelations-ID: ${C}<br>Zeitstempel: ${time}`,
    errors: [{ code: 700213, ...ids, subject: repo }],
  },
  {
    name: 'tags between label and value',
    text: `<div>${none}</div><div><strong>Trace ID</strong>: <span class="id">${T}</span></div><div><strong>Correlation ID</strong>: <code>${C}</code></div><div><strong>Timestamp</strong>: <i>${time}</i></div>`,
    errors: [{ code: 70025, ...ids }],
  },
  { name: 'a word break inside an id', text: cutId(T, 13, '<wbr>'), errors: [{ code: 70025, ...ids }] },
  {
    name: 'an XML element around',
    text: `<s:Fault><Message>${whole.replaceAll("'", '&apos;')}</Message><Code>7</Code></s:Fault>`,
    errors: [one],
  },
  { name: 'CDATA', text: `<Message><![CDATA[${whole}]]></Message>`, errors: [one] },
  { name: 'JSON as .NET writes it', text: `{"message":"${whole.replaceAll("'", '\\u0027')}"}`, errors: [one] },
  {
    name: 'JSON of PHP with escaped slashes',
    text: JSON.stringify({ error: whole }).replaceAll('/', '\\/'),
    errors: [one],
  },
  {
    name: 'seven levels of JSON',
    text: [1, 2, 3, 4, 5, 6, 7].reduce((text) => JSON.stringify({ a: text }), whole),
    errors: [one],
  },
  {
    name: 'JSON inside a redirect',
    text: `https://a.example/?e=${encodeURIComponent(JSON.stringify({ error_description: whole }))}&b=1`,
    errors: [one],
  },
  {
    name: 'a redirect inside JSON',
    text: JSON.stringify({ url: `https://a.example/?error_description=${encodeURIComponent(whole)}&state=1` }),
    errors: [one],
  },
  {
    name: 'a redirect in HTML',
    text: `<a href="https://a.example/?x=1&amp;error_description=${encodeURIComponent(whole)}&amp;state=1">back</a>`,
    errors: [one],
  },
  {
    name: 'a redirect encoded three times',
    text: `https://a.example/?r=${encodeURIComponent(encodeURIComponent(`https://b.example/?error_description=${encodeURIComponent(whole)}`))}`,
    errors: [one],
  },
  {
    name: 'a redirect with an unencoded colon and apostrophes',
    text: `https://a.example/?error_description=${encodeURIComponent(whole).replaceAll('%3A', ':').replaceAll('%20', '+')}&state=1`,
    errors: [one],
  },
  {
    name: 'a subject that is itself encoded, in a redirect',
    text: `https://a.example/?error_description=${encodeURIComponent(`AADSTS700213: ${noFit('subject', 'repo:contoso/a%2Fb')} ${tail}`)}&state=1`,
    errors: [{ code: 700213, ...ids, subject: 'repo:contoso/a%2Fb' }],
  },
  {
    name: 'an ampersand in a redirect',
    text: `https://a.example/?error_description=${encodeURIComponent(`AADSTS700213: ${noFit('subject', 'CN=A & B')} ${tail}`)}&state=1`,
    errors: [{ code: 700213, ...ids, subject: 'CN=A & B' }],
  },
  {
    name: 'a form body',
    text: `error=invalid_client&error_description=${encodeURIComponent(whole).replaceAll('%20', '+')}&trace_id=${T}`,
    errors: [one],
  },
  {
    name: 'a per cent sign in a plain text',
    text: `99% sure: AADSTS700213: ${noFit('subject', '100%25')} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: '100%25' }],
  },
  {
    name: 'C# concatenation',
    text: `"AADSTS700213: ${begin} '${repo}'. " +\n    "${check} " +\n    "${tail}"`,
    errors: [one],
  },
  {
    name: 'a table of Markdown',
    text: `| code | message |\n| --- | --- |\n| AADSTS70025 | ${none} ${tail} |`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'links of an issue tracker',
    text: `${none} Trace ID: [3d5e7f90](tel:3d5e7f90)-1b2c-4d3e-9f4a-5b6c7d8e9f00 Correlation ID: ${C} Timestamp: ${time}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'zero-width characters of a chat client',
    text: `${none} Trace\u200b ID: \u200b${T} Correlation ID: ${C} Timestamp: ${time}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'syslog lines',
    text: `Mar  4 05:06:08 web-1 app[77]: ${none}\nMar  4 05:06:08 web-1 app[77]: Trace ID: ${T}\nMar  4 05:06:08 web-1 app[77]: Correlation ID: ${C}\nMar  4 05:06:08 web-1 app[77]: Timestamp: ${time}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'container runtime lines',
    text: `2026-03-04T05:06:08.123456789Z stderr F ${none}\n2026-03-04T05:06:08.123456789Z stderr F ${tail}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a Python repr in a log',
    text: `ERROR:root:{'error': 'invalid_client', 'error_description': "${none}\\r\\nTrace ID: ${T}\\r\\nCorrelation ID: ${C}\\r\\nTimestamp: ${time}", 'error_codes': [70025]}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'mixed labels',
    text: `${none} Trace ID: ${T} Korrelations-ID: ${C} tidsstämpel: ${time}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'only a Swedish correlation id',
    text: `${none} korrelations-ID: ${C}`,
    errors: [{ code: 70025, correlationId: C }],
  },
  {
    name: 'a Swedish page block',
    text: `Request Id: ${T}\nKorrelations-ID: ${C}\nTidsstämpel: ${at}\nMeddelande: ${none}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a German page block',
    text: `Request Id: ${T}\nCorrelation Id: ${C}\nZeitstempel: ${at}\nNachricht: ${none}`,
    errors: [{ code: 70025, ...ids }],
  },
];
