/** A fact that a command cannot do without: unread, it ends the command with the reason. */

import type { Unread } from '../../domain/diagnosis.ts';
import { type ErrorName, PpmiError } from '../../domain/errors.ts';
import type { FactName, Facts } from '../../domain/facts.ts';
import type { ReadFact } from './fact-store.ts';

export async function requireFact<N extends FactName>(read: ReadFact, name: N): Promise<Facts[N]> {
  const reading = await read(name);
  if (reading.ok) return reading.value;
  throw unreadError(reading.unread);
}

function unreadError({ kind, fact, permission, grantedBy, detail }: Unread): PpmiError {
  return new PpmiError(isRefusedSignIn(kind, detail) ? 'sign-in-failed' : errorNames[kind], {
    system: fact,
    detail,
    ...(permission !== null && { permission }),
    ...(grantedBy !== null && { who: grantedBy }),
  });
}

/** A sign-in that Entra refused is none that is missing. */
function isRefusedSignIn(kind: Unread['kind'], detail: string): boolean {
  return kind === 'no-sign-in' && /\bAADSTS\d/.test(detail);
}

const errorNames: Readonly<Record<Unread['kind'], ErrorName>> = {
  refused: 'refused',
  'cut-off': 'cut-off',
  throttled: 'throttled',
  malformed: 'answer-malformed',
  'no-sign-in': 'sign-in-missing',
  'not-predictable': 'answer-malformed',
  bug: 'bug',
};
