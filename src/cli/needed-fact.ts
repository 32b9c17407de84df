/** A fact that a command cannot do without: unread, it ends the command with the reason. */
import { type ErrorName, PpmiError } from '../domain/errors.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Unread } from '../domain/report.ts';
import type { ReadFact } from '../facts/gather.ts';

export async function needed<N extends FactName>(read: ReadFact, name: N): Promise<Facts[N]> {
  const reading = await read(name);
  if (reading.ok) return reading.value;
  throw unreadError(reading.unread);
}

function unreadError({ kind, fact, permission, grantedBy, detail }: Unread): PpmiError {
  return new PpmiError(errorNames[kind], {
    system: fact,
    detail,
    ...(permission !== null && { permission }),
    ...(grantedBy !== null && { who: grantedBy }),
  });
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
