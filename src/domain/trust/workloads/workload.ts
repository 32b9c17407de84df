/** Whose assertion it is: the systems that exchange assertions for Entra tokens, told apart by issuer and subject. */

export type WorkloadKind =
  | 'dataverse-plugin'
  | 'github-actions'
  | 'gitlab'
  | 'azure-devops'
  | 'kubernetes'
  | 'terraform-cloud'
  | 'spiffe'
  | 'managed-identity'
  | 'sharepoint'
  | 'bot-framework'
  | 'copilot-studio';

/** One value that the subject names, such as `environment` `production`. */
export interface WorkloadPart {
  readonly name: string;
  readonly value: string;
}

export interface Workload {
  readonly kind: WorkloadKind;
  /** In the order of the subject; empty when only the issuer is known. */
  readonly parts: readonly WorkloadPart[];
}

/** Drops the parts that the subject does not have. */
export function parts(named: Readonly<Record<string, string | null | undefined>>): readonly WorkloadPart[] {
  return Object.entries(named).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ name, value }],
  );
}
