/** A random company around one component: the workloads beside it, and up to three faults of the catalog in its own. */
import { derivedId } from '../../src/emulator/derived-id.ts';
import { mintClaims } from '../../src/emulator/platform/mint.ts';
import { recordedFile } from '../../src/emulator/recorded.ts';
import { identityNamed } from '../../src/emulator/scenarios/azure.ts';
import { buildBase, type Parts } from '../../src/emulator/scenarios/base.ts';
import { buildScenario } from '../../src/emulator/scenarios/build.ts';
import { certificateScenarios } from '../../src/emulator/scenarios/certificate.ts';
import { everyScenario } from '../../src/emulator/scenarios/list.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf } from '../../src/emulator/scenarios/makers.ts';
import { type BaseOptions, defaults } from '../../src/emulator/scenarios/options.ts';
import type { Scenario } from '../../src/emulator/scenarios/scenario.ts';
import type {
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  ServicePrincipal,
  World,
} from '../../src/emulator/world/model.ts';
import { addCrowd } from './crowd.ts';
import { type Choose, chooser } from './random.ts';

export interface Company {
  readonly seed: number;
  readonly world: World;
  readonly faults: readonly Scenario[];
  readonly options: BaseOptions;
  readonly environmentUrl: string;
  readonly environmentId: string;
  readonly componentId: string;
  /** Client ID of the identity that the component is meant to act as. */
  readonly applicationId: string;
  /** Others in the environment of the component. */
  readonly others: readonly string[];
}

const clouds = ['public', 'public', 'public', 'public', 'gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec'] as const;

/** Names that the emulator can write into a subject of version 0 or 1. */
const plainNames = ['self-rsa', 'self-full', 'issued-plain', 'issued-public-plain-cn'];
const anyNames = [...plainNames, 'issued-public', 'issued-email', 'issued-enterprise', 'issued-non-ascii'];
const packages = ['author-self-rsa', 'author-issued-plain', 'author-issued-public'];

/** Faults that doctor names, one component and the configuration as they are: no network, no lag. */
export function allScenarios(): readonly Scenario[] {
  return everyScenario().filter(
    ({ findings, connectivity = [], exchange = [], unlisted, id }) =>
      findings.length > 0 && connectivity.length + exchange.length === 0 && unlisted !== true && !needsTime.has(id),
  );
}

/** Which depend on the clock or on a run of their own. */
const needsTime = new Set(['fic-propagating', 'fic-stale']);

const registersContent = new Set(certificateScenarios.map(({ id }) => id));

function compatible(scenarios: readonly Scenario[]): boolean {
  // Without a trace log nothing says what runs show, which the finding tells.
  if (scenarios.length > 1 && scenarios.some(({ id }) => id === 'trace-log-off')) return false;
  // Each registers other content, so the later one would replace what the earlier one broke.
  if (scenarios.filter(({ id }) => registersContent.has(id)).length > 1) return false;
  const base = new Map<string, unknown>();
  for (const scenario of scenarios) {
    for (const [key, value] of Object.entries(scenario.base ?? {})) {
      if (base.has(key) && base.get(key) !== value) return false;
      base.set(key, value);
    }
  }
  return true;
}

function chooseFaults(choose: Choose): readonly Scenario[] {
  const count = choose.one([0, 0, 1, 1, 1, 1, 1, 2, 2, 3]);
  for (;;) {
    const faults = choose.some(allScenarios(), count);
    if (compatible(faults)) return faults;
  }
}

function chooseOptions(choose: Choose, seed: number, faults: readonly Scenario[]): BaseOptions {
  const required: Partial<BaseOptions> = Object.assign({}, ...faults.map(({ base }) => base ?? {}));
  const free: Partial<BaseOptions> = { cloud: choose.one(clouds), kind: choose.one(['app', 'app', 'uami']), seed };
  if (faults.length === 0) {
    const isPackage = choose.chance(0.25);
    const version = choose.one([0, 1, 2, 2] as const);
    const names = version === 2 ? anyNames : plainNames;
    Object.assign(free, {
      version: isPackage ? 2 : version,
      component: isPackage ? 'package' : 'assembly',
      content: choose.one(isPackage ? packages : names),
    });
  } else if (choose.chance(0.3)) {
    Object.assign(free, { content: 'self-full' });
  }
  return { ...defaults, ...free, ...required };
}

export interface CompanyOptions {
  /** Faults by name; otherwise chosen. */
  readonly only?: readonly string[];
  /** With what few companies have. */
  readonly crowded?: boolean;
}

export function buildCompany(seed: number, { only = [], crowded = false }: CompanyOptions = {}): Company {
  const choose = chooser(seed);
  const fixed = everyScenario().filter(({ id }) => only.includes(id));
  const { faults, parts } = injected(choose, seed, fixed);
  const others = addWorkloads(choose, parts, {
    faulty: faults.length > 0,
    misplaced: faults.some(({ id }) => misplaced.has(id)),
    recordless: faults.some(({ id }) => id === 'record-missing'),
  });
  if (crowded) addCrowd(chooser(seed ^ 0x5eed), parts, faults);
  const { world, environment, component, principal } = parts;
  const rows = environment.components.map(({ id }) => id).filter((id) => id !== component.id && !others.includes(id));
  const bystanders = crowded ? [...rows, ...others] : others;
  for (const each of world.environments) addAssemblies(each);
  return {
    seed,
    world: { ...world, ranBefore: true, title: `Company ${seed}` },
    faults,
    options: parts.options,
    environmentUrl: environment.url,
    environmentId: environment.id,
    componentId: component.id,
    applicationId: principal.appId,
    others: bystanders,
  };
}

/** A scenario of the catalog as a company, for `fic-missing,company=1`. */
export function scenarioCompany(emulate: string): Company {
  const built = buildScenario(emulate);
  const { world, scenarios, environmentUrl, environmentId, componentId, applicationId } = built;
  const here = world.environments.find(({ id }) => id === environmentId);
  const others = (here?.components ?? []).map(({ id }) => id).filter((id) => id !== componentId);
  const options = { ...defaults, cloud: world.cloud };
  const place = { environmentUrl, environmentId, componentId, applicationId };
  return { seed: 0, world, faults: scenarios, options, ...place, others };
}

/** Importing a package creates the rows of its assemblies (documented), and the classes in trace logs belong to those. */
function addAssemblies({ components }: Environment): void {
  const assemblies = new Set(components.map(({ packageId }) => packageId));
  for (const each of components.filter(({ kind, id }) => kind === 'package' && !assemblies.has(id))) {
    const name = each.name.replace(/^contoso_/, '');
    components.push({
      ...each,
      ...{ kind: 'assembly', id: derivedId(`assembly/${each.id}`), name, uniqueName: null },
      // Rows that a package brings have no content and no binding of their own. [inferred]
      ...{ content: null, managedIdentityId: null, packageId: each.id },
    });
  }
}

const misplaced = new Set(['binding-other-record', 'binding-missing', 'fic-on-other-app', 'record-duplicate']);

/** Some faults leave nothing to inject another one into; then others are chosen. */
function injected(
  choose: Choose,
  seed: number,
  fixed: readonly Scenario[],
): { faults: readonly Scenario[]; parts: Parts } {
  for (;;) {
    const faults = fixed.length > 0 ? fixed : chooseFaults(choose);
    const parts = buildSafely(chooseOptions(choose, seed, faults));
    try {
      for (const fault of faults) fault.inject(parts);
      if (fixed.length > 0 || isPossible(parts)) return { faults, parts };
    } catch (error) {
      if (fixed.length > 0) throw error;
    }
  }
}

/** Faults that are injected one after the other can leave what Entra refuses: a subject beside an expression. */
function isPossible({ credentials }: Parts): boolean {
  return credentials.every(({ subject, claimsMatchingExpression }) => !subject || !claimsMatchingExpression);
}

/** Version 0 has no known issuer in some clouds. */
function buildSafely(options: BaseOptions): Parts {
  try {
    return buildBase(options);
  } catch {
    return buildBase({ ...options, version: 2 });
  }
}

interface Identity {
  readonly principal: ServicePrincipal;
  readonly credentials: FederatedIdentityCredential[];
}

function addWorkloads(
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
