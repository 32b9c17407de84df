/** Entry of the worker thread, which reads the second half of a log. Bundled as `dist/error-log-worker.js`. */
import { closeSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type LogPart, type PartResult, readPart } from './read-log.ts';

const { file, from } = workerData as LogPart;
const handle = openSync(file, 'r');
const groups = readPart(handle, from, Number.POSITIVE_INFINITY);
closeSync(handle);
const result: PartResult = { found: groups.list(), earliest: groups.earliest() };
parentPort?.postMessage(result);
