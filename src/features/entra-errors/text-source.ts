/** Reads pasted or logged text in chunks. Decodes a short text as a whole, and a long one as a log. */

import { detectEncoding, utf16Decoder } from '../../domain/text-encoding.ts';
import type { ErrorsRead } from './decode-text.ts';
import { LogScanner } from './log-scanner.ts';

/** A text up to this size is treated as pasted, with one entry per attempt; larger ones are grouped. */
export const longestPaste = 1024 * 1024;

/** With `--no-group`, each attempt stays in memory, and a few megabytes can unpack to gigabytes. */
export const longestUngrouped = 64 * 1024 * 1024;

export class TextTooLong extends Error {}

export class ErrorReader {
  readonly #group: boolean | undefined;
  readonly #head: Buffer[] = [];
  #headLength = 0;
  #scanner: LogScanner | null = null;
  #recode: ((chunk: Buffer) => Buffer) | null = null;

  /** `group`: undefined means by size. */
  constructor(group: boolean | undefined) {
    this.#group = group;
  }

  get isTooLong(): boolean {
    return this.#scanner === null && this.#headLength > longestUngrouped;
  }

  write(chunk: Buffer): void {
    if (this.#scanner !== null) {
      this.#scanner.write(this.#recode === null ? chunk : this.#recode(chunk));
      return;
    }
    // Copy, because a caller may reuse its buffer.
    this.#head.push(Buffer.from(chunk));
    this.#headLength += chunk.length;
    if (this.#headLength <= longestPaste) return;
    if (this.#group !== false) this.#becomeLog();
    else if (this.isTooLong) throw new TextTooLong();
  }

  async end(): Promise<ErrorsRead> {
    if (this.#scanner !== null) return { errors: this.#scanner.end().list(), grouped: true, platform: null };
    const head = Buffer.concat(this.#head);
    const { encoding, skip } = detectEncoding(head);
    const text =
      encoding === 'utf8' ? head.toString('utf8', skip) : utf16Decoder(encoding)(head.subarray(skip)).toString();
    // A log needs none of the rules for a short text.
    const { decodeText } = await import('./decode-text.ts');
    return decodeText(text, this.#group);
  }

  #becomeLog(): void {
    const head = Buffer.concat(this.#head);
    this.#head.length = 0;
    const { encoding, skip } = detectEncoding(head);
    this.#scanner = new LogScanner();
    this.#recode = encoding === 'utf8' ? null : utf16Decoder(encoding);
    this.write(head.subarray(skip));
  }
}
