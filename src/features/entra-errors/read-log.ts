/** Reads a long log from disk with blocking reads of fixed size. For a very long one, a worker thread reads the second half. */
import { existsSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ErrorGroup, ErrorGroups, SeenError } from '../../domain/entra-errors/log/groups.ts';
import { findSegments } from '../../domain/entra-errors/log/log-segments.ts';
import { LogScanner } from './log-scanner.ts';

/** In a smaller file, starting a worker costs more time than it saves. */
const worthTwoThreads = 64 * 1024 * 1024;

export interface LogFile {
  readonly handle: number;
  readonly name: string;
  readonly size: number;
  /** Offset of the text, after a byte order mark. */
  readonly start: number;
}

/** Input of the worker. */
export interface LogPart {
  readonly file: string;
  readonly from: number;
}

/** Output of the worker. */
export interface PartResult {
  readonly found: readonly ErrorGroup[];
  readonly earliest: readonly SeenError[];
}

/** `workerFile`: the bundle of `worker.ts`; null or absent: use one thread. */
export async function readLog(log: LogFile, workerFile: string | null): Promise<ErrorGroups> {
  const parallel =
    log.size > worthTwoThreads && availableParallelism() > 1 && workerFile !== null && existsSync(workerFile);
  if (!parallel) return readPart(log.handle, log.start, Number.POSITIVE_INFINITY);
  const middle = seam(log.handle, Math.floor(log.size / 2));
  const later = readInWorker(workerFile, { file: log.name, from: middle });
  const groups = readPart(log.handle, log.start, middle);
  const { found, earliest } = await later;
  groups.append(found, earliest);
  return groups;
}

/** Blocking reads are fastest for a file in the page cache, and nothing else is waiting. */
export function readPart(handle: number, from: number, to: number): ErrorGroups {
  const scanner = new LogScanner();
  for (let at = from; at < to; ) {
    const room = scanner.room();
    const bytes = readSync(handle, room, 0, Math.min(room.length, to - at), at);
    if (bytes === 0) break;
    scanner.filled(bytes);
    at += bytes;
  }
  return scanner.end();
}

/** An offset near the middle that splits no error: after an error, or after a newline if no error is near. */
function seam(handle: number, middle: number): number {
  const block = Buffer.allocUnsafe(1024 * 1024);
  const around = block.subarray(0, readSync(handle, block, 0, block.length, middle));
  const [, second] = findSegments(around, 0, false).windows;
  return middle + (second === undefined ? around.indexOf(10) + 1 : second[1]);
}

function readInWorker(workerFile: string, part: LogPart): Promise<PartResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: part });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
