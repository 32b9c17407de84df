/** The body of an HTTP/1 response, by RFC 9112, section 6.3. Work and memory are bounded by the limit, not by what is sent. */

export interface ReadBody {
  readonly body: Buffer;
  readonly cut: boolean;
}

export interface BodyReader {
  /** Null: more bytes are needed. */
  push(bytes: Uint8Array): ReadBody | null;
  /** The connection has ended. */
  end(): ReadBody;
}

export function createBodyReader(status: number, headers: Readonly<Record<string, string>>, limit: number): BodyReader {
  if (status === 204 || status === 304) return fixed(0, limit);
  if (headers['transfer-encoding'] !== undefined) {
    return /(?:^|,)\s*chunked\s*$/i.test(headers['transfer-encoding']) ? chunked(limit) : untilEnd(limit, false);
  }
  const length = headers['content-length'];
  if (length === undefined) return untilEnd(limit, false);
  const announced = contentLength(length);
  // What contradicts itself has no length that can be relied on: all that comes belongs to a body that is broken.
  return announced === null ? untilEnd(limit, true) : fixed(announced, limit);
}

/** Several equal values count as one (RFC 9112, section 6.3); null: no length by the grammar. */
function contentLength(header: string): number | null {
  const [first = '', ...others] = header.split(',').map((value) => value.trim());
  return /^\d{1,15}$/.test(first) && others.every((other) => other === first) ? Number(first) : null;
}

function collector(limit: number) {
  const parts: Uint8Array[] = [];
  let size = 0;
  return {
    full: () => size >= limit,
    add(bytes: Uint8Array) {
      const part = bytes.subarray(0, limit - size);
      if (part.length === 0) return;
      parts.push(part);
      size += part.length;
    },
    body: () => Buffer.concat(parts),
  };
}

function fixed(length: number, limit: number): BodyReader {
  const kept = collector(Math.min(length, limit));
  const result = (cut: boolean) => ({ body: kept.body(), cut });
  return {
    push(bytes) {
      kept.add(bytes);
      return kept.full() ? result(false) : null;
    },
    end: () => result(!kept.full()),
  };
}

function untilEnd(limit: number, broken: boolean): BodyReader {
  const kept = collector(limit);
  const result = () => ({ body: kept.body(), cut: broken });
  return {
    push(bytes) {
      kept.add(bytes);
      return kept.full() ? result() : null;
    },
    end: result,
  };
}

/** Longer than any useful size and extension; longer lines are an attack. */
const mostSizeLine = 256;
/** A body in chunks of one byte, each with an extension, must not cost more than the body is worth. */
const framingFactor = 16;

function chunked(limit: number): BodyReader {
  const kept = collector(limit);
  let line = '';
  /** Bytes of the present chunk that are still to come, with its CRLF. */
  let left = 0;
  let framing = 0;
  const result = (cut: boolean) => ({ body: kept.body(), cut });

  /** True: last chunk; false: another follows; null: broken. */
  function startChunk(): boolean | null {
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    line = '';
    if (size === undefined) return null;
    left = Number.parseInt(size, 16) + 2;
    return left === 2;
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length; ) {
        if (kept.full() || framing > limit * framingFactor) return result(!kept.full());
        if (left > 2) {
          const taken = Math.min(left - 2, bytes.length - at);
          kept.add(bytes.subarray(at, at + taken));
          left -= taken;
          at += taken;
          continue;
        }
        framing += 1;
        const byte = bytes[at] ?? 0;
        at += 1;
        if (left > 0) {
          if (byte !== (left === 2 ? 13 : 10)) return result(true);
          left -= 1;
        } else if (byte !== 10) {
          if (line.length >= mostSizeLine) return result(true);
          line += String.fromCharCode(byte);
        } else {
          if (!line.endsWith('\r')) return result(true);
          line = line.slice(0, -1);
          const last = startChunk();
          if (last !== false) return result(last === null);
        }
      }
      return kept.full() ? result(false) : null;
    },
    end: () => result(true),
  };
}
