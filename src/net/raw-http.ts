/** An HTTP/1 answer, read off a bare socket. */
import type { Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body ended before its announced length. At the limit it is shortened silently. */
  readonly cut: boolean;
}

export interface ReadOptions {
  readonly bodyLimit: number;
  /** False: stop after the head of a 200, and leave the socket open (a tunnel). */
  readonly bodyOnSuccess: boolean;
}

const headLimit = 64 * 1024;

export function readAnswer(socket: Socket, options: ReadOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0);
    const stop = () => {
      socket.off('data', onData).off('error', onError).off('end', onEnd).off('close', onEnd);
    };
    const finish = (answer: RawAnswer) => {
      stop();
      resolve(answer);
    };
    const onError = (error: Error) => {
      stop();
      reject(error);
    };
    const onEnd = () => {
      const answer = parse(seen, options, true);
      if (answer !== null && answer !== 'not-http') return finish(answer);
      onError(new Error(seen.length === 0 ? 'closed without an answer' : 'closed in the middle of an answer'));
    };
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const answer = parse(seen, options, false);
      if (answer === 'not-http') return onError(new Error('the answer is not HTTP'));
      if (answer === null) return;
      socket.pause();
      finish(answer);
    };
    socket.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd);
    socket.resume();
  });
}

/** Null: more bytes are wanted. */
function parse(seen: Buffer, { bodyLimit, bodyOnSuccess }: ReadOptions, ended: boolean): RawAnswer | 'not-http' | null {
  if (!'HTTP/1.'.startsWith(seen.toString('latin1', 0, 7))) return 'not-http';
  const end = seen.indexOf('\r\n\r\n');
  if (end < 0) return seen.length > headLimit ? 'not-http' : null;
  const [statusLine = '', ...lines] = seen.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1]);
  if (!status) return 'not-http';
  const headers = headersOf(lines);
  const rest = seen.subarray(end + 4);
  if (status === 200 && !bodyOnSuccess) return { status, headers, body: rest, cut: false };
  const body = readBody(rest, headers, status, ended, bodyLimit);
  return body === null ? null : { status, headers, ...body };
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

function readBody(
  rest: Buffer,
  headers: Readonly<Record<string, string>>,
  status: number,
  ended: boolean,
  limit: number,
): { readonly body: Buffer; readonly cut: boolean } | null {
  if (status === 204 || status === 304) return { body: Buffer.alloc(0), cut: false };
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) {
    const { body, complete } = unchunk(rest);
    return complete || ended || body.length >= limit
      ? { body: body.subarray(0, limit), cut: !complete && ended }
      : null;
  }
  const length = headers['content-length'] === undefined ? null : Number(headers['content-length']);
  if (length !== null && rest.length >= length) {
    return { body: rest.subarray(0, Math.min(length, limit)), cut: false };
  }
  if (!ended && rest.length < limit) return null;
  return { body: rest.subarray(0, limit), cut: ended && length !== null };
}

function unchunk(bytes: Buffer): { readonly body: Buffer; readonly complete: boolean } {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = lineEnd < 0 ? Number.NaN : Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) return { body: Buffer.concat(parts), complete: true };
    if (Number.isNaN(size)) return { body: Buffer.concat(parts), complete: false };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
    if (at > bytes.length) return { body: Buffer.concat(parts), complete: false };
  }
}
