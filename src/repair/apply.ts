/** Applies a plan: the facts that it is based on must not have changed, and the first step that fails ends it. */
import type { Reading } from '../domain/diagnosis.ts';
import { PpmiError } from '../domain/errors.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import type { Plan } from './plan.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

export interface ApplyResult {
  /** In order. */
  readonly applied: readonly Step[];
  /** The step that ended the run; null: all were applied. */
  readonly failed: FailedStep | null;
}

export interface FailedStep {
  readonly step: Step;
  readonly error: PpmiError;
  /** The answer was lost or is not the service's: the change may have been made all the same. */
  readonly uncertain: boolean;
}

/**
 * @throws PpmiError `repair-changed-meanwhile`, and the error of a fact that can no longer be read: nothing was sent then
 */
export async function refuseIfChanged(
  { basedOn }: Pick<Plan, 'basedOn'>,
  { before, now }: { readonly before: ReadFact; readonly now: ReadFact },
): Promise<void> {
  for (const fact of basedOn) {
    // The clock always differs; nothing is planned on it.
    if (fact === 'now') continue;
    const [was, is] = await Promise.all([before(fact), now(fact)]);
    if (!is.ok) throw is.unread.error;
    if (!was.ok || comparable(was.value) !== comparable(is.value)) {
      throw new PpmiError('repair-changed-meanwhile', { what: fact });
    }
  }
}

/** No repair depends on a fact that holds more than plain data. */
const comparable = (value: unknown): string => JSON.stringify(value);

export async function applySteps(
  steps: readonly Step[],
  send: (request: StepRequest) => Promise<void>,
): Promise<ApplyResult> {
  const applied: Step[] = [];
  for (const step of steps) {
    try {
      await send(step.request);
    } catch (error) {
      if (!(error instanceof PpmiError)) throw error;
      return { applied, failed: { step, error, uncertain: mayHaveBeenApplied(error) } };
    }
    applied.push(step);
  }
  return { applied, failed: null };
}

/** A service that answers 4xx has changed nothing, and what was never sent has not either. */
function mayHaveBeenApplied({ id, args }: PpmiError): boolean {
  if (typeof args.status === 'number') return args.status >= 500;
  return id === 'cut-off' || id === 'answer-malformed' || id === 'redirect-refused';
}

/** What the run ends with after a step that failed. `doctor`: the command that checks the same target again. */
export function applyError({ applied, failed }: ApplyResult, doctor?: string): PpmiError | null {
  if (failed === null) return null;
  const { step, error, uncertain } = failed;
  const undo = ({ says, undo: request }: Step) =>
    request === null ? says : `${says} (undo: ${request.method} ${request.url})`;
  const rest = [
    ...(uncertain ? ['it may have been applied all the same'] : []),
    ...(applied.length > 0 ? [`applied before it: ${applied.map(undo).join('; ')}`] : []),
  ];
  const end = rest.length === 0 ? 'nothing was changed' : rest.join('; ');
  const { permission, who } = error.args;
  return new PpmiError(
    'repair-not-proven',
    { detail: `"${step.says}" failed: ${error.args.detail ?? error.message}; ${end}`, permission, who, doctor },
    { cause: error },
  );
}
