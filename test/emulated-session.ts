/** A session against an emulator whose world the test can read and change. */
import { startEmulator } from '../src/emulator/emulator.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import type { World } from '../src/emulator/world/model.ts';
import { emulatedTarget } from '../src/session/emulated-target.ts';
import { openSession, type Session } from '../src/session/session.ts';

export interface EmulatedSession {
  readonly session: Session;
  readonly world: World;
}

/** Closing the session closes the emulator. */
export async function openEmulatedSession(scenario: string): Promise<EmulatedSession> {
  const emulator = await startEmulator(buildScenario(scenario).world);
  const openTarget = async () => emulatedTarget(emulator);
  return { session: await openSession({ emulate: scenario }, { openTarget }), world: emulator.world };
}
