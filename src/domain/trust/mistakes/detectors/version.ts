/** A credential that has the form of another version than the managed identity record. */

import type { DiffContext } from '../../diff-context.ts';
import { trustOfVersion } from '../../matches.ts';
import type { SubjectPart } from '../../parts.ts';
import { type ParsedSubject, parseSubject } from '../../subject/parse.ts';
import type { Trust, TrustVersion } from '../../trust.ts';
import { type Mistake, type MistakeName, mistake } from '../mistakes.ts';

export interface VersionFinding {
  readonly mistakes: readonly Mistake[];
  /** The trust that the credential was meant to be; null when its version differs and that trust is not known. */
  readonly meant: Trust | null;
}

/**
 * Which version a credential is comes before its parts: a part of one version says nothing about another version.
 * `/h/` is the same in versions 1 and 2, so only issued certificates tell those two apart.
 */
export function recognizeVersion(
  expected: Trust,
  typed: ParsedSubject | null,
  { trusts = [] }: DiffContext,
): VersionFinding {
  const version = typed === null ? null : formOf(typed);
  if (typed === null || version === null) return { mistakes: [], meant: expected };
  const found = (name: MistakeName, part: SubjectPart): VersionFinding => ({
    mistakes: [mistake(name, part, { detail: String(expected.version) })],
    meant: trustOfVersion(trusts, version),
  });
  if (version === 0 || expected.version === 0) {
    if (version === expected.version) return { mistakes: [], meant: expected };
    return version === 0 ? found('version-record-2-fic-0', 'prefix') : found('version-record-null-fic-1', 'prefix');
  }
  const expectedKind = expected.subject === null ? 'names' : parseSubject(expected.subject).certificate?.kind;
  const typedKind = typed.certificate?.kind;
  if (expectedKind === 'hashed-names' && typedKind === 'names') return found('version-record-2-fic-1', 'certificate');
  if (expectedKind === 'names' && typedKind === 'hashed-names') return found('version-record-1-fic-2', 'certificate');
  return { mistakes: [], meant: expected };
}

function formOf({ kind, certificate }: ParsedSubject): TrustVersion | null {
  if (kind === 'version-0') return 0;
  if (kind !== 'plug-in') return null;
  return certificate?.kind === 'names' ? 1 : 2;
}
