/** Rules 8 and 9: one error, one entry; one answer, one set of ids; each tail to its message. */
import type { TextFixture } from './expected.ts';
import { at, C, ids, ids2, noFit, path, repo, T, tail, tail2, time } from './ids.ts';

const subjectError = `AADSTS700213: ${noFit('subject', repo)}`;
const none = "AADSTS70025: The client 'x' has no configured federated identity credentials.";
const page = `Request Id: ${T}\nCorrelation Id: ${C}\nTimestamp: 2026-03-04T05:06:07.123Z\n`;
const blocked =
  'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.';
const one = { code: 700213, ...ids, subject: repo } as const;
const two = { code: 700213, ...ids2, subject: repo } as const;

export const layers: readonly TextFixture[] = [
  { name: 'outer and inner exception', text: `${subjectError} ${tail}\n ---> ${subjectError} ${tail}`, errors: [one] },
  { name: 'a bare mention before', text: `Got AADSTS700213.\n${subjectError} ${tail}`, errors: [one] },
  { name: 'a bare mention after', text: `${subjectError} ${tail}\nThat was AADSTS700213.`, errors: [one] },
  {
    name: 'a bare mention inside the message',
    text: `${subjectError.replace('Check', '(AADSTS700213) Check')} ${tail}`,
    errors: [one],
  },
  {
    name: 'a cut layer before the whole one',
    text: `Failed: AADSTS700213: No matching federated identity record found for presen...\n${subjectError} ${tail}`,
    errors: [one],
  },
  {
    name: 'a masked layer before the whole one',
    text: `AADSTS700213: ${noFit('subject', '***')} Trace ID: *** Correlation ID: ${C}\n${subjectError} ${tail}`,
    errors: [one],
  },
  {
    name: 'half of the ids in each layer',
    text: `${subjectError} Trace ID: ${T}\n${subjectError} Correlation ID: ${C} Timestamp: ${time}`,
    errors: [one],
  },
  {
    name: 'the body knows the ids, the text the subject',
    text: `Login failed: ${subjectError}\nbody: {"error":"invalid_client","error_description":"AADSTS700213: No matching","trace_id":"${T}","correlation_id":"${C}","timestamp":"${time}"}`,
    errors: [one],
  },
  { name: 'two attempts', text: `${subjectError} ${tail}\n${subjectError} ${tail2}`, errors: [one, two] },
  {
    name: 'two attempts in two layers each',
    text: `${subjectError} ${tail}\n --> ${subjectError} ${tail}\n${subjectError} ${tail2}\n --> ${subjectError} ${tail2}`,
    errors: [one, two],
  },
  {
    name: 'two attempts, then the first again',
    text: `${subjectError} ${tail}\n${subjectError} ${tail2}\n${subjectError} ${tail}`,
    errors: [one, two],
  },
  {
    name: 'two subjects without ids',
    text: `${subjectError}\nAADSTS700213: ${noFit('subject', path)}`,
    errors: [
      { code: 700213, subject: repo },
      { code: 700213, subject: path },
    ],
  },
  {
    name: 'two applications without ids',
    text: "AADSTS700016: Application with identifier 'a' was not found in the directory 'd'.\nAADSTS700016: Application with identifier 'b' was not found in the directory 'd'.",
    errors: [
      { code: 700016, clientId: 'a', tenant: 'd' },
      { code: 700016, clientId: 'b', tenant: 'd' },
    ],
  },
  {
    name: 'two times of 700024 without ids',
    text: 'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-03-04T05:06:07.6755165Z, assertion valid from 2026-03-04T04:00:00.0000000Z.\nAADSTS700024: Client assertion is not within its valid time range. Current time: 2026-03-04T05:08:07.1234567Z, assertion valid from 2026-03-04T04:00:00.0000000Z.',
    errors: [{ code: 700024 }, { code: 700024 }],
  },
  {
    name: 'two codes in one answer',
    text: `AADSTS70002: Error validating credentials. AADSTS50012: Client assertion is not within its valid time range. ${tail}`,
    errors: [
      { code: 70002, ...ids, message: 'Error validating credentials.' },
      { code: 50012, ...ids, message: 'Client assertion is not within its valid time range.' },
    ],
  },
  {
    name: 'two codes in one answer, wrapped between',
    text: `AADSTS70002: Error validating credentials.\r\nAADSTS50012: Invalid client secret is provided.\r\n${tail.replace(/ (?=Corr|Time)/g, '\r\n')}`,
    errors: [
      { code: 70002, ...ids },
      { code: 50012, ...ids },
    ],
  },
  {
    name: 'two codes in one body',
    text: `{"error":"invalid_client","error_description":"AADSTS70002: Error validating credentials. AADSTS50012: Client assertion audience claim does not match Realm issuer.","error_codes":[70002,50012],"timestamp":"${time}","trace_id":"${T}","correlation_id":"${C}"}`,
    errors: [
      { code: 70002, ...ids },
      { code: 50012, ...ids },
    ],
  },
  {
    name: 'a credential chain, each with its own ids',
    text: `EnvironmentCredential: ${none} ${tail}\nWorkloadIdentityCredential: ${subjectError} ${tail2}`,
    errors: [{ code: 70025, ...ids }, two],
  },
  {
    name: 'a credential chain, the first without ids',
    text: `EnvironmentCredential: ${none}\nWorkloadIdentityCredential: ${subjectError} ${tail2}`,
    errors: [{ code: 70025 }, two],
  },
  {
    name: 'a credential chain, the second without ids',
    text: `EnvironmentCredential: ${none} ${tail}\nWorkloadIdentityCredential: ${subjectError}`,
    errors: [
      { code: 70025, ...ids },
      { code: 700213, subject: repo },
    ],
  },
  {
    name: 'a credential chain in one line',
    text: `EnvironmentCredential: ${none} WorkloadIdentityCredential: ${subjectError} ${tail2}`,
    errors: [{ code: 70025 }, two],
  },
  {
    name: 'a message without code takes its own ids',
    text: `${none}\nError 700213: ${noFit('subject', repo)} ${tail}`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'an exception between',
    text: `${none}\nSystem.AggregateException: One or more errors occurred. Trace ID: ${T}`,
    errors: [{ code: 70025 }],
  },
  { name: 'a page block', text: `${page}Message: ${blocked}`, errors: [{ code: 53003, ...ids }] },
  {
    name: 'a page block with error code and application',
    text: `Error Code: 53003\n${page}App name: contoso\nApp id: c7a1e0b4-5d2f-4c3a-9b8e-7f6d5c4b3a21\nIP address: 192.0.2.7\nMessage: ${blocked}`,
    errors: [{ code: 53003, ...ids }],
  },
  {
    name: 'an error with its tail, then a page block',
    text: `${subjectError} ${tail2}\n${page}Message: ${blocked}`,
    errors: [two, { code: 53003, ...ids }],
  },
  {
    name: 'an error without tail, then a page block',
    text: `${none}\n\nError Code: 53003\n${page}Message: ${blocked}`,
    errors: [{ code: 70025 }, { code: 53003, ...ids }],
  },
  {
    name: 'a page block, then an error with its tail',
    text: `${page}Message: ${blocked}\n${subjectError} ${tail2}`,
    errors: [{ code: 53003, ...ids }, two],
  },
  {
    name: 'a page block of a message without code',
    text: `${none}\n\n${page}Message: Access has been blocked.`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'a page block right behind, its message cut off',
    text: `${none}\n${page}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'two page blocks',
    text: `${page}Message: ${blocked}\n\nRequest Id: ${ids2.traceId}\nCorrelation Id: ${ids2.correlationId}\nTimestamp: ${ids2.timestamp}\nMessage: ${none}`,
    errors: [
      { code: 53003, ...ids },
      { code: 70025, ...ids2 },
    ],
  },
  {
    name: 'a page that tells the message twice',
    text: `Sorry, but we’re having trouble signing you in.\n${none}\nTroubleshooting details\n${page}Message: ${none}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'an old page: ids without Request Id before the message',
    text: `Additional technical information:\nCorrelation ID: ${C}\nTimestamp: ${time}\n${none}`,
    errors: [{ code: 70025, correlationId: C, timestamp: at }],
  },
  {
    name: 'three layers in three escapes',
    text: `${subjectError} ${tail}\n${JSON.stringify({ a: JSON.stringify({ error: 'invalid_client', error_description: `${subjectError} ${tail}` }) })}`,
    errors: [one],
  },
  {
    name: 'the same error as text and in a redirect',
    text: `${subjectError} ${tail}\nhttps://app.contoso.example/?error_description=${encodeURIComponent(`${subjectError}\r\n${tail}`)}&state=1`,
    errors: [one],
  },
  {
    name: 'MSAL Node 5 and its time',
    text: `Error(s): 70025 - Timestamp: ${time} - Description: ${none} - Correlation ID: ${C} - Trace ID: ${T}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'MSAL Node with two errors',
    text: `invalid_client: 70025 - [${time}]: ${none} ${tail} - Correlation ID: ${C} - Trace ID: ${T}\ninvalid_client: 700213 - [2026-03-04 05:09:41Z]: ${subjectError} ${tail2}`,
    errors: [{ code: 70025, ...ids }, two],
  },
  {
    name: 'labels in another order, with commas',
    text: `${none} Correlation ID: ${C}, Timestamp: ${time}, Trace ID: ${T}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'ids in parentheses',
    text: `${none} (Trace ID: ${T}; Correlation ID: ${C}; Timestamp: ${time})`,
    errors: [{ code: 70025, ...ids }],
  },
];
