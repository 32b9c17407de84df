/** Assigns every run of IDs to its error: a tail to the message before it, a page block to the one after it. */
import type { MetadataRun } from './assign-metadata.ts';
import type { CodeMatch } from './code-matches.ts';

export interface MetadataBlocks {
  /** The labels directly after the message. */
  tail: MetadataRun | null;
  /** Labels before the message: the block of a sign-in page, or the time that MSAL Node prints. */
  before: MetadataRun | null;
}

/** `endOf(from, limit)`: the end of the message that starts at `from`, at most `limit`. One entry per match. */
export function assignMetadata(
  text: string,
  matches: readonly CodeMatch[],
  runs: readonly MetadataRun[],
  endOf: (from: number, limit: number) => number,
): readonly MetadataBlocks[] {
  const tails: MetadataBlocks[] = matches.map(() => ({ tail: null, before: null }));
  let next = 0;
  for (const run of runs) {
    while ((matches[next]?.start ?? Number.POSITIVE_INFINITY) < run.start) next += 1;
    const owner = run.page ? null : ownerBefore(matches, next, run, tails, endOf);
    const after = tails[next];
    const last = tails[next - 1];
    if (owner !== null) owner.tail = run;
    else if (after !== undefined && leadsTo(text, run, matches[next])) after.before = run;
    else if (
      run.page &&
      last !== undefined &&
      isOpen(last) &&
      followsWithoutMessage(text, matches[next - 1], run, endOf)
    ) {
      last.before = run;
    }
  }
  return tails;
}

/** The match whose message reaches these labels. Mentions of codes inside that message do not take them. */
function ownerBefore(
  matches: readonly CodeMatch[],
  next: number,
  run: MetadataRun,
  tails: readonly MetadataBlocks[],
  endOf: (from: number, limit: number) => number,
): MetadataBlocks | null {
  const reaches = (match: CodeMatch | undefined): match is CodeMatch =>
    match !== undefined && endOf(match.messageStart, run.start) >= run.start;
  for (let index = next - 1; index >= Math.max(0, next - 3); index -= 1) {
    const match = matches[index];
    if (tails[index]?.tail !== null || !reaches(match)) return null;
    const outer = matches[index - 1];
    if (match.separated || outer?.separated !== true || !reaches(outer)) return tails[index] ?? null;
  }
  return null;
}

// `Message:` of a sign-in page in any language, `Description:` of MSAL Node, or other lines of the block.
const lead = String.raw`^[\s,;*_\x60"'-]*(?:(?:App (?:name|id)|IP address|Device [\w ]{1,20}):[^\n]*\n\s*)*(?:[\p{L} ]{1,40}\s?[:：])?[\s*_\x60"'“]*$`;

function leadsTo(text: string, run: MetadataRun, match: CodeMatch | undefined): boolean {
  return (
    match !== undefined && match.start - run.end <= 1000 && new RegExp(lead, 'u').test(text.slice(run.end, match.start))
  );
}

function isOpen({ tail, before }: MetadataBlocks): boolean {
  return tail === null && before === null;
}

/** A block of IDs directly after a message, without a message of its own: the rest of a truncated page. */
function followsWithoutMessage(
  text: string,
  match: CodeMatch | undefined,
  run: MetadataRun,
  endOf: (from: number, limit: number) => number,
): boolean {
  if (match === undefined || endOf(match.messageStart, run.start) < run.start) return false;
  return !/^[^:：]{0,200}?(?:Message|Nachricht|Meddelande)\s?[:：]/s.test(text.slice(run.end, run.end + 260));
}
