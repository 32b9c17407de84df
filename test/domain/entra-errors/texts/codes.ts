/** Rules 1 and 2: what is a code, and which. */
import type { TextFixture } from './expected.ts';
import { at, C, ids, ids2, noFit, repo, T, tail, tail2, time } from './ids.ts';

const none = (name: string, text: string): TextFixture => ({ name, text, errors: [] });
const bare = (name: string, text: string, ...codes: readonly number[]): TextFixture => ({
  name,
  text,
  errors: codes.map((code) => ({ code })),
});

export const codes: readonly TextFixture[] = [
  none('empty', ''),
  none('foreign', 'The quick brown fox, 700213 of them.'),
  none('a known message without a code', `${noFit('subject', repo)} ${tail}`),
  none('the word alone', 'AADSTS'),
  none('the word before a colon', `AADSTS: ${noFit('subject', repo)}`),
  none('four digits and an ellipsis', 'Failed with AADSTS7002…'),
  none('four digits at the end of the text', 'Failed with AADSTS7002'),
  none('cut behind five digits', 'Failed with AADSTS70021…'),
  none('cut with dots', 'Failed with AADSTS70021...'),
  none('all digits masked', `AADSTS***: ${noFit('subject', repo)} ${tail}`),
  none('last digits masked', `AADSTS70****: ${noFit('subject', repo)}`),
  none('last digit masked', `AADSTS70021*: ${noFit('subject', repo)}`),
  none('placeholder digits', 'One of the AADSTS70021x codes, or AADSTS5xxxx.'),
  none('nine digits', 'AADSTS700213123: that is no code'),
  none('a blank before the digits', `AADSTS 700213: ${noFit('subject', repo)}`),
  none('a bare number before a known message', `Error 700213: ${noFit('subject', repo)} ${tail}`),
  none('a bare number', 'Sign-in error code 50199'),
  none('a link to the error page', 'https://login.microsoftonline.com/error?code=700213'),
  none('another family', 'AADB2C90118: The user has forgotten their password.'),
  none('small letters', `aadsts700213: ${noFit('subject', repo)}`),
  none(
    'a lower-case mention in a link',
    'See https://learn.microsoft.com/troubleshoot/azure/active-directory/error-code-aadsts50020-user-account-identity-provider-does-not-exist',
  ),
  none(
    'codes only in error_codes',
    '{"error":"invalid_client","error_description":"Sign-in failed.","error_codes":[700213]}',
  ),
  none('a log cut in error_codes', '{"error":"invalid_client","error_codes":[70'),
  none('a code that a wrap cut', 'The request failed: AADSTS70021\n3: No matching federated identity record found'),
  none('HRESULTs', 'ErrorCode -2147220891, 0x80131500 at line 700213'),
  none('UTF-16 bytes of nothing', 'n\0o\0t\0h\0i\0n\0g\0'),

  bare('a lone code', 'AADSTS700213', 700213),
  bare('a lone code in a sentence', 'Since Monday we get AADSTS700213 for every plug-in.', 700213),
  bare('a lone code before a full stop', 'It says AADSTS50034.', 50034),
  bare('in parentheses', 'No credential fits (AADSTS700213).', 700213),
  bare('in brackets', '[AADSTS700213]', 700213),
  bare('quoted', 'Look for "AADSTS700213" in the log', 700213),
  bare('in back-ticks', 'Look for `AADSTS700213`', 700213),
  bare('bold', 'We see **AADSTS700213** again', 700213),
  bare('two codes in a sentence', 'Is AADSTS70021 the same as AADSTS700213?', 70021, 700213),
  bare(
    'five codes that share digits',
    'AADSTS70021 AADSTS700211 AADSTS700213 AADSTS7002131 AADSTS7002138',
    70021,
    700211,
    700213,
    7002131,
    7002138,
  ),
  bare('the same code twice', 'AADSTS700213, yes, AADSTS700213', 700213),
  bare('eight digits', 'AADSTS70021312', 70021312),
  bare('five digits', 'AADSTS16000', 16000),
  bare('an underscore before it', 'ERR_AADSTS700213', 700213),
  bare('a comma behind it', 'AADSTS700213, AADSTS70025', 700213, 70025),
  bare('UTF-16 read as bytes', [...'AADSTS700213'].join('\0'), 700213),
  bare('a lower-case link beside it', 'AADSTS50020, see https://learn.microsoft.com/error-code-aadsts700213-x', 50020),

  {
    name: 'a code that is not in the table',
    text: `AADSTS7009999: Nobody knows what this means. ${tail}`,
    errors: [{ code: 7009999, ...ids, message: 'Nobody knows what this means.' }],
  },
  {
    name: 'no blank after the colon',
    text: `AADSTS700213:${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'a blank before the colon',
    text: `AADSTS700213 : ${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'a full-width colon',
    text: `AADSTS700213：${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'an en dash',
    text: `AADSTS700213 – ${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'an em dash without blanks',
    text: `AADSTS700213—${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'nothing between code and message',
    text: `AADSTS700213 ${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo, message: noFit('subject', repo) }],
  },
  {
    name: 'glued to the word before',
    text: `unauthorized_clientAADSTS700213: ${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: repo }],
  },
  {
    name: 'a bold code before a masked one',
    text: `**AADSTS700213:** ${noFit('subject', repo)} ${tail}\nAADSTS70021**: masked`,
    errors: [{ code: 700213, ...ids, subject: repo }],
  },
  {
    name: 'a code and its sibling with ids of their own',
    text: `AADSTS70021: No matching federated identity record found for presented assertion. ${tail}\nAADSTS700213: ${noFit('subject', repo)} ${tail2}`,
    errors: [
      { code: 70021, ...ids },
      { code: 700213, ...ids2, subject: repo },
    ],
  },
  {
    name: 'the link of error_uri is no second error',
    text: `{"error":"invalid_client","error_description":"AADSTS70025: The client 'a' has no configured federated identity credentials. ${tail}","error_codes":[70025],"error_uri":"https://login.windows.net/error?code=70025"}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'one more code in error_codes than in the text',
    text: `{"error":"invalid_client","error_description":"AADSTS70002: Error validating credentials. ${tail}","error_codes":[70002,50012],"timestamp":"${time}","trace_id":"${T}","correlation_id":"${C}"}`,
    errors: [{ code: 70002, traceId: T, correlationId: C, timestamp: at }],
  },
];
