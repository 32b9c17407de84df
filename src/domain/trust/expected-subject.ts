/** The subject that an actual one is compared with. */

import type { SubjectPart } from './parts.ts';
import { type ParsedSubject, parseSubject } from './subject/parse.ts';
import type { Trust } from './trust.ts';

/**
 * Of the subjects that may be right the one that shares the most parts with the typed one. Where none can be predicted:
 * the parts that can, taken from the other versions, with no certificate; null when even that is not possible.
 */
export function expectedSubject(
  trust: Trust,
  typed: ParsedSubject | null,
  trusts: readonly Trust[] = [],
): ParsedSubject | null {
  if (trust.subject === null) return withoutCertificate(trust, trusts);
  const candidates = [trust.subject, ...trust.alternatives].map(parseSubject);
  const shared = candidates.map((candidate) => (typed === null ? 0 : sharedParts(candidate, typed)));
  return candidates[shared.indexOf(Math.max(...shared))] ?? null;
}

function sharedParts(a: ParsedSubject, b: ParsedSubject): number {
  return (Object.keys(a.pieces) as SubjectPart[]).filter((part) => a.pieces[part]?.clean === b.pieces[part]?.clean)
    .length;
}

/** Versions 1 and 2 share all but the certificate; version 0 shares the environment with them. */
function withoutCertificate({ version }: Trust, trusts: readonly Trust[]): ParsedSubject | null {
  const known = trusts.find((trust) => trust.version !== 0 && trust.subject !== null)?.subject;
  if (known === undefined || known === null) return null;
  const parsed = parseSubject(known);
  if (version === 0) return parseSubject(`component:pluginassembly,environment:${parsed.environmentId}`);
  return { ...parsed, certificate: null, pieces: { ...parsed.pieces, certificate: null } };
}
