/**
 * The secrets of the command line that runs, for whoever tells of an error that nobody expected: such a text may quote
 * anything. A process runs one command line at a time; the next one that talks begins anew.
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
