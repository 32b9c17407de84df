/** A run with its journal and locks, opened before the first request. */
import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Step } from '../../domain/plan.ts';
import { changeOf } from '../../repair/change.ts';
import type { Direction, JournaledStep, StepResult } from '../../repair/journal/events.ts';
import { createJournal, type Journal, listRuns, openJournal, type RunHeader } from '../../repair/journal/files.ts';
import { headerIn, journaledIn, lineageOf } from '../../repair/journal/lineage.ts';
import { acquireLocks, type Lock, type LockKey } from '../../repair/journal/lock.ts';
import { createMemoryJournal } from '../../repair/journal/memory.ts';
import { stateFolder } from '../../repair/journal/state-folder.ts';
import { applySteps, type RunOutcome, undoSteps } from '../../repair/run.ts';
import type { Report } from '../../report/report.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { accessArguments } from '../diagnose/target-arguments.ts';
import { untilInterrupted } from '../fleet/interrupt.ts';

export interface OpenRun {
  readonly journal: Journal;
  /** Records the end of the run and releases its locks. `succeeded` null: interrupted, can be resumed. */
  close(succeeded: boolean | null, direction: Direction): void;
}

export interface StartOptions {
  readonly session: Session;
  readonly report: Pick<Report, 'target'>;
  readonly steps: readonly Step[];
  readonly version: string;
  readonly flags: SessionFlags;
  /** The latest failed run before the first step; absent: not read. */
  readonly lastFailure?: Date | null;
  /** Client IDs, where the run is about several applications. */
  readonly applicationIds?: readonly string[] | undefined;
}

/** @throws PpmiError `repair-locked`, `state-unwritable`; nothing was sent then */
export function startRun({
  session,
  report,
  steps,
  version,
  flags,
  applicationIds,
  lastFailure,
}: StartOptions): OpenRun {
  const { target } = session.context;
  const { environment, component, application, cloud, tenantId } = report.target;
  const now = target.now();
  const header: RunHeader = {
    schema: 'ppmi.run/1',
    id: runId(now),
    tool: { version },
    startedAt: now.toISOString(),
    cloud: cloud ?? 'public',
    tenantId,
    emulated: target.emulated,
    environment: { url: session.environmentUrl, id: environment?.id ?? null },
    component,
    applicationId: application?.applicationId ?? null,
    ...(applicationIds !== undefined && { applicationIds }),
    steps,
    ...(lastFailure !== undefined && { lastFailure: lastFailure?.toISOString() ?? null }),
    access: accessArguments(flags),
  };
  // The built-in emulator ends with the process, so there is nothing to resume, undo or lock later.
  if (target.emulated) return opened(createMemoryJournal(header), null, target.now);
  const folder = stateFolder(process.env);
  const lock = lockFor(folder, header, now);
  try {
    return opened(createJournal(folder, header), lock, target.now);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** @throws PpmiError `repair-locked`, `run-unknown`, `file-broken`, `state-unwritable` */
export function reopenRun(id: string, now: () => Date): OpenRun {
  const folder = stateFolder(process.env);
  const journal = followed(openJournal(folder, id), folder);
  try {
    return opened(journal, lockFor(folder, journal.header, now()), now);
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** With the IDs that credentials have now, where another run deleted them and was undone. */
function followed(journal: Journal, folder: string): Journal {
  const lineage = lineageOf(listRuns(folder));
  if (lineage.size === 0) return journal;
  return {
    ...journal,
    header: headerIn(journal.header, lineage),
    read() {
      const record = journal.read();
      const steps = record.steps.map((step) => journaledIn(step, lineage));
      return { ...record, header: headerIn(record.header, lineage), steps };
    },
  };
}

function opened(journal: Journal, lock: Lock | null, now: () => Date): OpenRun {
  return {
    journal,
    close(succeeded, direction) {
      try {
        if (succeeded !== null) journal.append({ event: 'ended', at: now().toISOString(), direction, succeeded });
      } finally {
        journal.close();
        lock?.release();
      }
    },
  };
}

function runId(now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

function lockFor(folder: string, header: RunHeader, now: Date): Lock {
  const owner = { pid: process.pid, host: hostname(), user: userName(), since: now.toISOString(), run: header.id };
  return acquireLocks(folder, lockKeys(header), owner);
}

/** The environment, the applications that the run is about, and every application whose credentials it changes. */
export function lockKeys({
  environment,
  applicationId,
  applicationIds = [],
  steps,
}: Pick<RunHeader, 'environment' | 'applicationId' | 'applicationIds' | 'steps'>): readonly LockKey[] {
  const named = [...applicationIds, ...(applicationId === null ? [] : [applicationId])];
  const keys: LockKey[] = [`environment:${environment.url}`, ...named.map((id) => `application:${id}` as const)];
  for (const step of steps) {
    const change = changeOf(step);
    if (change === null) continue;
    const { object, before, after } = change;
    // Another run may know the application by its object ID alone.
    if (object.kind === 'graph-credential') keys.push(`application:${object.collection.split('/').at(-2) ?? ''}`);
    if (object.kind === 'arm-credential') keys.push(`identity:${identityIn(object.url)}`);
    if (object.kind === 'service-principal') keys.push(`application:${object.applicationId}`);
    for (const values of [before, after]) {
      const id = object.kind === 'record' ? values?.applicationid : null;
      if (typeof id === 'string') keys.push(`application:${id}`);
    }
  }
  return [...new Set(keys.map((key) => key.toLowerCase() as LockKey))];
}

const identityIn = (url: string) => new URL(url).pathname.replace(/\/federatedIdentityCredentials\/.*$/is, '');

/** A user without an entry in the user database, as in a container, has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

export interface SendOptions {
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
  /** Called before each step; may throw to stop the run. */
  readonly before?: (step: Step) => Promise<void>;
}

/** Sends the requests of the run. Throws the signal's reason if interrupted between requests. */
export function sendSteps(
  { journal }: OpenRun,
  session: Session,
  direction: Direction,
  { progress, signal, before }: SendOptions,
): Promise<RunOutcome> {
  const { target, redactor } = session.context;
  const send = direction === 'apply' ? applySteps : undoSteps;
  const context = {
    store: session.clients.objects(session.environmentUrl),
    clock: {
      now: target.now,
      // Replication can take minutes; an interrupt ends the wait.
      sleep: (ms: number) => untilInterrupted(target.sleep(ms), signal),
      random: Math.random,
    },
    progress,
    before,
    redact: (text: string) => redactor.redact(text),
  };
  return send(journal, context, signal);
}

/** A step as it was applied. */
export interface AppliedStep {
  readonly step: Step;
  readonly result: StepResult | null;
}

/** The applied steps of the journal in plan order, including those whose values existed before. */
export function appliedSteps(journaled: readonly JournaledStep[]): readonly AppliedStep[] {
  return journaled.filter(({ state }) => state === 'applied').map(({ step, result }) => ({ step, result }));
}
