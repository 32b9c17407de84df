/**
 * `fic-missing`, `fic-missing+certificate-eku`, `fic-missing,cloud=gcchigh,kind=uami`, `fic-missing,healthy`: scenarios
 * joined by `+`, then parameters. `healthy` builds the baseline: the same world without the faults.
 */
import { type CloudId, cloudIds } from '../../domain/cloud/cloud.ts';
import { recordedFile } from '../recorded.ts';
import type { World } from '../world/model.ts';
import { buildBase, type Parts } from './base.ts';
import { addCompany } from './company.ts';
import { eventual, secondsPerRequest } from './consistency.ts';
import { growFleet } from './fleet.ts';
import { findScenario } from './list.ts';
import { type BaseOptions, defaults } from './options.ts';
import { type Scenario, ScenarioError } from './scenario.ts';

/** A world and what to expect of it. */
export interface BuiltWorld {
  readonly world: World;
  readonly scenarios: readonly Scenario[];
  readonly findings: readonly string[];
  readonly repairable: boolean;
  readonly environmentUrl: string;
  readonly environmentId: string;
  readonly componentId: string;
  readonly componentType: 'assembly' | 'package';
  readonly applicationId: string;
}

interface Parameter<T> {
  /** The rest of a sentence that begins "Expected …". */
  readonly expects: string;
  /** Null for a value that is not valid. */
  readonly read: (text: string) => T | null;
}

const choice = <T extends string | number>(...values: readonly T[]): Parameter<T> => ({
  expects: `one of ${values.join(', ')}`,
  read: (text) => values.find((value) => String(value) === text) ?? null,
});

const count = (most: number): Parameter<number> => ({
  expects: `a number from 1 to ${most}`,
  read: (text) => (/^[1-9]\d*$/.test(text) && Number(text) <= most ? Number(text) : null),
});

const parameters: { readonly [Key in keyof BaseOptions]?: Parameter<NonNullable<BaseOptions[Key]>> } = {
  cloud: choice<CloudId>(...cloudIds),
  kind: choice('app', 'uami'),
  component: choice('assembly', 'package'),
  content: { expects: 'the name of a recorded file', read: (text) => (recordedFile(text) === null ? null : text) },
  version: choice(0, 1, 2),
  components: count(500),
  applications: count(500),
  contentBytes: count(2 ** 30),
  seed: count(2 ** 31),
  consistency: choice('strict', 'eventual'),
  company: choice(0, 1),
  now: {
    expects: 'a date such as 2026-01-31T12:00:00Z',
    read: (text) => (Number.isNaN(Date.parse(text)) ? null : text),
  },
};

function parse(text: string): { scenarios: Scenario[]; asked: Partial<BaseOptions>; healthy: boolean } {
  const [names = '', ...rest] = text.split(',').map((part) => part.trim());
  const asked: Record<string, unknown> = {};
  for (const part of rest.filter((candidate) => candidate !== 'healthy')) {
    const [key = '', value = ''] = part.split('=');
    const parameter = parameters[key as keyof BaseOptions];
    const known = Object.keys(parameters).join(', ');
    if (parameter === undefined) throw new ScenarioError(text, `Unknown parameter ${key}. Parameters: ${known}.`);
    const parsed = parameter.read(value);
    if (parsed === null) {
      const invalid = `Invalid value for ${key}: ${value || '(empty)'}.`;
      throw new ScenarioError(text, `${invalid} Expected ${parameter.expects}.`);
    }
    asked[key] = parsed;
  }
  return { scenarios: names.split('+').map(findScenario), asked, healthy: rest.includes('healthy') };
}

/** What the scenarios require of their world; two with different requirements cannot share one. */
function required(scenarios: readonly Scenario[], text: string): Partial<BaseOptions> {
  const base: Record<string, unknown> = {};
  for (const scenario of scenarios) {
    for (const [key, value] of Object.entries(scenario.base ?? {})) {
      if (key in base && base[key] !== value) {
        throw new ScenarioError(
          text,
          `${scenario.id} requires ${key}=${value}, another scenario requires ${key}=${base[key]}.`,
        );
      }
      base[key] = value;
    }
  }
  return base;
}

/** Certificate and version can be replaced by a parameter; what the fault consists of cannot. */
function refuseContradiction(needs: Partial<BaseOptions>, asked: Partial<BaseOptions>, text: string): void {
  if (needs.kind !== undefined && asked.kind !== undefined && needs.kind !== asked.kind) {
    throw new ScenarioError(text, `This scenario requires kind=${needs.kind}.`);
  }
  if ((asked.components ?? Infinity) < (needs.components ?? 1)) {
    throw new ScenarioError(text, `This scenario requires at least ${needs.components} components.`);
  }
}

/** @throws ScenarioError for an unknown name, parameter or value, or scenarios that exclude each other. */
export function buildScenario(text: string): BuiltWorld {
  const { scenarios, asked, healthy } = parse(text);
  const needs = required(scenarios, text);
  refuseContradiction(needs, asked, text);
  const parts: Parts = buildBase({ ...defaults, ...needs, ...asked });
  growFleet(parts);
  const { world, environment, component, principal } = parts;
  if (!healthy) for (const scenario of scenarios) scenario.inject(parts);
  if (parts.options.company === 1) addCompany(parts);
  if (parts.options.consistency === 'eventual') {
    world.consistency ??= eventual;
    world.clock ??= { secondsPerRequest };
  }
  const findings = healthy ? [] : [...new Set(scenarios.flatMap((scenario) => scenario.findings))];
  return {
    world: {
      ...world,
      ranBefore: true,
      title: healthy ? `Baseline of ${text}` : scenarios.map(({ title }) => title).join('; '),
    },
    scenarios,
    findings,
    repairable: !healthy && findings.length > 0 && scenarios.every(({ repairable }) => repairable),
    environmentUrl: environment.url,
    environmentId: environment.id,
    componentId: component.id,
    componentType: component.kind,
    applicationId: principal.appId,
  };
}

/** @throws ScenarioError as `buildScenario` does. */
export const buildWorld = (text: string): World => buildScenario(text).world;
