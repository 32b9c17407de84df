/** Mistakes in an issuer. */
import { isSignInHost, type ParsedIssuer, parseIssuer } from '../../issuer.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, type MistakeName, mistake } from '../mistakes.ts';

/** `accepted`: one issuer, or several where sources disagree; the one on the typed host counts. */
export function recognizeIssuer(
  accepted: readonly string[],
  actual: string,
  subject: ParsedSubject | null,
): readonly Mistake[] {
  const typed = parseIssuer(actual);
  const right = accepted.map(parseIssuer).find(({ host }) => host === typed.host) ?? parseIssuer(accepted[0] ?? '');
  const names: MistakeName[] = [];
  if (typed.kind === 'entra' && right.kind === 'entra') {
    const otherTenant = typed.tenantId !== null && typed.tenantId !== right.tenantId;
    if (otherTenant) names.push('issuer-other-tenant');
    const otherHost = typed.host?.toLowerCase() !== right.host?.toLowerCase();
    if (otherHost && typed.host !== null && isSignInHost(typed.host) && !typed.mistakes.includes('issuer-v1')) {
      names.push('issuer-wrong-cloud');
    }
  }
  names.push(...typed.mistakes);
  if (typed.kind === 'environment' && typed.mistakes.length === 0 && sameEnvironment(typed, right))
    names.push('issuer-environment-host');
  if (typed.kind === 'environment' && right.kind === 'entra' && subject?.kind !== 'version-0')
    names.push('issuer-version-0');
  return names.map((name) => mistake(name, 'issuer', { candidate: isCandidate(name, names) }));
}

/** Two hosts of one environment: the ID is split in the wrong place, or has its dashes. */
function sameEnvironment(typed: ParsedIssuer, right: ParsedIssuer): boolean {
  return typed.environmentId !== null && typed.environmentId === right.environmentId && right.kind === 'environment';
}

/** A misspelt host of version 0 explains the same difference as the host of version 0 does. */
function isCandidate(name: MistakeName, names: readonly MistakeName[]): boolean {
  return name === 'issuer-version-0' && names.includes('issuer-typo-enviornment');
}
