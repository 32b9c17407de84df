/** From issuer and subject to the system that presents them. Forms: identity-formats §2.3, news of 2026-11, and the vendors' pages. */
import { cloud, cloudIds, legacyAudience } from '../../cloud/cloud.ts';
import { decodeGuid, parseGuid } from '../../guid.ts';
import { parseIssuer } from '../issuer.ts';
import { parseSubject } from '../subject/parse.ts';
import type { PresentedTrust } from '../trust.ts';
import { githubParts, isGithubIssuer } from './github.ts';
import { parts, type Workload, type WorkloadKind, type WorkloadPart } from './workload.ts';

/** Null: unknown by both. If issuer and subject contradict each other, the subject decides. */
export function identifyWorkload(issuer: string | null, subject: string | null): Workload | null {
  return (subject === null ? null : bySubject(subject.trim(), issuer)) ?? (issuer === null ? null : byIssuer(issuer));
}

type Reader = (subject: string) => readonly WorkloadPart[] | null;

const readers: readonly (readonly [WorkloadKind, Reader])[] = [
  ['github-actions', githubParts],
  ['gitlab', gitlabParts],
  ['azure-devops', azureDevOpsParts],
  ['kubernetes', kubernetesParts],
  ['terraform-cloud', terraformParts],
  ['spiffe', spiffeParts],
];

const services: Readonly<Record<string, WorkloadKind>> = {
  'Azure DevOps': 'azure-devops',
  SharePoint: 'sharepoint',
  'Bot Framework': 'bot-framework',
  'Copilot Studio': 'copilot-studio',
};

function bySubject(subject: string, issuer: string | null): Workload | null {
  for (const [kind, read] of readers) {
    const found = read(subject);
    if (found !== null) return { kind, parts: found };
  }
  const { kind, service } = parseSubject(subject);
  if (kind === 'plug-in' || kind === 'version-0') return { kind: 'dataverse-plugin', parts: [] };
  const known = service === null ? undefined : services[service];
  if (known !== undefined) return { kind: known, parts: [] };
  // The subject of a managed identity is the object ID of its service principal (documented); others can be GUIDs too.
  const objectId = parseGuid(subject);
  const entra = issuer === null || parseIssuer(issuer).kind === 'entra';
  return objectId !== null && entra ? { kind: 'managed-identity', parts: parts({ 'object ID': objectId }) } : null;
}

const issuers: readonly (readonly [WorkloadKind, RegExp])[] = [
  ['gitlab', /^https:\/\/gitlab\./i],
  ['azure-devops', /^https:\/\/vstoken\.(?:dev\.azure|codeplatform)\./i],
  // AKS has had two hosts: `oidc.prod-aks.azure.com` and `<region>.oic.prod-aks.azure.com` (seen).
  [
    'kubernetes',
    /^https:\/\/(?:[\w.-]+\.)?oi(?:d)?c\.(?:prod-aks|eks)\.|^https:\/\/oidc\.eks\.|^https:\/\/kubernetes\.default|^https:\/\/container\.googleapis\.com\//i,
  ],
  ['terraform-cloud', /^https:\/\/app\.(?:eu\.)?terraform\.io/i],
];

function byIssuer(issuer: string): Workload | null {
  const text = issuer.trim();
  if (isGithubIssuer(text)) return { kind: 'github-actions', parts: [] };
  if (parseIssuer(text).kind === 'environment') return { kind: 'dataverse-plugin', parts: [] };
  const found = issuers.find(([, form]) => form.test(text));
  return found === undefined ? null : { kind: found[0], parts: [] };
}

/** `project_path:group/project:ref_type:branch:ref:main` (docs.gitlab.com: OpenID Connect; documented). */
function gitlabParts(subject: string): readonly WorkloadPart[] | null {
  const [, project, kind, ref] = /^project_path:([^:]+)(?::ref_type:([^:]+):ref:(.+))?$/s.exec(subject) ?? [];
  return project === undefined ? null : parts({ project, ...(kind === undefined ? {} : { [kind]: ref }) });
}

/**
 * A service connection: `sc://organization/project/connection` by the older issuer `vstoken.dev.azure.com`, which ends on
 * 2027-07-01, and `/eid1/c/pub/t/…/a/…/sc/{organization}/{connection}` by the Entra issuer (documented).
 */
function azureDevOpsParts(subject: string): readonly WorkloadPart[] | null {
  const [, organization, project, connection] = /^sc:\/\/([^/]+)\/([^/]+)\/(.+)$/s.exec(subject) ?? [];
  if (organization !== undefined) return parts({ organization, project, 'service connection': connection });
  const [, tenant = '', organizationId, connectionId] =
    /^\/eid1\/c\/\w+\/t\/([^/]+)\/a\/[^/]+\/sc\/([^/]+)\/([^/]+)\/?$/i.exec(subject) ?? [];
  if (organizationId === undefined) return null;
  return parts({
    'tenant ID': decodeGuid(tenant),
    'organization ID': organizationId,
    'service connection ID': connectionId,
  });
}

/** A service account (kubernetes.io: service account token; documented). */
function kubernetesParts(subject: string): readonly WorkloadPart[] | null {
  const [, namespace, account] = /^system:serviceaccount:([^:]*):(.*)$/s.exec(subject) ?? [];
  return namespace === undefined ? null : parts({ namespace, 'service account': account });
}

/** `organization:O:project:P:workspace:W:run_phase:plan` (developer.hashicorp.com: dynamic provider credentials; documented). */
function terraformParts(subject: string): readonly WorkloadPart[] | null {
  const [, organization, project, kind, name, phase] =
    /^organization:([^:]+):project:([^:]+):(workspace|stack):([^:]+)(?::(?:run_phase|operation):(\w+))?$/.exec(
      subject,
    ) ?? [];
  return organization === undefined ? null : parts({ organization, project, [kind ?? '']: name, 'run phase': phase });
}

/** `spiffe://trust-domain/path` (spiffe.io: SPIFFE-ID; documented). */
function spiffeParts(subject: string): readonly WorkloadPart[] | null {
  const [, domain, path] = /^spiffe:\/\/([^/]+)(\/.*)?$/s.exec(subject) ?? [];
  return domain === undefined ? null : parts({ 'trust domain': domain, path });
}

/**
 * What else a presented claim says, where issuer and subject have no known form: it was sent as it stands, so one that
 * Power Platform never sends is another system's. Null for a claim that is masked or absent.
 */
export function identifyPresented({ issuer, subject, audience }: PresentedTrust): Workload | null {
  if (audience !== null && audience === legacyAudience('public')) return { kind: 'dataverse-plugin', parts: [] };
  if (audience !== null && /^https:\/\/kubernetes\.default\b/i.test(audience)) return { kind: 'kubernetes', parts: [] };
  if (issuer !== null && /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\//i.test(issuer)) {
    return { kind: 'entra-access-token', parts: [] };
  }
  const foreign = [
    isWhole(issuer) && parseIssuer(issuer).kind === 'unrecognised',
    isWhole(subject) && !/^\/?eid1\/|^component:/i.test(subject) && parseGuid(subject) === null,
    isWhole(audience) && !exchangeAudiences().includes(audience.toLowerCase()),
  ];
  return foreign.includes(true) ? { kind: 'unknown-system', parts: [] } : null;
}

/** Not masked, not cut off. */
const isWhole = (claim: string | null): claim is string =>
  claim !== null && !/[*…]|\.\.\.|<[^<>]*>|XXX|REDACTED/i.test(claim);

const exchangeAudiences = (): readonly string[] =>
  cloudIds.flatMap((id) => cloud(id).ficAudience.value?.toLowerCase() ?? []);
