/** Suggests the word that was probably meant. */

/** No name is longer; the distance of two texts takes the product of their lengths. */
const longest = 200;

/** The candidate with the smallest edit distance, else the only one that begins with the text; ignores case. */
export function suggest(typed: string, candidates: readonly string[]): string | null {
  const text = typed.trim().toLowerCase();
  if (text.length > longest) return null;
  const most = Math.max(2, Math.floor(text.length / 4));
  const best = candidates
    .filter(({ length }) => Math.abs(length - text.length) <= most)
    .map((candidate) => ({ candidate, distance: editDistance(text, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (best !== undefined && best.distance <= most) return best.candidate;
  return text.length < 2 ? null : onlyOneFrom(text, candidates);
}

function onlyOneFrom(start: string, candidates: readonly string[]): string | null {
  const [first, ...more] = candidates.filter((candidate) => candidate.toLowerCase().startsWith(start));
  return first === undefined || more.length > 0 ? null : first;
}

/**
 * Flags that were likely meant: one with a similar spelling, else those that have every word of the typed one
 * (`tenant`: `sign-in-tenant`, `foreign-tenant`), the shortest first.
 */
export function suggestFlags(typed: string, flags: readonly string[]): readonly string[] {
  const similar = typed.length === 1 ? onlyOneFrom(typed, flags) : suggest(typed, flags);
  if (similar !== null) return [similar];
  const words = typed.toLowerCase().split('-');
  return flags
    .filter((flag) => words.every((word) => flag.split('-').includes(word)))
    .sort((a, b) => a.length - b.length)
    .slice(0, 3);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
