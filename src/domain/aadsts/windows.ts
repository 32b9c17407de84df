/** Finds the places of a log that tell an error, so that only these are decoded: a byte search and a few lines around. */

const needle = Buffer.from('AADSTS');
const newline = 10;
/** Labels without their first letter: `Trace ID`, `trace_id`, `Correlation Id`, `Timestamp`, `timestamp`. */
const labels: readonly Buffer[] = ['imestamp', 'race ID', 'race_id', 'orrelation'].map((text) => Buffer.from(text));
/** What stands before a code and belongs to it: the block of a sign-in page, the details of a login step. */
const heads: readonly Buffer[] = ['equest I', 'token details:', 'orrelation I'].map((text) => Buffer.from(text));

const furthestHead = 1536;
const furthestTail = 4096;
/** Layers of one error that follow each other closely are decoded together. */
const nextLayer = 1024;
const longestWindow = 64 * 1024;
/** A line is cut at this distance: some logs are one line. */
const longestLine = 8 * 1024;

/** How many bytes must follow a hit before its window can be told, unless the log ends. */
export const lookAhead = longestWindow + longestLine + furthestTail;
/** How many bytes before the end of a block may belong to a hit in the next one. */
export const lookBehind = longestLine + furthestHead;

export interface Scan {
  readonly windows: readonly (readonly [start: number, end: number])[];
  /** Everything before this is done with. */
  readonly done: number;
}

/** Scans a block from `from`; `last`: nothing follows the block. */
export function scanWindows(block: Buffer, from: number, last: boolean): Scan {
  const windows: (readonly [number, number])[] = [];
  let done = from;
  for (let hit = block.indexOf(needle, from); ; hit = block.indexOf(needle, done)) {
    if (hit < 0) return { windows, done: last ? block.length : Math.max(done, block.length - lookBehind) };
    if (!last && hit + lookAhead > block.length) return { windows, done: Math.max(done, hit - lookBehind) };
    const start = startOf(block, hit, done);
    done = endOf(block, hit, start);
    windows.push([start, done]);
  }
}

function startOf(block: Buffer, hit: number, floor: number): number {
  const line = Math.max(floor, hit - longestLine, block.lastIndexOf(newline, hit) + 1);
  const before = block.subarray(Math.max(floor, line - furthestHead), line);
  if (before.length === 0) return line;
  const head = Math.min(...heads.map((text) => before.indexOf(text)).filter((at) => at >= 0));
  if (!Number.isFinite(head)) return line;
  return line - before.length + before.lastIndexOf(newline, head) + 1;
}

function endOf(block: Buffer, first: number, start: number): number {
  let hit = first;
  for (;;) {
    const following = block.indexOf(needle, hit + needle.length);
    const end = tailEnd(block, hit, following < 0 ? block.length : following);
    if (following < 0 || following > end + nextLayer || following - start > longestWindow - longestLine) return end;
    hit = following;
  }
}

/** The end of the line that has the last label of the tail, or of the few lines that a message may be wrapped into. */
function tailEnd(block: Buffer, hit: number, limit: number): number {
  const region = block.subarray(hit, Math.min(limit, hit + furthestTail));
  let labelled = Math.min(...labels.map((text) => region.indexOf(text)).filter((at) => at >= 0));
  if (!Number.isFinite(labelled)) return Math.min(limit, lineEnd(block, Math.min(hit + 600, limit)));
  for (let lines = 0; lines < 12; lines += 1) {
    const end = lineEnd(block, hit + labelled);
    const next = block.subarray(end, Math.min(limit, end + 300));
    const more = Math.min(...labels.map((text) => next.indexOf(text)).filter((at) => at >= 0));
    if (!Number.isFinite(more)) return Math.min(limit, end);
    labelled = end + more - hit;
  }
  return Math.min(limit, lineEnd(block, hit + labelled));
}

/** Behind the line end after a place. */
function lineEnd(block: Buffer, at: number): number {
  const end = block.indexOf(newline, at);
  return end < 0 ? Math.min(block.length, at + longestLine) : Math.min(end + 1, at + longestLine);
}
