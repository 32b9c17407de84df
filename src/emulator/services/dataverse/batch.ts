/**
 * `$batch`: requests in one multipart body, change sets all or nothing (Learn: Execute batch operations using the Web API;
 * OData 4.0 part 1, section 11.7).
 */
import type { Environment } from '../../world/model.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';

/** Documented. */
const maximumRequests = 1000;

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type Run = (request: EmulatedRequest) => Promise<EmulatedResponse>;

const boundaryOf = (type: string | undefined) =>
  /multipart\/mixed;\s*boundary="?([^";]+)"?/i.exec(type ?? '')?.[1] ?? null;

function readHead(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^([\w-]+):(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), (value ?? '').trim()]];
    }),
  );
}

/** Head and body, apart at the first empty line. */
function split(text: string): readonly [string, string] {
  const gap = /\r?\n\r?\n/.exec(text);
  return gap === null ? [text, ''] : [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)];
}

function parts(text: string, boundary: string): Part[] {
  return text
    .split(`--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => {
      const [head, body] = split(piece.replace(/^\r?\n/, '').replace(/\r?\n$/, ''));
      return { headers: readHead(head), text: body };
    });
}

/** Null when the part holds no HTTP request. */
function innerRequest(outer: EmulatedRequest, { text }: Part): EmulatedRequest | null {
  const [head, body] = split(text);
  const [, method, target] = /^(\w+) (\S+)(?: HTTP\/1\.1)?\r?\n?/.exec(head) ?? [];
  if (method === undefined || target === undefined) return null;
  const api = outer.path.replace(/\/\$batch$/i, '');
  const url = new URL(target, `https://${outer.host}${target.startsWith('/') ? '' : `${api}/`}`);
  const inherited = { authorization: outer.headers.authorization ?? '' };
  const headers = { ...readHead(head.slice(head.indexOf('\n') + 1)), ...inherited };
  return {
    method,
    host: outer.host,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.from(body.trim()),
  };
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content', 404: 'Not Found' };

function answerPart({ status, headers, body }: EmulatedResponse, contentId: string | undefined): string {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary'];
  if (contentId !== undefined) head.push(`Content-ID: ${contentId}`);
  return [...head, '', `HTTP/1.1 ${status} ${reasons[status] ?? 'Status'}`, ...lines, '', text].join('\r\n');
}

const join = (boundary: string, answers: readonly string[]) =>
  `${answers.map((answer) => `--${boundary}\r\n${answer}\r\n`).join('')}--${boundary}--\r\n`;

export interface BatchOptions {
  readonly environment: Environment;
  readonly continueOnError: boolean;
  newId(): string;
  run: Run;
}

export async function batch(outer: EmulatedRequest, options: BatchOptions): Promise<EmulatedResponse> {
  const boundary = boundaryOf(outer.headers['content-type']);
  if (boundary === null)
    return refuse(400, '0x80060888', 'The batch request requires the content type multipart/mixed with a boundary.');
  const all = parts(outer.body.toString(), boundary);
  if (all.length > maximumRequests)
    return refuse(400, '0x80060888', `A batch holds at most ${maximumRequests} requests.`);
  const answers: string[] = [];
  for (const part of all) {
    const { text, failed } = await answerOf(outer, part, options);
    answers.push(text);
    if (failed && !options.continueOnError) break;
  }
  const own = `batchresponse_${options.newId()}`;
  return { status: 200, headers: { 'content-type': `multipart/mixed; boundary=${own}` }, body: join(own, answers) };
}

async function answerOf(outer: EmulatedRequest, part: Part, options: BatchOptions) {
  const inner = boundaryOf(part.headers['content-type']);
  if (inner === null) {
    const response = await runOne(outer, part, options.run);
    return { text: answerPart(response, part.headers['content-id']), failed: response.status >= 400 };
  }
  return changeSet(outer, parts(part.text, inner), options);
}

async function runOne(outer: EmulatedRequest, part: Part, run: Run): Promise<EmulatedResponse> {
  const request = innerRequest(outer, part);
  return request === null ? refuse(400, '0x80060888', 'A part of the batch holds no HTTP request.') : run(request);
}

/** A failure restores the state before, and only the failure is returned. */
async function changeSet(outer: EmulatedRequest, changes: readonly Part[], { environment, newId, run }: BatchOptions) {
  const before = structuredClone(environment);
  const answers: string[] = [];
  for (const change of changes) {
    const response = await runOne(outer, change, run);
    const text = answerPart(response, change.headers['content-id']);
    if (response.status >= 400) {
      Object.assign(environment, before);
      return { text, failed: true };
    }
    answers.push(text);
  }
  const boundary = `changesetresponse_${newId()}`;
  const type = `Content-Type: multipart/mixed; boundary=${boundary}`;
  return { text: `${type}\r\n\r\n${join(boundary, answers)}`, failed: false };
}
