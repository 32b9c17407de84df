/** Parts that differ in letter case only. */

import type { SubjectPart } from '../../parts.ts';
import type { ParsedSubject, Piece } from '../../subject/parse.ts';
import { type Mistake, mistake } from '../mistakes.ts';

/** Parts where capitals are a mistake of their own, unless the whole subject has the wrong case. */
const ownName: readonly SubjectPart[] = ['environment', 'certificate'];

/** The parts that differ in case only, and `subject-case` if no more special name fits. */
export function recogniseCase(
  wanted: ParsedSubject,
  actual: ParsedSubject,
): { readonly parts: ReadonlySet<SubjectPart>; readonly mistakes: readonly Mistake[] } {
  const parts = (Object.keys(wanted.pieces) as SubjectPart[]).filter((part) =>
    differsInCase(wanted.pieces[part], actual.pieces[part]),
  );
  const general = parts.find((part) => !ownName.includes(part) || !isHexOrGuid(wanted, actual, part));
  if (general === undefined) return { parts: new Set(), mistakes: [] };
  return { parts: new Set(parts), mistakes: [mistake('subject-case', general)] };
}

function differsInCase(wanted: Piece | null, actual: Piece | null): boolean {
  if (wanted === null || actual === null) return false;
  const [right, typed] = [wanted.marker + wanted.clean, actual.marker + actual.clean];
  return right !== typed && right.toLowerCase() === typed.toLowerCase();
}

/** Environment and `/h/` hold lower-case hex, so capitals in the value (not in what introduces it) have a name of their own. */
function isHexOrGuid({ certificate }: ParsedSubject, { pieces }: ParsedSubject, part: SubjectPart): boolean {
  if (part === 'environment')
    return pieces.environment?.marker === '/e/' || pieces.environment?.marker === ',environment:';
  return certificate?.kind === 'hash' && pieces.certificate?.clean.startsWith('/h/') === true;
}
