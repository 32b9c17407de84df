/** Mistakes in the whole text: white space and percent-encoding. The rest is compared without them. */

import type { SubjectPart } from '../../parts.ts';
import { convertedPath, type ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, mistake } from '../mistakes.ts';

export function recognizeText(expected: ParsedSubject, actual: ParsedSubject): readonly Mistake[] {
  const blankAt = blankOf(actual) ?? (actual.percentAt === null ? addedBlank(expected, actual) : null);
  return [
    ...(actual.percentAt === null ? [] : [mistake('subject-percent-encoded', partAt(actual, actual.percentAt))]),
    ...(blankAt === null ? [] : [mistake('subject-blank', partAt(actual, blankAt))]),
  ];
}

/** The space in `C:/Program Files/Git` belongs to the folder, which has a name of its own. */
function blankOf(actual: ParsedSubject): number | null {
  const { blankAt, clean } = actual;
  return blankAt !== null && convertedPath.test(clean) && partAt(actual, blankAt) === 'prefix' ? null : blankAt;
}

/** A common name that is right but for a space too many. One too few may be another name. */
function addedBlank(expected: ParsedSubject, actual: ParsedSubject): number | null {
  const [right, typed] = [expected.pieces.certificate, actual.pieces.certificate];
  if (right === null || typed === null || right.clean !== typed.clean) return null;
  return typed.text.length > right.text.length ? typed.start : null;
}

function partAt({ pieces }: ParsedSubject, offset: number): SubjectPart {
  const starts = (Object.keys(pieces) as SubjectPart[]).flatMap((part) => {
    const start = pieces[part]?.start;
    return start === undefined ? [] : [{ part, start }];
  });
  const before = starts.filter(({ start }) => start <= offset).sort((a, b) => b.start - a.start);
  return before[0]?.part ?? 'prefix';
}
