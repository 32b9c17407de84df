/** Rule 10: texts that were wrapped or cut by terminals and tools. */
import type { TextFixture } from './expected.ts';
import { C, check, ids, noFit, path, repo, T, tail } from './ids.ts';

const names =
  "/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77/i/CN=Contoso Issuing CA/s/CN=O'Brien and Sons, Inc.";
const begin = 'No matching federated identity record found for presented assertion subject';
const whole = `AADSTS700213: ${noFit('subject', repo)} ${tail}`;
const one = { code: 700213, ...ids, subject: repo, message: noFit('subject', repo) } as const;
const named = { code: 700213, ...ids, subject: names } as const;
const none = "AADSTS70025: The client 'x' has no configured federated identity credentials.";
const cut = (text: string, position: number, between: string): string =>
  text.slice(0, position) + between + text.slice(position);
const cutId = (id: string, position: number, between = '\n'): string =>
  `${none} ${tail}`.replace(id, cut(id, position, between));

export const wraps: readonly TextFixture[] = [
  ...[4, 8, 9, 13, 20, 24, 30, 35].map((position) => ({
    name: `a trace id cut at ${position}`,
    text: cutId(T, position),
    errors: [{ code: 70025, ...ids }],
  })),
  ...[1, 18, 23, 34].map((position) => ({
    name: `a correlation id cut at ${position}`,
    text: cutId(C, position),
    errors: [{ code: 70025, ...ids }],
  })),
  { name: 'an id cut in a box', text: cutId(T, 13, ' │\n│ '), errors: [{ code: 70025, ...ids }] },
  { name: 'an id cut in a mail quote', text: `> ${cutId(T, 17, '\n> ')}`, errors: [{ code: 70025, ...ids }] },
  {
    name: 'an id cut in a log with times',
    text: `2026-03-04T05:06:08.1234567Z ${cutId(T, 25, '\n2026-03-04T05:06:08.1234567Z ')}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap between Trace and ID',
    text: `${none} ${tail}`.replace('Trace ID', 'Trace\nID'),
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap between Correlation and ID',
    text: `${none} ${tail}`.replace('Correlation ID', 'Correlation\n   ID'),
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap after each label',
    text: `${none} ${tail}`.replaceAll(': ', ':\n'),
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap between date and time',
    text: `${none} ${tail}`.replace('04 05', '04\n05'),
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap before the date in a log with times',
    text: `2026-03-04 05:06:09.000 - ${none}\n2026-03-04 05:06:09.000 - ${tail.replace('Timestamp: ', 'Timestamp:\n2026-03-04 05:06:09.001 - ')}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a wrap inside a quoted subject',
    text: `AADSTS700213: ${begin}\n'${names.replace('Issuing CA', 'Issuing\nCA').replace('and Sons', 'and\nSons')}'. ${check} ${tail}`,
    errors: [named],
  },
  {
    name: 'a wrap inside a quoted subject in a box',
    text: `│ AADSTS700213: ${begin}\n│ '${names.replace('and Sons', 'and\n│ Sons')}'. ${check}\n│ ${tail}`,
    errors: [named],
  },
  {
    name: 'runs of blanks inside a quoted subject',
    text: `AADSTS700213: ${begin} '${names.replace('and Sons', 'and           Sons')}'. ${check} ${tail}`,
    errors: [named],
  },
  {
    name: 'a terminal that cuts a path',
    text: `AADSTS700213: ${begin} '${cut(path, 60, '\n')}'. ${check} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: path }],
  },
  {
    name: 'a terminal that cuts an issuer',
    text: `AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://login.microsoftonline.com/6b1f0c52-9a3d-\n4e17-8f60-2d7c4b9e1a35/v2.0'. ${check} ${tail}`,
    errors: [
      { code: 700211, ...ids, issuer: 'https://login.microsoftonline.com/6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35/v2.0' },
    ],
  },
  {
    name: 'a terminal that cuts a path, its line end now blanks',
    text: `AADSTS700213: ${begin} '${cut(path, 60, '        ')}'. ${check} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: path }],
  },
  {
    name: 'a terminal that cuts an issuer without quotes',
    text: `AADSTS7000272: The certificate with identifier k used to sign the federated credential could not be found in the metadata of identity provider https://oidc.conto\nso.example/t/. Please validate that your Identity Provider's metadata exposes the key. ${tail}`,
    errors: [{ code: 7000272, ...ids, issuer: 'https://oidc.contoso.example/t/' }],
  },
  { name: 'a wrap after the code', text: whole.replace(': ', ':\n'), errors: [one] },
  { name: 'a wrap after each sentence', text: whole.replaceAll('. ', '.\n'), errors: [one] },
  {
    name: 'a wrap at every blank of the message',
    text: `AADSTS700213: ${noFit('subject', repo).replaceAll(' ', '\n')}\n${tail}`,
    errors: [one],
  },
  { name: 'blank lines before the tail', text: whole.replace(' Trace', '\n\nTrace'), errors: [one] },
  { name: 'double line ends in the tail', text: whole.replace(/ (?=Trace|Corr|Time)/g, '\r\r\n'), errors: [one] },
  { name: 'old Mac line ends', text: whole.replace(/ (?=Trace|Corr|Time)/g, '\r'), errors: [one] },
  { name: 'tabs for blanks', text: whole.replaceAll(': ', ':\t'), errors: [one] },
];
