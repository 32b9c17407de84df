/** `emulator list`. Loaded only for this command, because the scenarios include recorded files. */
import { listScenarios as scenariosOf } from '../../emulator/scenarios/index.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type ScenarioList, scenariosText } from '../../render/text/scenarios.ts';

export function listScenarios(): Outcome<ScenarioList> {
  const scenarios = scenariosOf().map(({ id, title, findings, repairable, blocked }) => ({
    id,
    title,
    findings,
    repairable,
    blocked,
  }));
  return { result: { scenarios }, exitCode: 0, text: scenariosText };
}
