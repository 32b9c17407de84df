/** Finds `Trace ID`, `Correlation ID`, `Timestamp` and the IDs of a sign-in page, and joins adjacent ones into runs. */
import { readGuid, readTimestamp } from './parse-scalars.ts';

export type LabelKind = 'trace' | 'correlation' | 'timestamp' | 'request';

export interface Ids {
  readonly traceId: string | null;
  readonly correlationId: string | null;
  readonly timestamp: string | null;
}

export const noIds: Ids = { traceId: null, correlationId: null, timestamp: null };

/** Prefers the values of the first. */
export function joinIds(first: Ids, second: Ids): Ids {
  return {
    traceId: first.traceId ?? second.traceId,
    correlationId: first.correlationId ?? second.correlationId,
    timestamp: first.timestamp ?? second.timestamp,
  };
}

/** Labels with only separators between them: the tail of a message, or the block of a sign-in page. */
export interface MetadataRun {
  readonly start: number;
  readonly end: number;
  /** `Request Id` opens the block of a sign-in page, which precedes its message. */
  readonly page: boolean;
  readonly ids: Ids;
}

interface Label {
  readonly kind: LabelKind;
  readonly start: number;
  readonly end: number;
  readonly value: string | null;
}

// Localized names: aadsts-messages.md §3. A line break can fall between the two words.
const label =
  /(Trace\s{1,200}ID|Ablaufverfolgungs-ID|Sp[åa]rnings-ID)|(Correlation\s{1,200}ID|Korrelations-ID)|(Timestamp|Zeitstempel|tidsst[äa]mpel)|(Request\s{1,200}ID|Anforderungs-ID|Beg[äa]rande-ID)/gi;
const kinds: readonly LabelKind[] = ['trace', 'correlation', 'timestamp', 'request'];
const afterLabel = /[\s*_`"'“”‘’„:：=—–-]{0,200}/y;
const mask = /[^\s,;"'}]{1,80}/y;
const between = /[\s,;.|*_`"'“”‘’()<>/—–-]{0,200}/y;

export function findMetadataRuns(text: string): readonly MetadataRun[] {
  const runs: MetadataRun[] = [];
  let open: Label[] = [];
  for (const next of findLabels(text)) {
    const last = open.at(-1);
    if (last !== undefined && !continues(text, open, last, next)) {
      runs.push(toRun(open));
      open = [];
    }
    open.push(next);
  }
  if (open.length > 0) runs.push(toRun(open));
  return runs;
}

function findLabels(text: string): readonly Label[] {
  const found: Label[] = [];
  label.lastIndex = 0;
  for (let hit = label.exec(text); hit !== null; hit = label.exec(text)) {
    const kind = kinds[[1, 2, 3, 4].findIndex((group) => hit?.[group] !== undefined)];
    // `timestamp` in lower case is a field of a log line; the message's own label is capitalized.
    if (kind === undefined || hit[0] === 'timestamp') continue;
    const behind = hit.index + hit[0].length;
    const at = skip(text, behind, afterLabel);
    if (at === behind) continue;
    const value = kind === 'timestamp' ? readTimestamp(text, at) : readGuid(text, at);
    const end = value?.end ?? skipMask(text, at);
    found.push({ kind, start: hit.index, end, value: value?.value ?? null });
    label.lastIndex = Math.max(end, behind);
  }
  return found;
}

/** Skips a masked or cut value, unless it is the next label. */
function skipMask(text: string, at: number): number {
  label.lastIndex = at;
  mask.lastIndex = at;
  const token = mask.exec(text);
  if (token === null) return at;
  const glued = token[0].search(
    /Trace|Correlation|Timestamp|Ablauf|Korrelation|Zeitst|Sp[åa]rn|tidsst|Request|AADSTS/i,
  );
  return at + (glued < 0 ? token[0].length : glued);
}

function continues(text: string, open: readonly Label[], last: Label, next: Label): boolean {
  if (next.kind === 'request') return false;
  if (skip(text, last.end, between) < next.start) return false;
  const same = open.find((one) => one.kind === next.kind);
  return same === undefined || same.value === null || next.value === null || same.value === next.value;
}

function toRun(labels: readonly Label[]): MetadataRun {
  const value = (...kinds: readonly LabelKind[]): string | null =>
    labels.find((one) => kinds.includes(one.kind) && one.value !== null)?.value ?? null;
  return {
    start: labels[0]?.start ?? 0,
    end: labels.at(-1)?.end ?? 0,
    page: labels[0]?.kind === 'request',
    ids: { traceId: value('trace', 'request'), correlationId: value('correlation'), timestamp: value('timestamp') },
  };
}

function skip(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
