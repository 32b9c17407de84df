/** Allows one repair at a time per application and per environment on this machine. */
import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';

export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  /** ISO time. */
  readonly since: string;
  readonly run: string;
}

export interface Lock {
  release(): void;
}

/** Keys to lock together: an environment, an application, a managed identity. */
export type LockKey = `environment:${string}` | `application:${string}` | `identity:${string}`;

/**
 * Takes all keys or none.
 * @throws PpmiError `repair-locked`, which names the owner; `state-unwritable`
 */
export function acquireLocks(folder: string, keys: readonly LockKey[], owner: LockOwner): Lock {
  const held: string[] = [];
  const release = () => {
    for (const path of held.splice(0)) removeOwn(path, owner);
  };
  try {
    // A fixed order prevents deadlocks.
    for (const key of [...new Set(keys)].sort()) held.push(take(join(folder, 'locks'), key, owner));
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

function take(folder: string, key: LockKey, owner: LockOwner): string {
  const path = join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`);
  const draft = `${path}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify({ ...owner, key }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new PpmiError('state-unwritable', { folder, detail: (error as Error).message }, { cause: error });
  }
  try {
    for (let tried = 0; tried < 3; tried += 1) {
      if (link(draft, path)) return path;
      const holder = ownerIn(path);
      if (holder !== null && isAlive(holder)) throw locked(key, holder);
      removeStale(path, draft);
    }
    throw locked(key, ownerIn(path));
  } finally {
    removeQuietly(draft);
  }
}

/** Guarded by a lock of its own: a second run that saw the same dead owner must not remove the new lock of the first. */
function removeStale(path: string, draft: string): void {
  const breaking = `${path}.breaking`;
  if (!link(draft, breaking)) {
    const other = ownerIn(breaking);
    if (other === null || !isAlive(other)) removeQuietly(breaking);
    return;
  }
  try {
    const holder = ownerIn(path);
    if (holder !== null && !isAlive(holder)) removeQuietly(path);
  } finally {
    removeQuietly(breaking);
  }
}

/** A hard link is created atomically with its content, unlike a file that is created and then written. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new PpmiError('state-unwritable', { folder: to, detail: (error as Error).message }, { cause: error });
  }
}

function locked(key: LockKey, holder: LockOwner | null): PpmiError {
  const [kind, id] = key.split(/:(.*)/s);
  const { pid = 0, host = '', user = '', since = '', run = '' } = holder ?? {};
  return new PpmiError('repair-locked', { what: `${kind} ${id}`, pid, host, user, since, run });
}

function ownerIn(path: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner;
  } catch {
    return null;
  }
}

/** The owner may be on another machine (a shared home folder), where its process cannot be checked; its lock is respected. */
function isAlive({ pid, host }: LockOwner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeOwn(path: string, { run, pid }: LockOwner): void {
  const holder = ownerIn(path);
  if (holder?.run === run && holder.pid === pid) removeQuietly(path);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It no longer exists.
  }
}
