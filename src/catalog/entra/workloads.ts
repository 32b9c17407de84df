/** What the errors about federated credentials mean for each system that presents assertions. */

import { inOnePiece } from '../../domain/harmless-text.ts';
import type { DifferenceName } from '../../domain/trust/workloads/diff.ts';
import type { WorkloadKind, WorkloadPart } from '../../domain/trust/workloads/workload.ts';

export interface WorkloadWords {
  readonly name: string;
  /** What usually differs, as whole sentences. */
  readonly usual: string;
  readonly fix: readonly string[];
}

type OtherWorkload = Exclude<WorkloadKind, 'dataverse-plugin'>;

/** Not repeated where the comparison was made. */
export const compare: readonly string[] = [
  'Compare the credential with what was presented:',
  '  ppmi error decode <file> --actual-issuer <issuer> --actual-subject "<subject>" --actual-audience <audience>',
];
const credentials =
  'Correct the credential under App registrations > the application > Certificates & secrets > Federated credentials (for a managed identity: Settings > Federated credentials).';

export const workloads: Readonly<Record<OtherWorkload, WorkloadWords>> = {
  'github-actions': {
    name: 'GitHub Actions',
    usual:
      'Usual differences: the credential is for a branch and the job uses an environment, a tag or a pull request; the repository was renamed; upper and lower case; or only one side carries the immutable IDs of organization and repository (repo:org@id/repo@id:…). The issuer https://token.actions.githubusercontent.com has no final slash.',
    fix: [
      credentials,
      'A job with an environment presents `environment:<name>`, whatever its branch. Repositories created or renamed after 2026-07-15 present immutable IDs by default.',
      ...compare,
    ],
  },
  gitlab: {
    name: 'GitLab CI',
    usual:
      "Usual differences: the credential is for another branch or tag, the project was moved or renamed, or the audience in the job's id_tokens is not the one of the credential.",
    fix: [credentials, ...compare],
  },
  'azure-devops': {
    name: 'an Azure DevOps service connection',
    usual:
      'Usual differences: the credential belongs to another service connection or organization, the connection was renamed, or the connection was converted from the older issuer (vstoken.dev.azure.com with sc://organization/project/connection) to the Entra issuer (/eid1/…/sc/…). The older issuer ends on 2027-07-01.',
    fix: [
      'Take issuer and subject from Azure DevOps > Project settings > Service connections > the connection > Edit.',
      credentials,
      ...compare,
    ],
  },
  kubernetes: {
    name: 'Kubernetes (AKS workload identity)',
    usual:
      'Usual differences: the final slash of the issuer (AKS has one), the namespace, the name of the service account, or the issuer of another cluster: it changes when a cluster is created again.',
    fix: [
      'Read the issuer of the cluster, final slash included:',
      '  az aks show --name <cluster> --resource-group <group> --query oidcIssuerProfile.issuerUrl',
      'The subject is system:serviceaccount:<namespace>:<service account>, as the pod uses them.',
      credentials,
      ...compare,
    ],
  },
  'terraform-cloud': {
    name: 'HCP Terraform (Terraform Cloud)',
    usual:
      'Usual differences: the run phase (plan and apply present different subjects and need a credential each), the project, the name of the workspace, or upper and lower case.',
    fix: ['Create one credential for run_phase:plan and one for run_phase:apply.', credentials, ...compare],
  },
  spiffe: {
    name: 'a SPIFFE workload',
    usual:
      'Usual differences: the trust domain, the path of the SPIFFE ID, or the issuer URL of the OIDC discovery provider.',
    fix: [credentials, ...compare],
  },
  'managed-identity': {
    name: 'a managed identity',
    usual:
      'Usual differences: the credential holds the client ID where the object (principal) ID of the managed identity belongs, the issuer names another tenant or lacks /v2.0, or the identity was created again.',
    fix: [
      'The subject is the object (principal) ID of the managed identity:',
      '  az identity show --name <identity> --resource-group <group> --query principalId',
      credentials,
      ...compare,
    ],
  },
  sharepoint: {
    name: 'SharePoint',
    usual: 'ppmi knows the form of its subjects, but not how it is configured.',
    fix: [credentials, ...compare],
  },
  'bot-framework': {
    name: 'Azure Bot Service',
    usual: 'ppmi knows the form of its subjects, but not how it is configured.',
    fix: [credentials, ...compare],
  },
  'copilot-studio': {
    name: 'Copilot Studio',
    usual: 'ppmi knows the form of its subjects, but not how it is configured.',
    fix: [credentials, ...compare],
  },
  'entra-access-token': {
    name: 'a program that passed an access token of Microsoft Entra ID (issuer sts.windows.net) as its assertion',
    usual:
      'An access token is no assertion of a federated workload: `az login --federated-token` with one gives this error, also with one of another tenant. A managed identity presents the issuer https://login.microsoftonline.com/<tenant-id>/v2.0.',
    fix: [
      'Pass the ID token or token file of the workload. Its audience must be that of the credential, usually api://AzureADTokenExchange.',
      credentials,
      ...compare,
    ],
  },
  'unknown-system': {
    name: 'a system that ppmi does not know',
    usual: 'Neither its issuer nor its subject has a form that Power Platform presents.',
    fix: [
      'The credential must have exactly the issuer, subject and audience that the system presents: the claims iss, sub and aud of its token.',
      credentials,
      ...compare,
    ],
  },
};

export function isOtherWorkload(kind: string): kind is OtherWorkload {
  return Object.hasOwn(workloads, kind);
}

/** Whose assertion it is, in one sentence. */
export function workloadSentence(kind: OtherWorkload, parts: readonly WorkloadPart[]): string {
  const values = parts.map(({ name, value }) => `${name} ${inOnePiece(value)}`).join(', ');
  return `The assertion comes from ${workloads[kind].name}, not from a Dataverse plug-in${values === '' ? '' : `: ${values}`}.`;
}

export const differences: Readonly<Record<DifferenceName, string>> = {
  'immutable-ids-configured':
    "The configured subject carries the immutable IDs of organization and repository; the presented one does not. Create the credential without them, or switch the repository's OIDC subject claim to immutable IDs.",
  'immutable-ids-presented':
    'The presented subject carries the immutable IDs of organization and repository; the configured one does not. Create the credential with them: it is the default of repositories created or renamed after 2026-07-15.',
  'github-context':
    'The job runs in another context than the credential names: environment, branch, tag and pull request each give a subject of their own.',
  'issuer-final-slash-missing': 'The configured issuer lacks the final slash of the presented one.',
  'issuer-final-slash-added': 'The configured issuer has a final slash that the presented one lacks.',
  'case-only': 'Configured and presented value differ only in upper and lower case, which counts.',
  'audience-case':
    "The audiences differ only in upper and lower case, which counts. api://azureadtokenexchange belongs to version 0 of a plug-in's trust, api://AzureADTokenExchange to versions 1 and 2 and to every other workload: which of both is right follows from the version of the managed identity record.",
  'other-workload':
    'The configured credential is for another kind of workload than the one that presented the assertion.',
};
