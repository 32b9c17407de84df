/**
 * Journals on disk: one folder per run, readable only by its owner. Every event is synced before the run continues, so a
 * killed run leaves either no trace of a request or the intention to send it.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';
import type { RunState } from '../../domain/plan.ts';
import { isSystemError, writeFailure } from '../../domain/write-failure.ts';
import { foldSteps, isEvent, type JournalEvent, type JournaledStep, runState } from './events.ts';
import { isHeader, type RunHeader } from './header.ts';

export type { RunHeader } from './header.ts';

export interface RunRecord {
  readonly header: RunHeader;
  readonly events: readonly JournalEvent[];
  readonly steps: readonly JournaledStep[];
  readonly state: RunState;
}

export interface Journal {
  readonly header: RunHeader;
  /** @throws PpmiError `state-unwritable` */
  append(event: JournalEvent): void;
  read(): RunRecord;
  close(): void;
}

const idForm = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;

/** @throws PpmiError `state-unwritable` if the folder cannot be written to */
export function createJournal(folder: string, header: RunHeader): Journal {
  const run = join(runsIn(folder), header.id);
  return inState(run, () => {
    mkdirSync(runsIn(folder), { recursive: true, mode: 0o700 });
    mkdirSync(run, { mode: 0o700 });
    const file = openNew(join(run, 'run.json'));
    writeAll(file, `${JSON.stringify(header, null, 2)}\n`);
    const journal = openNew(join(run, 'journal.ndjson'));
    syncFolder(run);
    syncFolder(runsIn(folder));
    return journalOn(journal, run, header);
  });
}

/** Opens an earlier run to continue it. @throws PpmiError `run-unknown`, `file-broken`, `state-unwritable` */
export function openJournal(folder: string, id: string): Journal {
  const { header } = readRun(folder, id);
  const run = join(runsIn(folder), id);
  return inState(run, () => {
    const file = openSync(
      join(run, 'journal.ndjson'),
      constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
    return journalOn(file, run, header);
  });
}

function journalOn(file: number, run: string, header: RunHeader): Journal {
  // Terminate a line that a kill cut off, so that the next event starts a new line.
  let torn = tornAt(file, run);
  return {
    header,
    append(event) {
      inState(run, () => {
        writeAllAndSync(file, `${torn ? '\n' : ''}${JSON.stringify(event)}\n`);
        torn = false;
      });
    },
    read: () => recordOf(header, readEvents(run)),
    close: () => closeSync(file),
  };
}

function tornAt(file: number, run: string): boolean {
  if (fstatSync(file).size === 0) return false;
  return !readFileSync(join(run, 'journal.ndjson'), 'utf8').endsWith('\n');
}

/** Newest first; skips folders that hold no run. */
export function listRuns(folder: string): readonly RunRecord[] {
  let names: string[];
  try {
    names = readdirSync(runsIn(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(runsIn(folder), error);
  }
  const runs = names.flatMap((id) => {
    try {
      return [readRun(folder, id)];
    } catch (error) {
      if (error instanceof PpmiError) return [];
      throw error;
    }
  });
  return runs.sort((a, b) => (beganBefore(a.header, b.header) ? 1 : -1));
}

/** IDs of one second are in no order; a repair of several environments begins two runs in it. */
function beganBefore(a: RunHeader, b: RunHeader): boolean {
  const keys = ({ id, startedAt }: RunHeader) => [id.slice(0, 'yyyymmddThhmmssZ'.length), startedAt, id].join(' ');
  return keys(a) < keys(b);
}

/** @throws PpmiError `run-unknown`, `file-broken` */
export function readRun(folder: string, id: string): RunRecord {
  if (!idForm.test(id)) throw new PpmiError('run-unknown', { run: id });
  const run = join(runsIn(folder), id);
  const file = join(run, 'run.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new PpmiError('run-unknown', { run: id });
    throw unreadable(file, error);
  }
  const header = parsed(text);
  if (!isHeader(header) || header.id !== id)
    throw new PpmiError('file-broken', { file, detail: 'it is not the header of a run, or it was edited' });
  return recordOf(header, readEvents(run));
}

function recordOf(header: RunHeader, events: readonly JournalEvent[]): RunRecord {
  const steps = foldSteps(header.steps, events);
  return { header, events, steps, state: runState(steps, events) };
}

/** A kill may have cut off the last line, or come before there was one. No request was sent for it. */
function readEvents(run: string): readonly JournalEvent[] {
  const file = join(run, 'journal.ndjson');
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(file, error);
  }
  return text.split('\n').flatMap((line) => {
    const event = parsed(line);
    return isEvent(event) ? [event] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const runsIn = (folder: string) => join(folder, 'runs');

function openNew(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL, 0o600);
}

function writeAll(file: number, text: string): void {
  writeAllAndSync(file, text);
  closeSync(file);
}

function writeAllAndSync(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  fsyncSync(file);
}

/** A new file name is on disk only once its folder is synced. Windows cannot open folders and does not need this. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function inState<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof PpmiError || !isSystemError(error)) throw error;
    throw new PpmiError('state-unwritable', { folder: path, detail: writeFailure(error) }, { cause: error });
  }
}

function unreadable(file: string, error: unknown): PpmiError {
  return new PpmiError('file-unreadable', { file, detail: (error as Error).message }, { cause: error });
}
