/**
 * Files that ppmi writes. In a folder that others can write to, a link with the expected name would lead ppmi to append
 * to, or to replace, another file of the user; so no link is followed, and no mode is changed that ppmi did not set.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PpmiError } from '../domain/errors.ts';
import { isSystemError, writeFailure } from '../domain/write-failure.ts';

const { O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = constants;
/** Windows has neither; links there require a privilege. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const noWait = constants.O_NONBLOCK ?? 0;

/**
 * Opens a file to append to. It is created for its owner alone.
 * @throws PpmiError `file-unwritable` for a link, a folder, a file of another user, and a pipe without a reader
 */
export function openToAppend(file: string): number {
  return writing(file, () => {
    if (isStream(file)) return openStream(file);
    const descriptor = openSync(file, O_WRONLY | O_APPEND | O_CREAT | noFollow | noWait, 0o600);
    try {
      const stat = fstatSync(descriptor);
      if (stat.isFile() && stat.uid !== (process.getuid?.() ?? stat.uid)) {
        throw unwritable(file, 'it belongs to another user');
      }
      // A pipe that has a reader must wait for it, or lines would be lost.
      if (stat.isFIFO()) return openSync(file, O_WRONLY);
      return descriptor;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  });
}

/**
 * Replaces a file as a whole: an interrupted run leaves the old one. The new file has this mode.
 * @throws PpmiError `file-unwritable`
 */
export function replaceFile(file: string, text: string, mode: number): void {
  writing(file, () => {
    const there = isStream(file) ? null : lstatSync(file, { throwIfNoEntry: false });
    if (there?.isSymbolicLink()) throw unwritable(file, 'it is a link');
    if (isStream(file) || (there !== undefined && there?.isFile() === false)) {
      return writeAndClose(openToAppend(file), text);
    }
    const draft = `${file}.${randomUUID()}.draft`;
    try {
      writeAndClose(openSync(draft, O_WRONLY | O_CREAT | O_EXCL | noFollow, mode), text, true);
      renameSync(draft, file);
    } catch (error) {
      removeQuietly(draft);
      throw error;
    }
  });
}

/** For the user alone. @throws PpmiError `file-unwritable` */
export function createFolderOf(file: string): void {
  writing(file, () => mkdirSync(dirname(file), { recursive: true, mode: 0o700 }));
}

/** A new folder that only this user can enter. @throws PpmiError `file-unwritable` */
export function temporaryFolder(prefix: string): string {
  const path = join(tmpdir(), prefix);
  return writing(path, () => mkdtempSync(path));
}

/** A folder of an earlier run that was killed, and could not remove it. Only a folder of this user's own. */
export function removeAbandoned(prefix: string): void {
  // A folder that cannot be read is reported when the new folder is created in it.
  for (const name of namesIn(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(/^\d{1,10}(?=-)/.exec(name.slice(prefix.length))?.[0]) : Number.NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    const path = join(tmpdir(), name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() && stat.uid === (process.getuid?.() ?? stat.uid))
      rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Reading and replacing one small file takes milliseconds; an older entry was left by a run that was killed. */
const staleAfterMs = 10_000;

/**
 * Runs `work` while no other run of ppmi does this for the same file. Each run enters itself under a name of its own, and
 * holds the lock if it then sees no other entry: of two runs at the same time, at least one sees the other. As no name is
 * used twice, what a killed run left can be removed without removing the entry of another.
 * @throws PpmiError `file-unwritable`
 */
export async function withFileLock<T>(file: string, work: () => T): Promise<T> {
  createFolderOf(file);
  const own = `${basename(file)}.lock-${randomUUID()}`;
  const entry = join(dirname(file), own);
  for (let tried = 1; ; tried += 1) {
    writing(entry, () => closeSync(openSync(entry, O_WRONLY | O_CREAT | O_EXCL | noFollow, 0o600)));
    try {
      if (isAlone(file, own)) return work();
    } finally {
      removeQuietly(entry);
    }
    await setTimeout(Math.random() * Math.min(10 * 2 ** tried, 100));
  }
}

function isAlone(file: string, own: string): boolean {
  const folder = dirname(file);
  const prefix = `${basename(file)}.lock-`;
  const others = readdirSync(folder).filter((name) => name.startsWith(prefix) && name !== own);
  return others.map((name) => join(folder, name)).every(isStale);
}

/** Also of an entry that was removed meanwhile. */
function isStale(entry: string): boolean {
  const stat = lstatSync(entry, { throwIfNoEntry: false });
  if (stat !== undefined && Date.now() - stat.mtimeMs <= staleAfterMs) return false;
  removeQuietly(entry);
  return true;
}

/**
 * Never through a link, and never over a file that is there; readable by its owner alone.
 * @throws PpmiError `file-unwritable`
 */
export function writeNewFile(file: string, text: string): void {
  writing(file, () => {
    const descriptor = openSync(file, O_WRONLY | O_CREAT | O_EXCL | noFollow, 0o600);
    try {
      writeAndClose(descriptor, text, true);
    } catch (error) {
      // A piece of a file would also be in the way of the next try.
      removeQuietly(file);
      throw error;
    }
  });
}

/** Whole or not at all: a disk that is full fails here, not when the file is read. */
function writeAndClose(descriptor: number, text: string, sync = false): void {
  try {
    writeWhole(descriptor, text);
    if (sync) fsyncSync(descriptor);
  } finally {
    closeOutput(descriptor);
  }
}

export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
      // Standard error may be a pipe that does not wait, and its reader slower than ppmi.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Leaves the standard streams open, which others write to. */
export function closeOutput(descriptor: number): void {
  if (descriptor > 2) closeSync(descriptor);
}

/** A socket cannot be opened by its name (Linux: ENXIO), only used. */
function openStream(file: string): number {
  try {
    return openSync(file, O_WRONLY | O_APPEND);
  } catch (error) {
    const number = /\/(\d+)$/.exec(file)?.[1] ?? (file.endsWith('stdout') ? 1 : 2);
    if (isSystemError(error) && error.code === 'ENXIO') return Number(number);
    throw error;
  }
}

/** These names are links by design, to what the process already has open. */
function isStream(file: string): boolean {
  return /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(file);
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It was not created.
  }
}

function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof PpmiError || !isSystemError(error)) throw error;
    throw unwritable(file, writeFailure(error), error);
  }
}

function unwritable(file: string, detail: string, cause?: unknown): PpmiError {
  return new PpmiError('file-unwritable', { file, detail }, { cause });
}
