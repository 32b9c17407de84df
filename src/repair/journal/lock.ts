/** Allows one repair at a time per application and per environment on this machine. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';
import { isSystemError, writeFailure } from '../../domain/write-failure.ts';

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
  const held: Claim[] = [];
  const release = () => {
    for (const claim of held.splice(0)) claim.withdraw();
  };
  try {
    // A fixed order prevents deadlocks.
    for (const key of [...new Set(keys)].sort()) held.push(take(folder, key, owner));
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

/** Two runs that enter at the same moment may both see the other and withdraw; one of them then comes first. */
const mostTries = 4;

function take(folder: string, key: LockKey, owner: LockOwner): Claim {
  for (let tried = 1; ; tried += 1) {
    const claim = claimLock(folder, key, owner);
    const other = claim.other();
    if (other === null) return claim;
    claim.withdraw();
    if (tried === mostTries) throw locked(key, other);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * 10 * tried);
  }
}

/** A run that has entered itself. It holds the lock if it then sees no other. */
export interface Claim {
  /** The owner of another entry; `unknown` if that entry cannot be read; null: this run holds the lock. */
  other(): LockOwner | 'unknown' | null;
  withdraw(): void;
}

/**
 * Enters a run under a name of its own: of two runs at the same time, at least one sees the other. No name is used twice,
 * so what a killed run left can be removed without removing the entry of a run that came meanwhile.
 * @throws PpmiError `state-unwritable`
 */
export function claimLock(folder: string, key: LockKey, owner: LockOwner): Claim {
  const locks = join(folder, 'locks');
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const id = randomUUID();
  const own = `${hash}.lock-${id}`;
  const draft = join(locks, `${hash}.draft-${id}`);
  try {
    mkdirSync(locks, { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify({ ...owner, key }), { mode: 0o600, flag: 'wx' });
    // An entry appears with its content, unlike a file that is created and then written.
    renameSync(draft, join(locks, own));
  } catch (error) {
    removeQuietly(draft);
    if (!isSystemError(error)) throw error;
    throw new PpmiError('state-unwritable', { folder: locks, detail: writeFailure(error) }, { cause: error });
  }
  return {
    other() {
      for (const name of readdirSync(locks)) {
        if (!name.startsWith(`${hash}.lock`) || name === own) continue;
        const holder = ownerIn(join(locks, name));
        if (holder !== null && (holder === 'unknown' || isAlive(holder))) return holder;
        removeQuietly(join(locks, name));
      }
      return null;
    },
    withdraw: () => removeQuietly(join(locks, own)),
  };
}

function locked(key: LockKey, holder: LockOwner | 'unknown'): PpmiError {
  const [kind, id] = key.split(/:(.*)/s);
  const {
    pid = 0,
    host = '',
    user = '',
    since = '',
    run = '',
  }: Partial<LockOwner> = holder === 'unknown' ? {} : holder;
  return new PpmiError('repair-locked', { what: `${kind} ${id}`, pid, host, user, since, run });
}

/** Null: the entry was removed meanwhile. */
function ownerIn(path: string): LockOwner | 'unknown' | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockOwner;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'unknown';
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

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It no longer exists.
  }
}
