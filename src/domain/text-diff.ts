/** Where two values differ, for renderers: spans of equal and of differing characters. */

export interface Span {
  /** The text to show, with invisible characters written out. */
  readonly text: string;
  readonly same: boolean;
}

export interface TextDiff {
  readonly expected: readonly Span[];
  readonly actual: readonly Span[];
}

/**
 * Compared by code points. Segments (up to `/`, `,`, `:`) are aligned first, so that one wrong GUID does not affect the
 * segments beside it. Inside a pair of segments single characters are marked only where most of them agree.
 */
export function diffText(expected: string, actual: string): TextDiff {
  const [left, right]: [Span[], Span[]] = [[], []];
  for (const [a, b] of alignSegments(segments(expected), segments(actual))) {
    const [markedA, markedB] = a === b ? [[{ text: a, same: true }], [{ text: b, same: true }]] : markPair(a, b);
    // Not spread: a value of 128 kB has more spans than a call takes arguments.
    for (const span of markedA) left.push(span);
    for (const span of markedB) right.push(span);
  }
  return { expected: shown(left), actual: shown(right) };
}

function segments(text: string): readonly string[] {
  return text.match(/[^/,:]*[/,:]|[^/,:]+$/g) ?? [];
}

/** Pairs equal segments; everything between two equal segments forms one pair. */
function alignSegments(a: readonly string[], b: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  let [fromA, fromB] = [0, 0];
  for (const [atA, atB] of [...longestCommon(a, b), [a.length, b.length] as const]) {
    pairs.push([a.slice(fromA, atA).join(''), b.slice(fromB, atB).join('')]);
    if (atA < a.length && atB < b.length) pairs.push([a[atA] ?? '', b[atB] ?? '']);
    [fromA, fromB] = [atA + 1, atB + 1];
  }
  return pairs.filter(([x, y]) => x !== '' || y !== '');
}

/** Above this share of equal characters, single differences are marked; below it, everything between the equal ends. */
const mostlyEqual = 0.7;
/** Above this many cells the table of a comparison is not worth its memory; then nothing counts as common. */
const largestTable = 1_000_000;

function markPair(expected: string, actual: string): readonly [readonly Span[], readonly Span[]] {
  const [a, b] = [[...expected], [...actual]];
  const head = commonStart(a, b);
  const tail = commonStart(a.slice(head).reverse(), b.slice(head).reverse());
  const [middleA, middleB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const common = longestCommon(middleA, middleB);
  const fine = head + common.length + tail >= mostlyEqual * Math.max(a.length, b.length);
  const mark = (middle: readonly string[], kept: ReadonlySet<number>): readonly Span[] => [
    { text: a.slice(0, head).join(''), same: true },
    ...middle.map((text, index) => ({ text, same: fine && kept.has(index) })),
    { text: a.slice(a.length - tail).join(''), same: true },
  ];
  return [
    mark(middleA, new Set(common.map(([index]) => index))),
    mark(middleB, new Set(common.map(([, index]) => index))),
  ];
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((item, index) => item !== b[index]);
  return differs < 0 ? a.length : differs;
}

/** Pairs of positions of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  if (width * (a.length + 1) > largestTable) return [];
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function shown(runs: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  for (const { text, same } of runs.filter((run) => run.text !== '')) {
    const last = spans.at(-1);
    const visible = escapeInvisible(text, same);
    if (last?.same === same) spans[spans.length - 1] = { text: last.text + visible, same };
    else spans.push({ text: visible, same });
  }
  return spans;
}

const written: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Control characters, invisible ones and odd spaces by name; an ordinary space only where it is a difference. */
export function escapeInvisible(text: string, same = true): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]/gu, (character) => {
    if (character === ' ') return same ? ' ' : '␣';
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return written[character] ?? `[U+${code}]`;
  });
}
