import { noMatch } from '../../domain/aadsts/values.ts';
import type { FailedRun } from '../../domain/facts.ts';
import type { PresentedTrust, Trust } from '../../domain/trust.ts';

/** Judged before any credential is looked at: no waiting helps a malformed path. */
const malformedPath = 70050;

/** The newest run for which Entra found no credential. */
export function unmatchedRun(runs: readonly FailedRun[]): FailedRun | null {
  return runs.find(({ error }) => error !== null && noMatch.has(error.code) && error.code !== malformedPath) ?? null;
}

/** What the platform presented: the words of the error, and what was computed where it is silent. */
export function presentedIn({ error }: FailedRun, computed: Trust): PresentedTrust {
  const said = error?.presented;
  return {
    issuer: said?.issuer ?? computed.issuer,
    subject: said?.subject ?? computed.subject,
    audience: said?.audience ?? computed.audience,
  };
}

export interface Outranked {
  /** The subject that Entra quoted. */
  readonly presented: string;
  readonly run: FailedRun;
}

/**
 * A subject that Entra quoted is what the platform presents, whatever we compute (identity-formats §8 rule 4). One that
 * belongs to another version of the record is no news: it was presented before the version was changed.
 */
export function outranking(runs: readonly FailedRun[], trusts: readonly Trust[]): Outranked | null {
  for (const run of runs) {
    const presented = run.error?.presented.subject ?? null;
    if (presented === null) continue;
    return trusts.some(({ subject }) => subject === presented) ? null : { presented, run };
  }
  return null;
}
