/** Rules 3 to 6: masked, cut and foreign values; GUIDs as printed; which times and ids count. */
import type { TextFixture } from './expected.ts';
import { at, C, check, ids, ids2, noFit, path, repo, T, T2, tail, tail2, time } from './ids.ts';

const begin = 'AADSTS700213: No matching federated identity record found for presented assertion subject';
const error = (trace: string, correlation: string, when: string): string =>
  `AADSTS70025: The client 'a' has no configured federated identity credentials. Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${when}`;

const masks = [
  '***',
  'XXXX',
  'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
  '<REMOVED>',
  '[REDACTED]',
  '********',
  '<guid>',
  '…',
];

export const absent: readonly TextFixture[] = [
  ...masks.map((mask) => ({
    name: `trace id masked as ${mask}`,
    text: error(mask, C, time),
    errors: [{ code: 70025, correlationId: C, timestamp: at }],
  })),
  ...masks.map((mask) => ({
    name: `correlation id masked as ${mask}`,
    text: error(T, mask, time),
    errors: [{ code: 70025, traceId: T, timestamp: at }],
  })),
  ...masks.map((mask) => ({
    name: `time masked as ${mask}`,
    text: error(T, C, mask),
    errors: [{ code: 70025, traceId: T, correlationId: C }],
  })),
  ...masks.map((mask) => ({
    name: `subject masked as ${mask}`,
    text: `${begin} '${mask}'. ${check} ${tail}`,
    errors: [{ code: 700213, ...ids }],
  })),
  ...['a1c3e5f7-****-****-****-0d1f2a3b4c5d', 'a1c3e5f7-xxxx-xxxx-xxxx-0d1f2a3b4c5d', 'a1c3e5f7-***'].map((mask) => ({
    name: `a correlation id masked in part as ${mask}`,
    text: error(T, mask, time),
    errors: [{ code: 70025, traceId: T, correlationId: mask, timestamp: at }],
  })),
  { name: 'everything masked', text: error('***', '***', '***'), errors: [{ code: 70025 }] },
  {
    name: 'a subject masked in part',
    text: `${begin} 'repo:***/ppmi-demo:ref:refs/heads/main'. ${check} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: 'repo:***/ppmi-demo:ref:refs/heads/main' }],
  },
  {
    name: 'an angle bracket mask in part',
    text: `${begin} 'repo:<REMOVED>/ppmi-demo'. ${check} ${tail}`,
    errors: [{ code: 700213, ...ids, subject: 'repo:<REMOVED>/ppmi-demo' }],
  },
  {
    name: 'an issuer whose tenant is masked',
    text: `AADSTS700211: ${noFit('issuer', 'https://sts.windows.net/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/')} ${tail}`,
    errors: [{ code: 700211, ...ids, issuer: 'https://sts.windows.net/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/' }],
  },
  {
    name: 'masked in the body, printed in the text',
    text: `{"error":"invalid_client","error_description":"${error(T, C, time)}","trace_id":"***","correlation_id":"***"}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a trace id that is cut',
    text: error('3d5e7f90-1b2c-4d3e-9f4a-5b6c', C, time),
    errors: [{ code: 70025, correlationId: C, timestamp: at }],
  },
  {
    name: 'a text that ends inside the trace id',
    text: error('3d5e7f90-1b2c-4d3e-9f', '', '').split(' Correlation')[0] ?? '',
    errors: [{ code: 70025 }],
  },
  {
    name: 'eleven digits glued to the next label',
    text: `AADSTS70025: No. Trace ID: 3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9f0Correlation ID: ${C}Timestamp: ${time}`,
    errors: [{ code: 70025, correlationId: C, timestamp: at }],
  },
  {
    name: 'eleven digits before a wrap and the next label',
    text: `AADSTS70025: No. Trace ID: 3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9f0\nCorrelation ID: ${C}`,
    errors: [{ code: 70025, correlationId: C }],
  },
  {
    name: 'twelve digits glued to the next label',
    text: `AADSTS70025: No. Trace ID: ${T}Correlation ID: ${C}Detail: x`,
    errors: [{ code: 70025, traceId: T, correlationId: C }],
  },
  {
    name: 'a correlation id glued to Detail',
    text: `AADSTS70025: No. Trace ID: ${T} Correlation ID: ${C}Detail:`,
    errors: [{ code: 70025, traceId: T, correlationId: C }],
  },
  {
    name: 'capitals',
    text: error(T.toUpperCase(), C, time),
    errors: [{ code: 70025, traceId: T.toUpperCase(), correlationId: C, timestamp: at }],
  },
  {
    name: 'a trace id with an unusual end',
    text: error('3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9fa7', C, time),
    errors: [{ code: 70025, ...ids, traceId: '3d5e7f90-1b2c-4d3e-9f4a-5b6c7d8e9fa7' }],
  },
  { name: 'only the trace id', text: `AADSTS70025: No. Trace ID: ${T}`, errors: [{ code: 70025, traceId: T }] },
  {
    name: 'only the correlation id',
    text: `AADSTS70025: No. Correlation ID: ${C}`,
    errors: [{ code: 70025, correlationId: C }],
  },
  { name: 'only the time', text: `AADSTS70025: No. Timestamp: ${time}`, errors: [{ code: 70025, timestamp: at }] },
  {
    name: 'fractions are dropped, not rounded',
    text: error(T, C, '2026-03-04T05:06:07.999Z'),
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a time that is cut',
    text: error(T, C, '2026-03-04 05:0'),
    errors: [{ code: 70025, traceId: T, correlationId: C }],
  },
  {
    name: 'no time is that late',
    text: error(T, C, '2026-03-04 35:06:07Z'),
    errors: [{ code: 70025, traceId: T, correlationId: C }],
  },
  ...['.', '"', 'Detail:', ' in /var/www/app.php:7', '"}', '- and on', ',', ')', ']', '</p>', "'", '\\n'].map(
    (end) => ({
      name: `the last Z before ${JSON.stringify(end)}`,
      text: `${error(T, C, time)}${end}`,
      errors: [{ code: 70025, ...ids }],
    }),
  ),
  {
    name: 'a quote that never closes',
    text: `${begin} '/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoW`,
    errors: [{ code: 700213 }],
  },
  {
    name: 'a quote that never closes before other quotes',
    text: `${begin} 'repo:contoso/ppmi\nError: Login failed with Error: The process '/usr/bin/az' failed with exit code 1.`,
    errors: [{ code: 700213 }],
  },
  {
    name: 'a quote that never closes before the next error',
    text: `${begin} 'repo:contoso/ppmi\nAADSTS70025: The client 'x' has no configured federated identity credentials. ${tail}`,
    errors: [{ code: 700213 }, { code: 70025, ...ids }],
  },
  {
    name: 'the time of the log line is not the answer’s',
    text: `2026-03-04 05:06:09.027 ERROR AADSTS70025: The client 'a' has no configured federated identity credentials.`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'the current time of 700024 is not the answer’s',
    text: 'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-03-04T05:06:07.6755165Z, assertion valid from 1970-01-01T00:00:00.0000000Z, expiry time of assertion 2026-03-04T04:56:00.0000000Z.',
    errors: [{ code: 700024 }],
  },
  {
    name: 'the time of a fault is not the answer’s',
    text: `<Fault><ActivityId>${T2}</ActivityId><Message>AADSTS70025: No.</Message><Timestamp>2026-03-04T05:06:09.5514123Z</Timestamp></Fault>`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'a logger’s own timestamp field',
    text: `{"timestamp":"2026-03-04T05:06:09Z","level":"error","message":"AADSTS70025: The client 'a' has no configured federated identity credentials."}`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'a logger’s own trace and correlation ids',
    text: `{"trace_id":"${T2}","correlation_id":"${C}","message":"AADSTS70025: The client 'a' has no configured federated identity credentials."}`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'ids of a trace log row',
    text: `{"correlationid":"${T}","requestid":"${C}","messageblock":"AADSTS70025: No."}`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'other ids nearby',
    text: `ActivityId: ${T2}, ParentRequestId: ${T}, correlationId=400 AADSTS70025: No. TenantId: ${C} x-ms-request-id: ${T}`,
    errors: [{ code: 70025 }],
  },
  {
    name: 'fields win over an edited text',
    text: `{"error":"invalid_client","error_description":"${error(T2, C, time)}","trace_id":"${T}","correlation_id":"${C}","timestamp":"${time}"}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'fields before the description',
    text: `{"correlation_id":"${C}","trace_id":"${T}","timestamp":"${time}","error":"invalid_client","error_description":"AADSTS70025: No."}`,
    errors: [{ code: 70025, ...ids }],
  },
  {
    name: 'a description that was shortened',
    text: `{"error":"invalid_client","error_description":"AADSTS700213: No matching federated…","error_codes":[700213],"timestamp":"${time}","trace_id":"${T}","correlation_id":"${C}"}`,
    errors: [{ code: 700213, ...ids }],
  },
  {
    name: 'a description that was replaced, the code outside',
    text: `AADSTS700213 happened: {"error":"invalid_client","error_description":"Sign-in failed","error_codes":[700213],"timestamp":"${time}","trace_id":"${T}","correlation_id":"${C}"}`,
    errors: [{ code: 700213, ...ids }],
  },
  {
    name: 'a body that is cut',
    text: `{"error":"invalid_client","error_description":"AADSTS700213: ${noFit('subject', repo)} ${tail}","error_codes":[700213],"timestamp":"2026-03-04 05:0`,
    errors: [{ code: 700213, ...ids, subject: repo }],
  },
  {
    name: 'two bodies side by side',
    text: `{"error":"invalid_client","error_description":"AADSTS70025: No.","trace_id":"${T}","correlation_id":"${C}","timestamp":"${time}"}\n{"error":"invalid_client","error_description":"AADSTS700213: ${noFit('subject', path)} ${tail2}"}`,
    errors: [
      { code: 70025, ...ids },
      { code: 700213, ...ids2, subject: path },
    ],
  },
];
