/**
 * What few companies have, around a random one (`npm run worlds -- --crowded`): identities in a second subscription,
 * inactive and unbound records, packages beside assemblies on one record, mistakes of other components, credentials of
 * other services up to the limit, names that exist twice, content that is not returned, and missing rights.
 */
import { mintClaims } from '../../src/emulator/platform/mint.ts';
import { recordedFile } from '../../src/emulator/recorded.ts';
import { identityNamed } from '../../src/emulator/scenarios/azure.ts';
import type { Parts } from '../../src/emulator/scenarios/base.ts';
import { everyScenario } from '../../src/emulator/scenarios/list.ts';
import {
  applicationNamed,
  componentNamed,
  credentialOf,
  principalOf,
  recordNamed,
} from '../../src/emulator/scenarios/makers.ts';
import type { Scenario } from '../../src/emulator/scenarios/scenario.ts';
import type {
  Component,
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
} from '../../src/emulator/world/model.ts';
import type { Choose } from './random.ts';

const mostCredentials = 20;
const packageFiles = ['author-self-rsa', 'author-issued-plain', 'author-issued-public'] as const;

/** Call after the other workloads were added. */
export function addCrowd(choose: Choose, parts: Parts, faults: readonly Scenario[]): void {
  if (choose.chance(0.5)) addSecondSubscription(choose, parts);
  if (choose.chance(0.5)) addPackages(choose, parts);
  if (choose.chance(0.5)) addIdleRecords(choose, parts, faults);
  if (choose.chance(0.5)) addMistakesOfOthers(choose, parts);
  if (choose.chance(0.5)) addServices(choose, parts);
  if (choose.chance(0.3)) addNamesakes(choose, parts);
  if (choose.chance(0.3)) addPrincipalId(choose, parts);
  if (choose.chance(0.2)) hideContent(choose, parts);
  if (choose.chance(0.2)) parts.world.operator.powerPlatformAdmin = false;
}

const others = ({ world, component }: Parts) =>
  world.environments.flatMap((environment) =>
    environment.components.flatMap((each) => (each.id === component.id ? [] : [{ environment, component: each }])),
  );

function addSecondSubscription(choose: Choose, parts: Parts): void {
  const { world, tenant, environment, options } = parts;
  const id = choose.newId();
  const [first] = world.subscriptions;
  if (first === undefined) return;
  const { identity, principal } = identityNamed('id-elsewhere');
  principal.alternativeNames = principal.alternativeNames.map((name) => name.replace(first.id, id));
  world.subscriptions.push({
    id,
    tenantId: tenant.id,
    displayName: 'Contoso Elsewhere (emulated)',
    identities: [identity],
    roleAssignments: [],
    vaults: [],
    resources: [],
  });
  tenant.servicePrincipals.push(principal);
  const record = recordOf(choose, parts, 'Elsewhere', identity.clientId);
  const component = { ...componentNamed('Contoso.Elsewhere.Plugins', options, record.id), id: choose.newId() };
  delete component.target;
  const claims = claimsOf(environment, record, component, parts);
  if (component.kind !== 'assembly' || claims === null) return;
  environment.managedIdentities.push(record);
  environment.components.push(component);
  if (choose.chance(0.8)) identity.federatedIdentityCredentials.push(credentialOf('elsewhere', claims));
}

const recordOf = (choose: Choose, { tenant }: Parts, name: string, applicationId: string): ManagedIdentityRecord => ({
  ...recordNamed(name, applicationId, tenant.id),
  id: choose.newId(),
});

function claimsOf(
  environment: Environment,
  record: ManagedIdentityRecord,
  { presents }: Component,
  { world }: Parts,
): ReturnType<typeof mintClaims> {
  return presents === null ? null : mintClaims({ cloud: world.cloud, environment, record, presents });
}

/** Credentials of the identity that a record of the tenant names. */
function credentialsOf({ tenant, world }: Parts, applicationId: string | null): FederatedIdentityCredential[] | null {
  const application = tenant.applications.find(({ appId }) => appId === applicationId);
  const identities = world.subscriptions.flatMap(({ identities }) => identities);
  const identity = identities.find(({ clientId }) => clientId === applicationId);
  return application?.federatedIdentityCredentials ?? identity?.federatedIdentityCredentials ?? null;
}

/** On the records that assemblies of other components have. */
function addPackages(choose: Choose, parts: Parts): void {
  const { options, record: own } = parts;
  for (const [index, { environment, component: beside }] of choose.some(others(parts), 2).entries()) {
    const record = environment.managedIdentities.find(({ id }) => id === beside.managedIdentityId);
    const credentials = credentialsOf(parts, record?.applicationId ?? null);
    if (record === undefined || record.id === own.id || record.version !== 2 || credentials === null) continue;
    if (credentials === parts.credentials) continue;
    const file = choose.one(packageFiles);
    if (recordedFile(file) === null) continue;
    const base = { ...options, content: file, component: 'package' as const };
    const row = { ...componentNamed(`Contoso.Crowd${index}.Plugins`, base, record.id), id: choose.newId() };
    delete row.target;
    const claims = claimsOf(environment, record, row, parts);
    if (claims === null) continue;
    environment.components.push(row);
    const isHeld = credentials.some(({ issuer, subject }) => issuer === claims.issuer && subject === claims.subject);
    if (!isHeld && credentials.length < mostCredentials) credentials.push(credentialOf(`crowd-${index}`, claims));
  }
}

/** A lost binding is found by the records that nothing uses, so there they stay as they are. */
const losesRecord = new Set(['binding-missing', 'record-missing', 'record-inactive', 'binding-other-record']);

function addIdleRecords(choose: Choose, parts: Parts, faults: readonly Scenario[]): void {
  const { tenant, environment, principal } = parts;
  if (faults.some(({ id }) => losesRecord.has(id))) return;
  const ids = tenant.servicePrincipals.map(({ appId }) => appId).filter((id) => id !== principal.appId);
  for (const [index, id] of choose.some(ids, 2).entries()) {
    environment.managedIdentities.push({ ...recordOf(choose, parts, `Old ${index}`, id), stateCode: 1 });
  }
  if (choose.chance(0.3))
    environment.managedIdentities.push({ ...recordOf(choose, parts, 'Retired', principal.appId), stateCode: 1 });
}

/** Those that change nothing but the credential. */
const mistakes = everyScenario().filter(
  ({ id, base }) =>
    base === undefined && /^(?:tenant|environment-(?!of)|hash|issuer|audience|subject|app-segment)-?/.test(id),
);

function addMistakesOfOthers(choose: Choose, parts: Parts): void {
  for (const { environment, component } of choose.some(others(parts), 3)) {
    const record = environment.managedIdentities.find(({ id }) => id === component.managedIdentityId);
    const credentials = credentialsOf(parts, record?.applicationId ?? null);
    if (record === undefined || record.version !== 2 || credentials === null || credentials === parts.credentials)
      continue;
    const claims = claimsOf(environment, record, component, parts);
    const credential = credentials.find(({ subject }) => subject === claims?.subject);
    if (claims === null || credential === undefined) continue;
    const { environments } = parts.world;
    // The files at hand are those of who asks about the component in question.
    const world = { ...parts.world };
    try {
      choose.one(mistakes).inject({ ...parts, world, environment, component, record, claims, credential, credentials });
    } catch {
      // Not every mistake can be made in every form of a subject.
    }
    // Some make a second environment, which the names of this company's environments have already.
    const seen = new Set<string>();
    for (const each of [...environments]) {
      if (seen.has(each.id)) environments.splice(environments.lastIndexOf(each), 1);
      seen.add(each.id);
    }
  }
}

/** Other users of eid1, and the formats of 2026 of other systems. */
function addServices(choose: Choose, { credentials, environment, claims, options }: Parts): void {
  const prefix = claims.subject.startsWith('/eid1/') ? claims.subject.split('/n/plugin')[0] : null;
  const { audience } = claims;
  const issuer = prefix === null ? 'https://login.microsoftonline.com/common/v2.0' : claims.issuer;
  const eid1 =
    prefix === null
      ? []
      : [
          `${prefix}/Env/${environment.id}/sharepointmanagedidentity/${choose.newId()}`,
          `${prefix}/${choose.newId()}`,
          `${prefix}/sc/${choose.newId()}/${choose.newId()}`,
          `${prefix}/${Buffer.from(choose.newId()).toString('base64url')}`,
        ];
  const subjects = [
    ...eid1.map((subject) => ({ issuer, subject, audience })),
    ...Array.from({ length: 15 }, (_, index) => ({
      issuer:
        index % 2 === 0
          ? 'https://token.actions.githubusercontent.com'
          : `https://${options.seed}.oic.prod-aks.azure.com/x/`,
      subject:
        index % 2 === 0
          ? `repo:contoso@12/invoices${index}@34:ref:refs/heads/main`
          : `system:serviceaccount:n${index}:s`,
      audience: 'api://AzureADTokenExchange',
    })),
  ];
  const room = Math.max(0, mostCredentials - 1 - credentials.length);
  for (const [index, each] of choose.some(subjects, choose.count(0, room)).entries())
    credentials.push({ ...credentialOf(`service-${index}`, each), id: choose.newId() });
}

function addNamesakes(choose: Choose, parts: Parts): void {
  const { tenant, world, application, record, environment } = parts;
  if (application !== null) {
    const namesake = { ...applicationNamed(application.displayName), id: choose.newId(), appId: choose.newId() };
    tenant.applications.push(namesake);
    tenant.servicePrincipals.push({ ...principalOf(namesake, tenant.id), id: choose.newId() });
  }
  for (const each of world.environments)
    for (const row of each.managedIdentities) if (row.id !== record.id && choose.chance(0.3)) row.name = record.name;
  for (const each of world.environments) each.friendlyName = environment.friendlyName;
}

/** The portal shows it beside the client ID. */
function addPrincipalId(choose: Choose, parts: Parts): void {
  const { world, record: own, tenant, principal } = parts;
  for (const { managedIdentities } of world.environments)
    for (const row of managedIdentities) {
      const named = tenant.servicePrincipals.find(({ appId }) => appId === row.applicationId);
      if (row.id === own.id || named === undefined || named === principal) continue;
      if (choose.chance(0.3)) row.applicationId = named.id;
    }
}

function hideContent(choose: Choose, parts: Parts): void {
  for (const { component } of choose.some(others(parts), 1)) component.content = null;
}
