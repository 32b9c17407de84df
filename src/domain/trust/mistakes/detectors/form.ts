/** Malformed segments that no named mistake explains. */
import type { MalformedSegment } from '../../parts.ts';
import { malformedSegments } from '../../subject/malformed.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, type MistakeName, mistake } from '../mistakes.ts';

/** `named`: mistakes that are known already; a part that one of them explains is omitted. */
export function recognizeForm(
  right: ParsedSubject,
  actual: ParsedSubject,
  named: readonly Mistake[],
): readonly Mistake[] {
  const explained = new Set(named.map(({ part }) => part));
  return malformedSegments(actual)
    .filter(({ part }) => !explained.has(part))
    .map((segment) => {
      const { part, problem, text } = segment;
      const expected = right.pieces[part]?.text ?? null;
      const malformed = { part, problem, text, length: withoutMarker(text).length };
      const more = mayBeAnother(segment, expected) ? ({ repair: 'create-beside' } as const) : {};
      return mistake(nameOf(segment), part, { detail: text, segment: malformed, ...more });
    });
}

function nameOf({ problem }: MalformedSegment): MistakeName {
  if (problem === 'placeholder') return 'subject-placeholder';
  return problem === 'converted-path' ? 'subject-path-converted' : 'subject-malformed';
}

function withoutMarker(text: string): string {
  return text.replace(/^(?:\/\w+\/|,?\w+:)/, '');
}

/** The broken value of something else, to judge by what is left of it: then correcting it would take it away. */
function mayBeAnother({ problem, text }: MalformedSegment, expected: string | null): boolean {
  if (expected === null || !['sha256', 'sha1', 'name-hash', 'guid', 'encoded-guid'].includes(problem)) return false;
  const [full, typed] = [withoutMarker(expected).toLowerCase(), withoutMarker(text).toLowerCase().replaceAll(':', '')];
  return sharedEnds(full, typed) < Math.min(full.length, typed.length) - 2;
}

/** Characters that both texts share at their beginning and at their end. */
function sharedEnds(a: string, b: string): number {
  const shortest = Math.min(a.length, b.length);
  let front = 0;
  while (front < shortest && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < shortest - front && a.at(-1 - back) === b.at(-1 - back)) back += 1;
  return front + back;
}
