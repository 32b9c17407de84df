/** A random company around one component: the workloads beside it, and up to three faults of the catalog in its own. */
import { derivedId } from '../../src/emulator/derived-id.ts';
import { buildBase, type Parts } from '../../src/emulator/scenarios/base.ts';
import { buildScenario } from '../../src/emulator/scenarios/build.ts';
import { certificateScenarios } from '../../src/emulator/scenarios/certificate.ts';
import { everyScenario } from '../../src/emulator/scenarios/list.ts';
import { type BaseOptions, defaults } from '../../src/emulator/scenarios/options.ts';
import type { Scenario } from '../../src/emulator/scenarios/scenario.ts';
import type { Environment, World } from '../../src/emulator/world/model.ts';
import { addCondition, type Condition } from './condition.ts';
import { addCrowd } from './crowd.ts';
import { anyNames, packages, plainNames } from './files.ts';
import { type Choose, chooser } from './random.ts';
import { addWorkloads } from './workloads.ts';

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
  /** Something that the verdict rests on cannot be read or predicted, so doctor must not find everything in order. */
  readonly notChecked: boolean;
  readonly condition: Condition | undefined;
}

const clouds = ['public', 'public', 'public', 'public', 'gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec'] as const;

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
  readonly condition?: Condition | undefined;
}

export function buildCompany(seed: number, { only = [], crowded = false, condition }: CompanyOptions = {}): Company {
  const choose = chooser(seed);
  const fixed = everyScenario().filter(({ id }) => only.includes(id));
  const { faults, parts } = injected(choose, seed, fixed);
  const others = addWorkloads(choose, parts, {
    faulty: faults.length > 0,
    misplaced: faults.some(({ id }) => misplaced.has(id)),
    recordless: faults.some(({ id }) => id === 'record-missing'),
  });
  if (crowded) addCrowd(chooser(seed ^ 0x5eed), parts, faults);
  const { notChecked } = addCondition(chooser(seed ^ 0xc0de), parts, condition);
  const { world, environment, component, principal } = parts;
  const rows = environment.components.map(({ id }) => id).filter((id) => id !== component.id && !others.includes(id));
  const bystanders = crowded ? [...rows, ...others] : others;
  for (const each of world.environments) addAssemblies(each);
  return {
    seed,
    world: { ...world, ranBefore: condition !== 'unrun', title: `Company ${seed}` },
    faults,
    options: parts.options,
    environmentUrl: environment.url,
    environmentId: environment.id,
    componentId: component.id,
    applicationId: principal.appId,
    others: bystanders,
    notChecked,
    condition,
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
  return { seed: 0, world, faults: scenarios, options, ...place, others, notChecked: false, condition: undefined };
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
