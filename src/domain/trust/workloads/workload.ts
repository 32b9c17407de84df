/** The systems that exchange assertions for Entra tokens, identified by issuer and subject. */

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
  | 'copilot-studio'
  | 'entra-access-token'
  | 'unknown-system';

/** The vendors' names of the systems. */
export const workloadTitles: Readonly<Record<WorkloadKind, string>> = {
  'dataverse-plugin': 'Dataverse plug-in',
  'github-actions': 'GitHub Actions',
  gitlab: 'GitLab CI/CD',
  'azure-devops': 'Azure DevOps',
  kubernetes: 'Kubernetes',
  'terraform-cloud': 'HCP Terraform',
  spiffe: 'SPIFFE',
  'managed-identity': 'Azure managed identity',
  sharepoint: 'SharePoint',
  'bot-framework': 'Bot Framework',
  'copilot-studio': 'Copilot Studio',
  'entra-access-token': 'Microsoft Entra access token',
  'unknown-system': 'Unknown system',
};

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
