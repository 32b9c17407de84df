/** A fact that a command requires: unread, it ends the command with the error of its source. */
import { PpmiError } from '../../domain/errors.ts';
import type { FactName, Facts } from '../../domain/facts.ts';
import type { ReadFact } from './fact-store.ts';

export async function requireFact<N extends FactName>(read: ReadFact, name: N): Promise<Facts[N]> {
  const reading = await read(name);
  if (reading.ok) return reading.value;
  throw reading.unread.error;
}

/** The client ID that the component's record names. */
export async function requireApplicationId(read: ReadFact): Promise<string> {
  const { record } = await requireFact(read, 'identity');
  if (record?.applicationId != null) return record.applicationId;
  const detail = 'no managed identity record names an application for this component; use --application-id';
  throw new PpmiError('usage', { detail });
}
