import { findingOfCode } from '../../../catalog/finding-of-code.ts';
import type { DecodedError } from '../../../domain/entra-errors/decode/decoded.ts';
import type { FailedRun } from '../../../domain/facts.ts';
import type { FindingName } from '../../../domain/findings.ts';

export interface Refused {
  readonly run: FailedRun;
  readonly error: DecodedError;
}

/** Latest runs in which Entra gave a code that means this finding, newest first. */
export function refusedWith(runs: readonly FailedRun[], name: FindingName): readonly Refused[] {
  return runs.flatMap((run) => {
    const { error } = run;
    return error !== null && findingOfCode(error.code) === name ? [{ run, error }] : [];
  });
}

/** When, and the id by which an administrator finds the attempt in the sign-in logs. */
export function seen({ run, error }: Refused): { at: string; correlationId: string | null } {
  return { at: run.at, correlationId: error.correlationId };
}
