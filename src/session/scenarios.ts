/** The world that `--emulate` or `--world` names. The emulator is loaded only for them: it brings recorded files. */
import { PpmiError } from '../domain/errors.ts';
import type { BuiltWorld } from '../emulator/scenarios/index.ts';
import type { World } from '../emulator/world/model.ts';
import type { ConnectionFlags } from '../flags/shared.ts';
import { readInputText } from './input-file.ts';

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
      ...(!error.isUnknown && { detail: message }),
      ...(suggestion !== null && { suggestion }),
    });
  }
}

export type EmulateFlags = Pick<ConnectionFlags, 'emulate' | 'world'>;

export const isEmulated = ({ emulate, world }: EmulateFlags): boolean => emulate !== undefined || world !== undefined;

/** Null: neither flag is given. Fails as `scenario-unknown`, `world-invalid`, `file-unreadable`. */
export async function emulatedWorld({ emulate, world }: EmulateFlags): Promise<World | null> {
  if (emulate !== undefined) return (await scenarioWorld(emulate)).world;
  return world === undefined ? null : worldFromFile(world);
}

/** In bytes. A world with fifty registered packages has a few megabytes. */
const largestWorld = 64 * 1024 * 1024;

async function worldFromFile(file: string): Promise<World> {
  const text = await readInputText(file, largestWorld);
  const { loadWorld, WorldFileError } = await import('../emulator/world/load.ts');
  try {
    return loadWorld(text);
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error;
    throw new PpmiError('world-invalid', { file, detail: error.detail }, { cause: error });
  }
}
