import { noMatch } from '../../../domain/entra-errors/decode/extract-claims.ts';
import type { FailedRun } from '../../../domain/facts.ts';
import type { PresentedOverride } from '../../../domain/findings.ts';
import { diffTrust } from '../../../domain/trust/diff.ts';
import type { PresentedTrust, Trust } from '../../../domain/trust/trust.ts';

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

/**
 * A subject that Entra quoted is what the platform presents, whatever we compute (identity-formats §8 rule 4): what to
 * compare with then, and what to say of it. Null where the latest quoted one is computed too, for this version or for
 * another one, which was presented before the record was changed, and where it is cut off.
 */
export function preferPresented(
  computed: Trust,
  trusts: readonly Trust[],
  runs: readonly FailedRun[],
): { readonly expected: Trust; readonly override: PresentedOverride } | null {
  const run = runs.find(({ error }) => error !== null && error.presented.subject !== null);
  const presented = run?.error?.presented.subject ?? null;
  if (run === undefined || presented === null) return null;
  if (trusts.some(({ subject }) => subject?.startsWith(presented))) return null;
  const { parts } = diffTrust(computed, { issuer: null, subject: presented, audience: null });
  const differs = parts.filter(({ equal }) => equal === false).map(({ part }) => part);
  return {
    expected: { ...computed, ...presentedIn(run, computed), alternatives: [], confidence: 'not-verified' },
    override: { presented, presentedAt: run.at, computed: computed.subject, differs },
  };
}
