/** Takes what was pasted or logged, piece by piece: a short text is decoded as a whole, a long one as a log. */
import { type DecodedError, decodeErrors } from '../../domain/aadsts/decode.ts';
import { type ErrorGroup, ErrorGroups } from '../../domain/aadsts/groups.ts';
import { decodePlatformErrors, type PlatformError } from '../../domain/aadsts/platform.ts';
import { detectEncoding, utf16Decoder } from './encoding.ts';
import { LogScanner } from './scanner.ts';

/** Up to here a text is one paste, in which each attempt is told apart; beyond, attempts are grouped. */
export const longestPaste = 1024 * 1024;
/** More attempts than these are a log, however short. */
const mostAttempts = 25;

export interface ErrorsRead {
  readonly errors: readonly ErrorGroup[];
  readonly grouped: boolean;
  /** Null for a log: these have no word in common that a gigabyte could be searched for in time. */
  readonly platform: readonly PlatformError[] | null;
}

export class ErrorReader {
  readonly #group: boolean | undefined;
  readonly #head: Buffer[] = [];
  #headLength = 0;
  #scanner: LogScanner | null = null;
  #recode: ((chunk: Buffer) => Buffer) | null = null;

  /** `group`: undefined leaves it to the size. */
  constructor(group: boolean | undefined) {
    this.#group = group;
  }

  write(chunk: Buffer): void {
    if (this.#scanner !== null) {
      this.#scanner.write(this.#recode === null ? chunk : this.#recode(chunk));
      return;
    }
    // Streams reuse nothing, but a caller may: what is kept is a copy.
    this.#head.push(Buffer.from(chunk));
    this.#headLength += chunk.length;
    if (this.#headLength > longestPaste && this.#group !== false) this.#becomeLog();
  }

  end(): ErrorsRead {
    if (this.#scanner !== null) return { errors: this.#scanner.end().list(), grouped: true, platform: null };
    const head = Buffer.concat(this.#head);
    const { encoding, skip } = detectEncoding(head);
    const text =
      encoding === 'utf8' ? head.toString('utf8', skip) : utf16Decoder(encoding)(head.subarray(skip)).toString();
    return errorsOf(text, this.#group);
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

export function errorsOf(text: string, group: boolean | undefined): ErrorsRead {
  const attempts = decodeErrors(text);
  const grouped = group ?? attempts.length > mostAttempts;
  return {
    errors: grouped ? groupsOf(attempts) : attempts.map(alone),
    grouped,
    platform: decodePlatformErrors(text),
  };
}

function groupsOf(attempts: readonly DecodedError[]): readonly ErrorGroup[] {
  const groups = new ErrorGroups();
  for (const attempt of attempts) groups.add(attempt);
  return groups.list();
}

function alone(attempt: DecodedError): ErrorGroup {
  return { ...attempt, first: attempt.timestamp, last: attempt.timestamp };
}
