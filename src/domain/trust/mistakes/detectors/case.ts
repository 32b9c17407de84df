/** Mistakes in letter case only. */

import type { SubjectPart } from '../../parts.ts';
import type { ParsedSubject, Piece } from '../../subject/parse.ts';
import { type Mistake, mistake } from '../mistakes.ts';

/** Parts where upper case is a mistake of its own, unless the whole subject has the wrong case. */
const ownName: readonly SubjectPart[] = ['environment', 'certificate'];

/** The parts that differ in case only, and `subject-case` if no more special name fits. */
export function recognizeCase(
  expected: ParsedSubject,
  actual: ParsedSubject,
): { readonly parts: ReadonlySet<SubjectPart>; readonly mistakes: readonly Mistake[] } {
  const parts = (Object.keys(expected.pieces) as SubjectPart[]).filter((part) =>
    differsInCase(expected.pieces[part], actual.pieces[part]),
  );
  const general = parts.find((part) => !ownName.includes(part) || !isHexOrGuid(expected, actual, part));
  if (general === undefined) return { parts: new Set(), mistakes: [] };
  return { parts: new Set(parts), mistakes: [mistake('subject-case', general)] };
}

function differsInCase(expected: Piece | null, actual: Piece | null): boolean {
  if (expected === null || actual === null) return false;
  const [right, typed] = [expected.marker + expected.clean, actual.marker + actual.clean];
  return right !== typed && right.toLowerCase() === typed.toLowerCase();
}

/** Environment and `/h/` hold lower-case hex, so upper case in the value (not in what introduces it) is a mistake of its own. */
function isHexOrGuid({ certificate }: ParsedSubject, { pieces }: ParsedSubject, part: SubjectPart): boolean {
  if (part === 'environment')
    return pieces.environment?.marker === '/e/' || pieces.environment?.marker === ',environment:';
  return certificate?.kind === 'hash' && pieces.certificate?.clean.startsWith('/h/') === true;
}
