/** Decodes pasted text as a whole: one entry per attempt, unless there are so many that it is a log. */
import { type DecodedError, decodePlain, redactError } from '../../domain/entra-errors/decode/decode.ts';
import { unwrap } from '../../domain/entra-errors/decode/unwrap.ts';
import { type ErrorGroup, ErrorGroups } from '../../domain/entra-errors/log/groups.ts';
import type { PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import { findPlatformErrors } from '../../domain/entra-errors/platform/platform-errors.ts';

/** A text with more attempts than this is treated as a log, however short. */
const mostAttempts = 25;

export interface ErrorsRead {
  readonly errors: readonly ErrorGroup[];
  readonly grouped: boolean;
  /** Null for a log: these patterns have no word in common with which a gigabyte could be searched in time. */
  readonly platform: readonly PlatformError[] | null;
}

export function decodeText(text: string, group: boolean | undefined): ErrorsRead {
  const plain = unwrap(text);
  const attempts = decodePlain(plain).map(redactError);
  const grouped = group ?? attempts.length > mostAttempts;
  return {
    errors: grouped ? groupsOf(attempts) : attempts.map(alone),
    grouped,
    platform: findPlatformErrors(plain),
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
