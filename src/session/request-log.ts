/** The request log: one JSON line per request, without secrets, so that it can be shared. */
import { jsonText } from '../domain/harmless-text.ts';
import type { Redactor } from '../domain/redact.ts';
import { isSystemError, writeFailure } from '../domain/write-failure.ts';
import type { LogEntry } from '../net/log-entry.ts';
import { closeOutput, openToAppend, writeWhole } from './output-file.ts';

export interface RequestLog {
  write(entry: LogEntry): void;
  /** False: the log ended before the run did. */
  isWhole(): boolean;
  close(): void;
}

/**
 * Appends to `file`. Lines are written at once: a run that is killed leaves all that it requested. A log that can no
 * longer be written ends, and the run goes on: the result is worth more than its log.
 * @throws PpmiError `file-unwritable` when it cannot be opened
 */
export function openRequestLog(file: string, redactor: Redactor, notify: (text: string) => void): RequestLog {
  const descriptor = openToAppend(file);
  let whole = true;
  let closed = false;
  return {
    write(entry) {
      // Requests that the end of the run cuts off come later; by then the descriptor may be that of another file.
      if (!whole || closed) return;
      try {
        writeWhole(descriptor, `${jsonText(redactor.redactResult(entry))}\n`);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        whole = false;
        notify(`The request log ${file} ends here: ${writeFailure(error)}.`);
      }
    },
    isWhole: () => whole,
    close() {
      closed = true;
      closeOutput(descriptor);
    },
  };
}
