/** Detects an input that never ends: a thread that hangs cannot report it, so another thread ends the process. */
import { Worker } from 'node:worker_threads';

export interface Watchdog {
  /** Before each input. */
  next(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** As large as the largest bomb. */
const largest = 64 * 1024 * 1024;

/** Seconds without a new input until the process is ended with code 1 and the input kept in `file`. */
export function watch(file: string, seconds: number): Watchdog {
  const counters = new Int32Array(new SharedArrayBuffer(8));
  const kept = new Uint8Array(new SharedArrayBuffer(largest));
  const worker = new Worker(watcher, { eval: true, workerData: { counters, kept, file, seconds } });
  worker.unref();
  return {
    next(bytes) {
      kept.set(bytes.subarray(0, largest));
      Atomics.store(counters, 1, Math.min(bytes.length, largest));
      Atomics.add(counters, 0, 1);
    },
    stop: async () => void (await worker.terminate()),
  };
}

const watcher = `
const { workerData: { counters, kept, file, seconds } } = require('node:worker_threads');
const { writeFileSync, writeSync } = require('node:fs');
let last = -1;
setInterval(() => {
  const now = Atomics.load(counters, 0);
  if (now === last) {
    writeFileSync(file, Buffer.from(kept.subarray(0, Atomics.load(counters, 1))));
    writeSync(2, 'input ' + now + ' never ends, kept as ' + file + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  last = now;
}, seconds * 1000);
`;
