import { applicationScenarios } from './application.ts';
import { pluginApplicationId } from './base.ts';
import { certificateScenarios } from './certificate.ts';
import { consistencyScenarios } from './consistency-faults.ts';
import { healthyScenarios } from './healthy.ts';
import { networkScenarios } from './network.ts';
import { recordScenarios } from './record.ts';
import { type Scenario, ScenarioError } from './scenario.ts';
import { formScenarios } from './trust-form.ts';
import { issuerScenarios } from './trust-issuer.ts';
import { subjectScenarios } from './trust-subject.ts';
import { versionScenarios } from './trust-version.ts';
import { unreadableScenarios } from './unreadable.ts';

/** A scenario as it is listed: what to expect of it. */
export interface ListedScenario {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly string[];
  /** Findings of `connectivity`. */
  readonly connectivity: readonly string[];
  /** Findings of `token exchange`, where the scenario is about those. */
  readonly exchange: readonly string[];
  readonly repairable: boolean;
  readonly blocked: boolean;
  /** The value of `--application-id` for the repair; null when it is not required. */
  readonly needsApplicationId: string | null;
}

export const listScenarios = (): readonly ListedScenario[] =>
  everyScenario()
    .filter(({ unlisted }) => unlisted !== true)
    .map((scenario) => ({
      id: scenario.id,
      title: scenario.title,
      findings: scenario.findings,
      connectivity: scenario.connectivity ?? [],
      exchange: scenario.exchange ?? [],
      repairable: scenario.repairable,
      blocked: scenario.blocked ?? false,
      needsApplicationId: scenario.needsApplicationId ? pluginApplicationId : null,
    }));

export const everyScenario = (): readonly Scenario[] => [
  ...healthyScenarios,
  ...subjectScenarios,
  ...versionScenarios,
  ...formScenarios,
  ...issuerScenarios,
  ...recordScenarios,
  ...certificateScenarios,
  ...applicationScenarios,
  ...unreadableScenarios,
  ...networkScenarios,
  ...consistencyScenarios,
];

/** Edit distance, for the suggestion after a typing error. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const same = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** @throws ScenarioError with the nearest name when there is no such scenario. */
export function findScenario(id: string): Scenario {
  const all = everyScenario();
  const found = all.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const [nearest] = all.map((scenario) => scenario.id).sort((a, b) => distance(id, a) - distance(id, b));
  const close = nearest !== undefined && distance(id, nearest) <= Math.max(2, id.length / 3);
  throw new ScenarioError(id, `Unknown scenario ${id}.`, { suggestion: close ? nearest : null });
}
