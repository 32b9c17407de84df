/**
 * Reads one HTTP/1 response from a socket, for probes and for the response of a proxy to CONNECT. Everything that the
 * peer sends is limited, and lengths are parsed by the grammar of RFC 9112, because the peer is not trusted.
 */
import type { Socket } from 'node:net';
import { createBodyReader } from './raw-body.ts';

export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body ended before its announced length, or its framing is broken. At the limit it is shortened silently. */
  readonly cut: boolean;
}

export interface ReadOptions {
  readonly bodyLimit: number;
  /** False: stop after the head of a success, and leave the socket open (a tunnel). */
  readonly bodyOnSuccess: boolean;
  /** The head has arrived, and with it the proof that something answers. */
  readonly onHead?: () => void;
}

/** The bytes are no HTTP/1 response. `beginning`: what was seen of them, for naming who answers. */
export class NotHttp extends Error {
  readonly code = 'PPMI_NOT_HTTP';
  readonly beginning: Buffer;

  constructor(reason: string, beginning: Buffer) {
    super(reason);
    this.name = 'NotHttp';
    this.beginning = beginning;
  }
}

/** The connection ended before a whole head. */
export class ClosedEarly extends Error {
  readonly code = 'PPMI_CLOSED_EARLY';
  readonly anyBytes: boolean;

  constructor(anyBytes: boolean) {
    super(
      anyBytes
        ? 'the connection was closed in the middle of the response'
        : 'the connection was closed without a response',
    );
    this.name = 'ClosedEarly';
    this.anyBytes = anyBytes;
  }
}

const mostHeadBytes = 64 * 1024;
const mostHeaders = 200;
/** 100 Continue and 103 Early Hints may precede the response. */
const mostInterim = 8;

export function readAnswer(socket: Socket, options: ReadOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const parser = createAnswerParser(options);
    const stop = () => {
      socket.off('data', onData).off('error', onError).off('end', onEnd).off('close', onEnd);
    };
    const settle = (step: () => RawAnswer | null) => {
      try {
        const answer = step();
        if (answer === null) return;
        stop();
        socket.pause();
        resolve(answer);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const onError = (error: Error) => {
      stop();
      reject(error);
    };
    const onEnd = () => settle(() => parser.end());
    const onData = (chunk: Buffer) => settle(() => parser.push(chunk));
    socket.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd);
    socket.resume();
  });
}

export interface AnswerParser {
  /**
   * The response once it is complete; null: more bytes are needed.
   * @throws NotHttp
   */
  push(chunk: Uint8Array): RawAnswer | null;
  /**
   * The connection has ended.
   * @throws NotHttp, ClosedEarly
   */
  end(): RawAnswer;
}

/** Apart from the socket, so that it can be fuzzed. */
export function createAnswerParser({ bodyLimit, bodyOnSuccess, onHead }: ReadOptions): AnswerParser {
  let head: Head | null = null;
  let body: ReturnType<typeof createBodyReader> | null = null;
  let seen = Buffer.alloc(0);
  let interim = 0;

  function readHead(searched: number): Buffer | null {
    for (let from = searched; ; from = 0) {
      const start = seen.toString('latin1', 0, 7);
      if (!'HTTP/1.'.startsWith(start)) throw new NotHttp('the response is not HTTP/1', seen);
      const end = seen.indexOf('\r\n\r\n', from);
      if (end < 0 && seen.length <= mostHeadBytes) return null;
      if (end < 0 || end > mostHeadBytes) throw new NotHttp(`the head is larger than ${mostHeadBytes} bytes`, seen);
      head = parseHead(seen.subarray(0, end));
      const rest = seen.subarray(end + 4);
      if (head.status >= 200) return rest;
      interim += 1;
      if (head.status === 101 || interim > mostInterim) throw new NotHttp(`HTTP ${head.status} is no response`, seen);
      head = null;
      seen = rest;
    }
  }

  const answer = (content: Buffer, cut: boolean): RawAnswer | null =>
    head === null ? null : { status: head.status, headers: head.headers, body: content, cut };

  return {
    push(chunk) {
      let rest: Uint8Array | null = chunk;
      if (head === null) {
        const searched = Math.max(0, seen.length - 3);
        seen = Buffer.concat([seen, chunk]);
        rest = readHead(searched);
      }
      if (rest === null || head === null) return null;
      if (body === null) onHead?.();
      if (head.status < 300 && !bodyOnSuccess) return answer(Buffer.from(rest), false);
      body ??= createBodyReader(head.status, head.headers, bodyLimit);
      const done = body.push(rest);
      return done === null ? null : answer(done.body, done.cut);
    },
    end() {
      const done = body?.end();
      const ended = done === undefined ? null : answer(done.body, done.cut);
      if (ended === null) throw new ClosedEarly(seen.length > 0);
      return ended;
    },
  };
}

interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function parseHead(bytes: Buffer): Head {
  const [statusLine = '', ...lines] = bytes.toString('latin1').split('\r\n');
  const status = /^HTTP\/1\.[01] ([1-9]\d\d)(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) throw new NotHttp('the status line is not HTTP/1', bytes);
  if (lines.length > mostHeaders) throw new NotHttp(`more than ${mostHeaders} headers`, bytes);
  const headers = new Map<string, string>();
  for (const line of lines) {
    // Lines that are no header are omitted: devices that add them are common enough, and nothing depends on them.
    const [, name, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([^\r\n\0]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    const known = headers.get(key);
    headers.set(key, known === undefined ? value.trim() : `${known}, ${value.trim()}`);
  }
  return { status: Number(status), headers: Object.fromEntries(headers) };
}
