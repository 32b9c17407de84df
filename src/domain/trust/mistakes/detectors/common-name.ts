/** Common names that version 1 does not support. */

import type { ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, mistake } from '../mistakes.ts';

/** A letter beyond ASCII ends in AADSTS70050 whatever the credential says; a comma in AADSTS700213 (documented). */
export function recognizeCommonName(typed: ParsedSubject, names: readonly string[]): readonly Mistake[] {
  if (typed.kind !== 'plug-in' || typed.certificate?.kind !== 'names') return [];
  const nonAscii = names.find((name) => [...name].some((character) => character > '\u007f'));
  const comma = names.find((name) => name.includes(','));
  return [
    ...(nonAscii === undefined ? [] : [mistake('cn-non-ascii', 'certificate', { detail: nonAscii })]),
    ...(comma === undefined ? [] : [mistake('cn-comma', 'certificate', { detail: comma })]),
  ];
}
