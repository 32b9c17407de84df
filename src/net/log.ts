/** The request log: one line of JSON a request, safe to hand to somebody else. */
import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { PpmiError } from '../domain/errors.ts';
import type { Redactor } from '../domain/redact.ts';
import type { LogEntry } from './log-entry.ts';

export interface RequestLog {
  write(entry: LogEntry): void;
  close(): void;
}

/**
 * Appends to `file`, which only its owner can read afterwards. Lines are written at once: a run that is killed leaves
 * all that it asked.
 * @throws PpmiError `file-unreadable`
 */
export function openRequestLog(file: string, redactor: Redactor): RequestLog {
  const descriptor = open(file);
  return {
    write: (entry) => void writeSync(descriptor, `${JSON.stringify(redactor.redactData(entry))}\n`),
    close: () => closeSync(descriptor),
  };
}

function open(file: string): number {
  try {
    const descriptor = openSync(file, 'a', 0o600);
    // It may have been there before, and readable by others; a pipe or terminal is left alone.
    if (fstatSync(descriptor).isFile()) fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new PpmiError('file-unreadable', { file, detail: `the request log cannot be written: ${detail}` });
  }
}
