/** The error of a repair run that a step stopped. */

import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Direction } from '../../repair/journal/events.ts';
import type { RunOutcome } from '../../repair/run.ts';

/** `doctor`: the command that checks the same target again. */
export function stopError({ stopped }: RunOutcome, direction: Direction, doctor?: string): PpmiError | null {
  if (stopped === null) return null;
  const { journaled, outcome } = stopped;
  const { says } = journaled.step;
  const what = direction === 'apply' ? quoted(says) : `The undo of ${quoted(says)}`;
  if (outcome.outcome === 'conflict') {
    return new PpmiError('repair-conflict', { what, detail: outcome.detail ?? foundInstead(outcome.observed) });
  }
  const { permission, grantedBy } = outcome.rejected ?? { permission: null, grantedBy: null };
  const end =
    outcome.outcome === 'unknown'
      ? 'it may still have been applied; resuming the run finds out'
      : `it changed nothing${reasonFor(outcome.reaction)}`;
  const advice = adviceFor(outcome.reaction);
  const detail = `${what} failed: ${outcome.detail ?? 'no answer'}; ${end}`;
  const args = {
    detail,
    ...(advice !== null && { advice }),
    ...(permission !== null && { permission }),
    ...(grantedBy !== null && { who: grantedBy }),
    ...(doctor !== undefined && { doctor }),
  };
  return new PpmiError('repair-not-proven', args, { finding: outcome.stranger });
}

function foundInstead(observed: Readonly<Record<string, unknown>> | null): string {
  return observed === null ? 'the object is not there' : 'it holds other values than the plan was made for';
}

/** How to remove the obstacle; null: unknown. */
function adviceFor(reaction: string | null): string | null {
  const advice: Readonly<Record<string, string>> = {
    limit:
      'Delete a federated credential that nothing uses any longer (ppmi fic list shows them), then run the repair again.',
    'not-customizable':
      'Change the row where its solution was built and import the solution again, or allow customization of it there.',
    policy: 'Ask an administrator of the tenant for an exception from the app management policy.',
    unsigned: 'Register a signed assembly or package, then run the repair again.',
  };
  return advice[reaction ?? ''] ?? null;
}

function reasonFor(reaction: string | null): string {
  const reasons: Readonly<Record<string, string>> = {
    limit: '; the identity has reached its limit of federated credentials (PPMI2003)',
    'not-customizable': '; the row belongs to a managed solution and cannot be customized',
    policy: '; an app management policy of the tenant forbids it',
    unsigned: '; Dataverse binds signed components only',
  };
  return reasons[reaction ?? ''] ?? '';
}
