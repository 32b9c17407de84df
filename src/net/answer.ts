/** From the bytes of an answer to what the caller may rely on. A body that does not hold together is never guessed. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PpmiError } from '../domain/errors.ts';

export type Expected = 'json' | 'bytes' | 'text';

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where the answer is JSON; undefined where it has no body. */
  readonly json: unknown;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The service's id of this request; null: it gave none. */
  readonly requestId: string | null;
  /** The id under which the service logged it: its own, else the one that was sent. */
  readonly correlationId: string;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @throws PpmiError `answer-malformed` when it is not an answer of the service that was asked. */
export async function readAnswer(
  raw: RawResponse,
  expected: Expected,
  host: string,
  sentId: string,
): Promise<HttpResponse> {
  const malformed = (detail: string) =>
    new PpmiError('answer-malformed', {
      host,
      detail: `${detail} (HTTP ${raw.status}, correlation ${ids.correlationId})`,
    });
  const ids = idsOf(raw.headers, sentId);
  const bytes = await inflate(raw, malformed);
  const type = raw.headers['content-type'] ?? '';
  const saysJson = /[/+]json\b/i.test(type);
  const text = expected === 'bytes' && !saysJson ? '' : bytes.toString('utf8');
  const json = saysJson && bytes.length > 0 ? parse(text, malformed) : undefined;
  if (json === undefined && expected !== 'text')
    refuseStranger(raw.status, bytes, type, expected, raw.headers, malformed);
  return { status: raw.status, headers: raw.headers, json, bytes, text, ...ids };
}

type Malformed = (detail: string) => PpmiError;

async function inflate({ headers, body }: RawResponse, malformed: Malformed): Promise<Buffer> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || body.length === 0) return body;
  if (encoding !== 'gzip') throw malformed(`the body is encoded as ${encoding}, which was not asked for`);
  try {
    return await promisify(gunzip)(body);
  } catch (error) {
    throw malformed(`the compressed body is broken: ${error instanceof Error ? error.message : error}`);
  }
}

function parse(text: string, malformed: Malformed): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('the body says that it is JSON, but is cut or broken');
    throw error;
  }
}

/**
 * These services speak JSON, in refusals too; a page from a proxy must not read as "absent" or "refused".
 * A bare 401 with a challenge is theirs (Dataverse, Key Vault); a gateway's 5xx is nobody's verdict and stays a value.
 */
function refuseStranger(
  status: number,
  bytes: Buffer,
  type: string,
  expected: Expected,
  headers: Readonly<Record<string, string>>,
  malformed: Malformed,
): void {
  if (status >= 500 || status === 429 || (status === 401 && headers['www-authenticate'] !== undefined)) return;
  const html = /\bhtml\b/i.test(type);
  const empty = bytes.length === 0;
  if (status < 400 && (empty || (expected === 'bytes' && !html))) return;
  const title = html ? /<title[^>]*>([^<]{1,80})/i.exec(bytes.toString('utf8'))?.[1]?.trim() : undefined;
  const what = empty ? 'no body' : `${type || 'an untyped body'}${title ? ` titled "${title}"` : ''}`;
  const due = expected === 'bytes' && status < 400 ? 'a file' : 'JSON';
  throw malformed(`${what} came where ${due} was due${html ? '; a proxy or portal may have answered instead' : ''}`);
}

function idsOf(headers: Readonly<Record<string, string>>, sentId: string) {
  return {
    requestId: headers['request-id'] ?? headers['x-ms-request-id'] ?? headers['x-ms-service-request-id'] ?? null,
    correlationId:
      headers['x-ms-correlation-request-id'] ??
      headers['x-ms-correlation-id'] ??
      headers['client-request-id'] ??
      headers['x-ms-client-request-id'] ??
      sentId,
  };
}
