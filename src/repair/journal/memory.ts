/** The journal of a run against the built-in emulator, which ends with the process. */
import { foldSteps, type JournalEvent, runState } from './events.ts';
import type { Journal, RunHeader } from './files.ts';

export function createMemoryJournal(header: RunHeader): Journal {
  const events: JournalEvent[] = [];
  return {
    header,
    append: (event) => void events.push(event),
    read() {
      const steps = foldSteps(header.steps, events);
      return { header, events: [...events], steps, state: runState(steps, events) };
    },
    close() {},
  };
}
