/** Finds the segments of a log that contain an error, with a byte search, so that only these are decoded. */

const needle = 'AADSTS';
const newline = 10;
/** Labels without their first letter, which occurs in both cases. A log line's own `"timestamp":` is not one of them. */
const labels: readonly Buffer[] = [
  ...['imestamp:', 'race ID', 'race_id', 'orrelation ID', 'orrelation Id', 'orrelation_id'],
  ...['ngs-ID', 'ons-ID', 'eitstempel', 'dsstämpel'],
].map((text) => Buffer.from(text));
/** Text before a code that belongs to it: the block of a sign-in page, the details of a login step. */
const details: readonly Buffer[] = [Buffer.from('token details:')];
const heads: readonly Buffer[] = [...details, Buffer.from('equest I'), Buffer.from('orrelation I')];

const furthestHead = 1536;
const furthestTail = 4096;
/** Layers of one error within this distance are decoded together. */
const nextLayer = 1024;
const longestWindow = 64 * 1024;
/** Lines are cut at this distance, because some logs consist of one line. */
const longestLine = 8 * 1024;
/** Largest distance between two lines of labels: spaces, a prefix, an indented field. */
const nextLabel = 160;
/** Number of following bytes to read if no label follows. */
const unlabelled = 600;

/** Number of bytes after a match that are needed to determine its segment, unless the log ends. */
export const lookAhead = longestWindow + longestLine + furthestTail;
/** Number of bytes at the end of a block that may belong to a match in the next one. */
export const lookBehind = longestLine + furthestHead;

export interface Scan {
  readonly windows: readonly (readonly [start: number, end: number])[];
  /** Everything before this offset is finished. */
  readonly done: number;
}

/** The part of the word to search for, and its offset within the word. */
export interface SearchPattern {
  readonly bytes: Buffer;
  readonly offset: number;
}

/**
 * The speed of a byte search depends on how rare its first byte is, and that depends on the log. So the search starts at
 * the letter of `AADSTS` that is rarest in a sample of the log.
 */
export function searchPatternFor(sample: Buffer): SearchPattern {
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  const offsets = [0, 2, 3].sort((a, b) => (counts[needle.charCodeAt(a)] ?? 0) - (counts[needle.charCodeAt(b)] ?? 0));
  const [offset = 0] = offsets;
  return { bytes: Buffer.from(needle.slice(offset)), offset };
}

const wholeWord: SearchPattern = { bytes: Buffer.from(needle), offset: 0 };

/** Scans a block from `from`; `last`: no block follows. */
export function findSegments(block: Buffer, from: number, last: boolean, part: SearchPattern = wholeWord): Scan {
  const nextHit = (at: number): number => findWord(block, at, part);
  const windows: (readonly [number, number])[] = [];
  let done = from;
  let hit = nextHit(from);
  while (hit < block.length) {
    if (!last && hit + lookAhead > block.length) return { windows, done: Math.max(done, hit - lookBehind) };
    let next = nextHit(hit + needle.length);
    let whole = wholeLine(block, hit, next);
    const start = startOf(block, hit, done, whole !== null);
    done = whole ?? tailEnd(block, hit, next);
    while (next < block.length && next <= done + nextLayer && next - start <= longestWindow - longestLine) {
      const following = nextHit(next + needle.length);
      const nextWhole = wholeLine(block, next, following);
      // Two complete lines have their own IDs, by which layers of one error are merged later.
      if (whole !== null && nextWhole !== null) break;
      done = nextWhole ?? tailEnd(block, next, following);
      [hit, next, whole] = [next, following, nextWhole];
    }
    windows.push([start, done]);
    hit = next;
  }
  return { windows, done: last ? block.length : Math.max(done, block.length - lookBehind) };
}

/** Offset of the next occurrence of the word, or of the end of the block. */
function findWord(block: Buffer, from: number, { bytes, offset }: SearchPattern): number {
  for (let at = block.indexOf(bytes, from + offset); at >= 0; at = block.indexOf(bytes, at + 1)) {
    if (offset === 0 || block.toString('latin1', at - offset, at) === needle.slice(0, offset)) return at - offset;
  }
  return block.length;
}

/** The end of the line if the line has all metadata and nothing that belongs to it follows (the usual case); else null. */
function wholeLine(block: Buffer, hit: number, limit: number): number | null {
  const end = lineEnd(block, hit);
  if (end > limit) return null;
  const line = block.toString('latin1', hit, end);
  if (!line.includes('Trace ID') || !line.includes('imestamp')) return null;
  // Fields of an indented body would follow with indentation.
  const indented = ' \t"\''.includes(String.fromCharCode(block[end] ?? 0));
  return indented && first(block.subarray(end, end + nextLabel), labels) >= 0 ? null : end;
}

/** `whole`: the IDs are known to follow the code, so no preceding page block is searched. */
function startOf(block: Buffer, hit: number, floor: number, whole: boolean): number {
  const furthest = Math.max(floor, hit - longestLine);
  const line = furthest + block.subarray(furthest, hit).lastIndexOf(newline) + 1;
  const before = block.subarray(Math.max(floor, line - furthestHead), line);
  const head = before.length === 0 ? -1 : first(before, whole ? details : heads);
  return head < 0 ? line : line - before.length + before.lastIndexOf(newline, head) + 1;
}

/** The end of the line that contains the last label, or of the lines that the message may be wrapped into. */
function tailEnd(block: Buffer, hit: number, limit: number): number {
  let end = Math.min(limit, lineEnd(block, hit));
  let labelAt = first(block.subarray(hit, end), labels);
  if (labelAt < 0) {
    labelAt = first(block.subarray(end, Math.min(limit, hit + furthestTail)), labels);
    if (labelAt < 0)
      return endsSentence(block, end) ? end : Math.min(limit, lineEnd(block, Math.min(hit + unlabelled, limit)));
    end = Math.min(limit, lineEnd(block, end + labelAt));
  }
  for (let lines = 0; lines < 12; lines += 1) {
    const more = first(block.subarray(end, Math.min(limit, end + nextLabel)), labels);
    if (more < 0) break;
    end = Math.min(limit, lineEnd(block, end + more));
  }
  // Line breaks can fall between the last label and its value, and inside the value.
  return Math.min(limit, lineEnd(block, lineEnd(block, end)));
}

/** A message without metadata is complete if its last line completes a sentence, a value or an object. */
function endsSentence(block: Buffer, end: number): boolean {
  return /[.!"'}\])>](?:\W*0m)?\W*$/.test(block.toString('latin1', Math.max(0, end - 12), end));
}

/** Offset of the first of these texts that occurs; -1 if none does. */
function first(region: Buffer, texts: readonly Buffer[]): number {
  for (const text of texts) {
    const at = region.indexOf(text);
    if (at >= 0) return at;
  }
  return -1;
}

/** Offset after the next newline; searched no further than a line may be, because it is searched for each match. */
function lineEnd(block: Buffer, at: number): number {
  const line = block.subarray(at, at + longestLine);
  const end = line.indexOf(newline);
  return at + (end < 0 ? line.length : end + 1);
}
