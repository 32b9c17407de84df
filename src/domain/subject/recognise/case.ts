/** Parts that differ in letter case only. */
import { type Mistake, mistake } from '../mistakes.ts';
import type { ParsedSubject, Piece } from '../parse.ts';
import type { SubjectPart } from '../parts.ts';

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
  const general = parts.find((part) => !ownName.includes(part) || !isHexOrGuid(wanted, part));
  if (general === undefined) return { parts: new Set(), mistakes: [] };
  const args = { expected: wanted.pieces[general]?.text ?? null, actual: actual.pieces[general]?.text ?? null };
  return { parts: new Set(parts), mistakes: [mistake('subject-case', general, args)] };
}

function differsInCase(wanted: Piece | null, actual: Piece | null): boolean {
  if (wanted === null || actual === null) return false;
  const [right, typed] = [wanted.marker + wanted.clean, actual.marker + actual.clean];
  return right !== typed && right.toLowerCase() === typed.toLowerCase();
}

/** `/h/` and the environment are lower-case hex, so capitals in their values have names of their own. */
function isHexOrGuid({ certificate }: ParsedSubject, part: SubjectPart): boolean {
  return part === 'environment' || certificate?.kind === 'hash';
}
