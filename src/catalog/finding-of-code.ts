/** Which finding an error code of Entra means by itself, in the exchange of a workload. */
import type { FindingName } from '../domain/findings.ts';

type CodeFindingName = Extract<
  FindingName,
  | 'scope-no-default'
  | 'scope-unknown-resource'
  | 'conditional-access-blocked'
  | 'assertion-expired'
  | 'record-application-unknown'
  | 'service-principal-disabled'
  | 'service-principal-missing'
  | 'fic-missing'
>;

/**
 * Codes whose text alone names the fault. Those about issuer, subject and audience (70021x) are not here: which mistake
 * they mean shows only against the configured credential.
 */
const findings: Readonly<Record<number, CodeFindingName>> = {
  70011: 'scope-no-default',
  1002012: 'scope-no-default',
  500011: 'scope-unknown-resource',
  53003: 'conditional-access-blocked',
  700024: 'assertion-expired',
  700016: 'record-application-unknown',
  7000112: 'service-principal-disabled',
  7000229: 'service-principal-missing',
  70025: 'fic-missing',
};

export function findingOfCode(code: number): CodeFindingName | null {
  return findings[code] ?? null;
}
