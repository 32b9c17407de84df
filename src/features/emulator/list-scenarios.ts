/** `emulator list`. Loaded only for that command: the scenarios bring recorded files. */
import { listScenarios } from '../../emulator/scenarios/index.ts';
import type { ScenarioList } from '../../render/text/scenarios.ts';

export function scenarioList(): ScenarioList {
  const scenarios = listScenarios().map(({ id, title, findings, repairable, blocked }) => ({
    id,
    title,
    findings,
    repairable,
    blocked,
  }));
  return { scenarios };
}
