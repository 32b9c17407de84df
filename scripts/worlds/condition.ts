/**
 * What surrounds a whole company (`npm run worlds -- --condition NAME`): rights that the signed-in account lacks on one
 * service, records of a version that ppmi does not know, environments of another tenant, or plug-ins that never ran.
 */
import { entryByName, isFindingName } from '../../src/catalog/index.ts';
import { mintClaims } from '../../src/emulator/platform/mint.ts';
import type { Parts } from '../../src/emulator/scenarios/base.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf } from '../../src/emulator/scenarios/makers.ts';
import type { Scenario } from '../../src/emulator/scenarios/scenario.ts';
import type { Environment, ManagedIdentityRecord } from '../../src/emulator/world/model.ts';
import { anyNames } from './files.ts';
import type { Choose } from './random.ts';

export const conditions = ['rights', 'versions', 'tenants', 'unrun'] as const;
export type Condition = (typeof conditions)[number];

export function isCondition(text: string): text is Condition {
  return conditions.some((condition) => condition === text);
}

/** Call after everything else was added. */
export function addCondition(
  choose: Choose,
  parts: Parts,
  condition: Condition | undefined,
): { readonly notChecked: boolean } {
  if (condition === 'rights') return { notChecked: takeRights(choose, parts) };
  if (condition === 'versions') return { notChecked: setUnknownVersions(choose, parts) };
  if (condition === 'tenants') addForeignEnvironment(choose, parts);
  return { notChecked: false };
}

function takeRights(choose: Choose, { world: { operator }, application }: Parts): boolean {
  const service = choose.one(['graph', 'arm', 'dataverse'] as const);
  if (service === 'graph') operator.graphPermissions = [];
  if (service === 'arm') operator.azureRoles = [];
  if (service === 'dataverse') operator.dataverseMember = false;
  // The credentials of an application are in Graph, those of a managed identity in Azure Resource Manager.
  return service === 'dataverse' || service === (application === null ? 'arm' : 'graph');
}

function setUnknownVersions(choose: Choose, { world, record: own, environment }: Parts): boolean {
  const isOwn = choose.chance(0.5);
  for (const place of world.environments)
    for (const record of place.managedIdentities) {
      if (place === environment && record.id === own.id ? isOwn : choose.chance(0.3))
        record.version = choose.one([3, -1]);
    }
  return isOwn && environment.managedIdentities.includes(own);
}

/** With workloads of its own, some of which act as this company's application. */
function addForeignEnvironment(choose: Choose, parts: Parts): void {
  const { world, environment: first, options } = parts;
  const tenant = world.tenants.at(-1);
  if (tenant === undefined || tenant === parts.tenant) return;
  const environment: Environment = {
    ...first,
    id: choose.newId(),
    organizationId: choose.newId(),
    tenantId: tenant.id,
    url: `https://fabrikam--example.${new URL(first.url).hostname.split('.').slice(1).join('.')}`,
    uniqueName: 'fabrikamexample',
    friendlyName: 'Fabrikam (emulated)',
    managedIdentities: [],
    components: [],
    traceLogs: [],
    applicationUsers: first.applicationUsers.map((user) => ({ ...user, id: choose.newId() })),
    ...(choose.chance(0.5) && { acceptsTenants: [parts.tenant.id] }),
  };
  world.environments.push(environment);
  const application = applicationNamed('Fabrikam Workload');
  tenant.applications.push(application);
  tenant.servicePrincipals.push(principalOf(application, tenant.id));
  for (let index = choose.count(1, 3); index > 0; index -= 1) {
    const isOurs = choose.chance(0.3);
    const record: ManagedIdentityRecord = {
      ...parts.record,
      id: choose.newId(),
      name: `Fabrikam ${index}`,
      applicationId: isOurs ? parts.principal.appId : application.appId,
      tenantId: isOurs ? parts.tenant.id : tenant.id,
      version: 2,
      subjectScope: 1,
      stateCode: 0,
    };
    const content = choose.chance(0.5) ? options.content : choose.one(anyNames);
    const base = { ...options, content, component: content.startsWith('author-') ? 'package' : 'assembly' } as const;
    const component = { ...componentNamed(`Fabrikam.Workload${index}.Plugins`, base, record.id), id: choose.newId() };
    delete component.target;
    const { presents } = component;
    if (presents === null) continue;
    const claims = mintClaims({ cloud: world.cloud, environment, record, presents });
    if (claims === null) continue;
    environment.managedIdentities.push(record);
    environment.components.push(component);
    const credentials = isOurs ? parts.credentials : application.federatedIdentityCredentials;
    const isHeld = credentials.some(({ subject }) => subject === claims.subject);
    if (!isHeld && credentials.length < 20)
      credentials.push({ ...credentialOf(`fabrikam-${index}`, claims), id: choose.newId() });
  }
}

/** What a policy or a resource refuses, and the scope that the code of a plug-in asks for. */
export function showsInRunsOnly({ findings }: Scenario): boolean {
  return findings.some(
    (name) =>
      ['conditional-access-blocked', 'scope-no-default', 'scope-unknown-resource'].includes(name) ||
      (isFindingName(name) && entryByName(name).code.startsWith('PPMI7')),
  );
}
