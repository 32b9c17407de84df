/** Derives what an identity may do on a resource from roles, access policies and application users. */
import { PpmiError } from '../../domain/errors.ts';
import type { ServicePrincipalFact } from '../../domain/facts.ts';
import { type Finding, finding, type Where } from '../../domain/findings.ts';
import { mayUseVault, type RoleGrant, vaultType } from '../../domain/resource/access.ts';
import type { AzureAddress, Resource } from '../../domain/resource/resource.ts';
import { byPolicy, roleFor } from '../../domain/resource/vault-permissions.ts';
import type { AccessJson } from '../../render/json/access.ts';
import type { Session } from '../../session/session.ts';

/** Findings without texts. */
export type AccessJudgement = Omit<AccessJson, 'emulated' | 'findings'> & { readonly findings: readonly Finding[] };

export async function judge(session: Session, resource: Resource, applicationId: string): Promise<AccessJudgement> {
  if (resource.kind === 'dataverse') return judgeDataverse(session, resource, applicationId);
  const principal = await session.sources().graph.servicePrincipal(applicationId);
  if (principal === null) {
    const reason = 'the application has no service principal in this tenant, so it cannot have roles';
    return { ...empty(resource, applicationId), allowed: false, reason };
  }
  return judgeAzure(session, resource, principal);
}

function empty(resource: Resource, applicationId: string): AccessJudgement {
  const kind = resource.kind === 'vault' ? 'key-vault' : resource.kind;
  const id = resource.kind === 'dataverse' ? null : resource.id;
  const name = resource.kind === 'dataverse' ? resource.origin : placeOf(resource).name;
  return {
    schema: 'ppmi.access/1',
    resource: { kind, id, name },
    identity: { applicationId, objectId: null, name: null },
    permission: resource.kind === 'vault' ? resource.permission : null,
    allowed: null,
    reason: null,
    model: null,
    roles: [],
    policy: null,
    applicationUser: null,
    findings: [],
  };
}

async function judgeDataverse(
  session: Session,
  resource: Resource & { kind: 'dataverse' },
  applicationId: string,
): Promise<AccessJudgement> {
  const { origin } = resource;
  const applicationUser = await session.clients.fresh(origin).dataverse.applicationUser(applicationId);
  const judged = { ...empty(resource, applicationId), applicationUser };
  if (applicationUser === null) {
    const where = { system: 'dataverse', kind: 'environment', id: null, name: origin } as const;
    const found = finding('dataverse-no-application-user', where, { application: applicationId, environment: origin });
    return { ...judged, allowed: false, findings: [found] };
  }
  if (applicationUser.disabled) return { ...judged, allowed: false, reason: 'the application user is disabled' };
  const some = applicationUser.roles.length > 0;
  return { ...judged, allowed: some, reason: some ? null : 'the application user has no security role' };
}

type InAzure = Exclude<Resource, { kind: 'dataverse' }>;

async function judgeAzure(
  session: Session,
  resource: InAzure,
  principal: ServicePrincipalFact,
): Promise<AccessJudgement> {
  const { arm } = session.sources();
  const { types, name, inside } = placeOf(resource);
  const id = resource.id ?? (await arm.resourceId(types, name));
  const scope = inside === null ? id : `${id}/${inside}`;
  const [vault, grants] = await Promise.all([
    resource.kind === 'vault' ? arm.vault(id) : null,
    arm.grants(scope, principal.id),
  ]);
  const base = empty(resource, principal.appId);
  const judged: AccessJudgement = {
    ...base,
    resource: { ...base.resource, id: scope },
    identity: { applicationId: principal.appId, objectId: principal.id, name: principal.displayName },
    roles: grants.map(roleJson),
  };
  if (resource.kind === 'azure') {
    if (grants.length === 0) return withoutRole(judged, scope, null);
    return { ...judged, reason: 'what these roles allow on this kind of resource is not judged' };
  }
  if (vault === null) throw new PpmiError('usage', { detail: `--resource: there is no vault ${id}` });
  const needed = byPolicy(resource.permission);
  const answer = mayUseVault({ vault, grants }, principal.id, needed);
  const own = vault.policies.find(({ objectId }) => objectId.toLowerCase() === principal.id.toLowerCase());
  const known = { ...judged, ...answer, model: vault.model, policy: own?.permissions ?? null };
  if (answer.allowed !== false) return known;
  if (vault.model === 'access-policies') return outsidePolicies(known);
  const below =
    resource.inside === null ? 'roles on single secrets are not checked; name a secret in --resource' : null;
  return withoutRole({ ...known, reason: below }, id, roleFor(needed.action));
}

function placeOf(resource: InAzure): AzureAddress {
  if (resource.kind === 'azure') return resource.address ?? { types: [], name: resource.id, inside: null };
  return { types: [vaultType], name: resource.name, inside: resource.inside };
}

/** `role` and `scope` are the arguments of the command that fixes it; the role is null where several roles would do. */
function withoutRole(judged: AccessJudgement, scope: string, role: string | null): AccessJudgement {
  const found = finding('resource-no-role', refusedAt(judged), { ...refusedTo(judged), role, scope });
  return { ...judged, allowed: false, findings: [found] };
}

function outsidePolicies(judged: AccessJudgement): AccessJudgement {
  const found = finding('resource-policy-model', refusedAt(judged), refusedTo(judged));
  return { ...judged, allowed: false, findings: [found] };
}

function refusedAt({ resource: { kind, id, name } }: AccessJudgement): Where {
  return { system: 'arm', kind: kind === 'azure' ? 'resource' : 'key vault', id, name };
}

function refusedTo({ resource, identity }: AccessJudgement) {
  return { application: identity.name, resource: resource.name, principalId: identity.objectId };
}

function roleJson({ role, scope, direct, conditional }: RoleGrant): AccessJson['roles'][number] {
  return { role, scope, direct, conditional };
}
