/** Reads a log in chunks and groups its errors, in constant memory. */

import { CachedDecoder } from '../../domain/entra-errors/log/cached-decoder.ts';
import { ErrorGroups } from '../../domain/entra-errors/log/groups.ts';
import {
  findSegments,
  lookAhead,
  lookBehind,
  type SearchPattern,
  searchPatternFor,
} from '../../domain/entra-errors/log/log-segments.ts';

const blockSize = 1024 * 1024;

export class LogScanner {
  readonly groups = new ErrorGroups();
  readonly #errors = new CachedDecoder();
  readonly #block = Buffer.allocUnsafe(blockSize + lookAhead + lookBehind);
  #filled = 0;
  #needle: SearchPattern | undefined;

  /** Free space to read into, never empty. Call `filled` with the number of bytes read. */
  room(): Buffer {
    return this.#block.subarray(this.#filled);
  }

  filled(bytes: number): void {
    this.#filled += bytes;
    if (this.#filled === this.#block.length) this.#scan(false);
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const bytes = chunk.copy(this.room(), 0, at);
      this.filled(bytes);
      at += bytes;
    }
  }

  end(): ErrorGroups {
    this.#scan(true);
    return this.groups;
  }

  #scan(last: boolean): void {
    const block = this.#block.subarray(0, this.#filled);
    this.#needle ??= searchPatternFor(block.subarray(0, 64 * 1024));
    const { windows, done } = findSegments(block, 0, last, this.#needle);
    for (const [start, end] of windows) {
      for (const error of this.#errors.decode(block.toString('utf8', start, end))) this.groups.add(error);
    }
    this.#block.copyWithin(0, done, this.#filled);
    this.#filled -= done;
  }
}
