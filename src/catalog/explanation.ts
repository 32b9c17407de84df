/** What `explain` tells about a code: one of ours, or one of Entra's. */

import { PpmiError } from '../domain/errors.ts';
import { type EntraExplanation, explainEntraCode } from './entra/index.ts';
import { type Entry, entries, entryByCode, nearestCode } from './index.ts';

export interface Explanation {
  readonly code: string;
  readonly name: string | null;
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. */
  readonly fix: string;
  /** Other codes that belong to it. */
  readonly see: readonly string[];
  /** How sure the words about an error of Entra are; null for a code of ours. */
  readonly confidence: EntraExplanation['confidence'] | null;
}

/**
 * `PPMI2004`, a finding's name, `AADSTS700213` or its number alone.
 * @throws PpmiError `code-unknown`
 */
export function explanation(code: string): Explanation {
  const entry = entryByCode(code);
  if (entry !== null) return ours(entry);
  const digits = /^(?:AADSTS)?(\d{5,8})$/i.exec(code.trim())?.[1];
  if (digits !== undefined) return entras(Number(digits));
  const suggestion = nearestCode(code) ?? undefined;
  throw new PpmiError('code-unknown', { code, suggestion });
}

function ours(entry: Entry): Explanation {
  const { code, name, title, cause, see } = entry;
  return { code, name, title, cause, fix: entry.fix({}).join('\n'), see, confidence: null };
}

function entras(number: number): Explanation {
  const { name, title, cause, fix, see, confidence } = explainEntraCode(number);
  const code = `AADSTS${number}`;
  const findings = entries.filter((entry) => entry.see.includes(code)).map((entry) => entry.code);
  return { code, name, title, cause, fix: fix.join('\n'), see: [...see, ...findings], confidence };
}
