/** The workloads beside the component of a random company: identities, environments, components and foreign credentials. */
import { mintClaims } from '../../src/emulator/platform/mint.ts';
import { recordedFile } from '../../src/emulator/recorded.ts';
import { identityNamed } from '../../src/emulator/scenarios/azure.ts';
import type { Parts } from '../../src/emulator/scenarios/base.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf } from '../../src/emulator/scenarios/makers.ts';
import type {
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  ServicePrincipal,
} from '../../src/emulator/world/model.ts';
import { anyNames, packages, plainNames } from './files.ts';
import type { Choose } from './random.ts';

interface Identity {
  readonly principal: ServicePrincipal;
  readonly credentials: FederatedIdentityCredential[];
}

/** IDs of the components that were added beside the one in question. */
export function addWorkloads(
  choose: Choose,
  parts: Parts,
  faults: Pick<Place, 'faulty' | 'misplaced' | 'recordless'>,
): readonly string[] {
  const { world, environment, principal, credentials } = parts;
  const identities: Identity[] = [{ principal, credentials }, ...addIdentities(choose, parts)];
  const environments = [environment, ...addEnvironments(choose, parts)];
  const company = choose.chance(0.5) ? parts.options.content : null;
  const others: string[] = [];
  const most = 9 - world.environments.reduce((sum, { components }) => sum + components.length, 0);
  for (let index = 0; index < choose.count(0, Math.max(0, most)); index += 1) {
    const place = choose.chance(0.6) ? environment : choose.one(environments);
    const identity = choose.chance(0.3) ? (identities[0] ?? choose.one(identities)) : choose.one(identities);
    const added = addComponent(choose, parts, { place, identity, index, ...faults, content: company });
    if (added !== null && place === environment) others.push(added);
  }
  addForeign(choose, parts, identities);
  return others;
}

function addIdentities(choose: Choose, { world, tenant }: Parts): readonly Identity[] {
  return Array.from({ length: choose.count(3, 5) }, (_, index): Identity => {
    const name = `Workload ${index + 1}`;
    if (choose.chance(0.4)) {
      const { identity, principal } = identityNamed(`id-workload-${index + 1}`);
      world.subscriptions[0]?.identities.push(identity);
      tenant.servicePrincipals.push(principal);
      return { principal, credentials: identity.federatedIdentityCredentials };
    }
    const application = applicationNamed(name);
    const principal = principalOf(application, tenant.id);
    tenant.applications.push(application);
    tenant.servicePrincipals.push(principal);
    return { principal, credentials: application.federatedIdentityCredentials };
  });
}

function addEnvironments(choose: Choose, { world, environment: first }: Parts): readonly Environment[] {
  return Array.from({ length: choose.count(1, 2) }, (_, index) => {
    const id = choose.newId();
    const environment: Environment = {
      ...first,
      id,
      organizationId: choose.newId(),
      url: `https://contoso-${index}--example.${new URL(first.url).hostname.split('.').slice(1).join('.')}`,
      uniqueName: `contoso${index}example`,
      friendlyName: `Contoso ${index} (emulated)`,
      managedIdentities: [],
      components: [],
      traceLogs: [],
      applicationUsers: first.applicationUsers.map((user) => ({ ...user, id: choose.newId() })),
    };
    world.environments.push(environment);
    return environment;
  });
}

interface Place {
  readonly place: Environment;
  readonly identity: Identity;
  readonly index: number;
  /** The component has a fault: others seldom bring the very credential that it lacks. */
  readonly faulty: boolean;
  /** The right credential is on another identity than the record names, or the component lost its record, or has two. */
  readonly misplaced: boolean;
  /** No record is left: one whose application trusts this certificate would be the lost one. */
  readonly recordless: boolean;
  /** Null: each has its own. */
  readonly content: string | null;
}

function addComponent(
  choose: Choose,
  parts: Parts,
  { place, identity, index, faulty, misplaced, recordless, content }: Place,
): string | null {
  const { world, tenant, options } = parts;
  const file = content ?? choose.one(anyNames);
  const known = place.managedIdentities.filter(({ applicationId }) => applicationId === identity.principal.appId);
  const shared = known.length > 0 && choose.chance(0.6) ? choose.one(known) : null;
  // Common names with a comma or outside ASCII do not work before version 2.
  if (shared !== null && shared.version !== 2 && !plainNames.includes(file)) return null;
  const version = plainNames.includes(file) && choose.chance(0.4) ? choose.one([0, 1] as const) : 2;
  const record: ManagedIdentityRecord = shared ?? {
    id: choose.newId(),
    name: `Record ${index + 1}`,
    applicationId: identity.principal.appId,
    tenantId: tenant.id,
    credentialSource: 2,
    subjectScope: 1,
    version,
    stateCode: 0,
    isManaged: false,
  };
  const kind = packages.includes(file) ? 'package' : 'assembly';
  const name = `Contoso.Workload${index + 1}.Plugins`;
  const component = { ...componentNamed(name, { ...options, content: file, component: kind }, record.id) };
  component.id = choose.newId();
  delete component.target;
  const { presents } = component;
  if (presents === null || recordedFile(file) === null) return null;
  // Who else acts as the identity may hold the credential that was misplaced, or the record that was bound: then nothing
  // tells whose it is.
  const unowned = misplaced || recordless;
  if (unowned && identity.principal === parts.principal && place === parts.environment) return null;
  if (recordless && file === options.content && place === parts.environment) return null;
  const claims = mintClaims({ cloud: world.cloud, environment: place, record, presents });
  if (claims === null) return null;
  // The component's credential of another version would be right for this one, and no mistake.
  const { subject } = parts.credential;
  if (identity.credentials === parts.credentials && subject === claims.subject && subject !== parts.claims.subject)
    return null;
  if (shared === null) place.managedIdentities.push(record);
  place.components.push(component);
  const { credentials } = identity;
  const taken = credentials.some(({ issuer, subject }) => issuer === claims.issuer && subject === claims.subject);
  // A tenth of the others have a fault of their own.
  const heals = faulty && credentials === parts.credentials && claims.subject === parts.claims.subject;
  if (!taken && credentials.length < 20 && choose.chance(heals ? 0.1 : 0.9)) {
    credentials.push({ ...credentialOf(`workload-${index + 1}`, claims), id: choose.newId() });
  }
  return component.id;
}

const pipelines = [
  ['https://token.actions.githubusercontent.com', 'repo:contoso/invoices:ref:refs/heads/main'],
  ['https://westeurope.oic.prod-aks.azure.com/contoso/', 'system:serviceaccount:invoices:batch'],
  ['https://vstoken.dev.azure.com/contoso', 'sc://contoso/invoices/deploy'],
] as const;

/** Credentials of pipelines, and of an environment of another tenant. */
function addForeign(choose: Choose, parts: Parts, identities: readonly Identity[]): void {
  const { world, options, component } = parts;
  for (const [index, { credentials }] of identities.entries()) {
    const foreign = choose
      .some(pipelines, choose.count(0, 3))
      .map(([issuer, subject]) => ({ issuer, subject, audience: 'api://AzureADTokenExchange' }));
    const elsewhere = { id: choose.newId(), tenantId: choose.newId() };
    const record = { version: 2, subjectScope: 1 };
    const presents = component.presents ?? { certificate: 'self-rsa' };
    const claims = choose.chance(0.3)
      ? mintClaims({ cloud: options.cloud, environment: elsewhere, record, presents })
      : null;
    for (const [at, each] of [...foreign, ...(claims === null ? [] : [claims])].entries()) {
      if (credentials.length >= 20) break;
      const id = choose.newId();
      credentials.push({ ...credentialOf(`foreign-${index}-${at}`, each), id });
    }
  }
  world.tenants.push({
    id: choose.newId(),
    displayName: 'Fabrikam (emulated)',
    domain: 'fabrikam.example',
    applications: [applicationNamed('Fabrikam Orders')],
    servicePrincipals: [],
    conditionalAccessBlocks: [],
  });
}
