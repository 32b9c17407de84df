/** A session against an emulator whose world the test can read and change. */
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import type { World } from '../src/emulator/world/model.ts';
import { emulatedTarget } from '../src/session/emulated-target.ts';
import { openSession, type Session, type SessionFlags } from '../src/session/session.ts';

export interface EmulatedSession {
  readonly session: Session;
  readonly world: World;
  /** Which components work now, by the emulator's own exchange. */
  readonly states: Emulator['componentStates'];
}

/** Closing the session closes the emulator. */
export async function openEmulatedSession(scenario: string, flags: SessionFlags = {}): Promise<EmulatedSession> {
  const emulator = await startEmulator(buildScenario(scenario).world);
  const openTarget = async () => emulatedTarget(emulator);
  return {
    session: await openSession({ emulate: scenario, ...flags }, { openTarget }),
    world: emulator.world,
    states: emulator.componentStates,
  };
}
