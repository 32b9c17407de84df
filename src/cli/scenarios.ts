/** The emulator's scenarios, for commands. Loaded only where the emulator is wanted: it brings recorded files. */
import { PpmiError } from '../domain/errors.ts';
import type { BuiltWorld } from '../emulator/scenarios/index.ts';
import type { ScenarioList } from '../render/scenarios-text.ts';

export async function scenarioList(): Promise<ScenarioList> {
  const { listScenarios } = await import('../emulator/scenarios/index.ts');
  const scenarios = listScenarios().map(({ id, title, findings, repairable, blocked }) => ({
    id,
    title,
    findings,
    repairable,
    blocked,
  }));
  return { scenarios };
}

/** The world of a scenario and its parameters (`fic-missing,cloud=gcchigh`). Fails as `scenario-unknown`. */
export async function scenarioWorld(scenario: string): Promise<BuiltWorld> {
  const { buildScenario, ScenarioError } = await import('../emulator/scenarios/index.ts');
  try {
    return buildScenario(scenario);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const { suggestion, message } = error;
    throw new PpmiError('scenario-unknown', {
      scenario: error.scenario,
      detail: message,
      ...(suggestion !== null && { suggestion }),
    });
  }
}
