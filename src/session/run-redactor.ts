/**
 * The redactor of the running command line. Unexpected errors may quote any secret, and are printed outside the command.
 * A process runs one command line at a time; each new connection starts with an empty redactor.
 */
import { createRedactor, type Redactor } from '../domain/redact.ts';

let current = createRedactor();

export function newRunRedactor(): Redactor {
  current = createRedactor();
  return current;
}

export function runRedactor(): Redactor {
  return current;
}
