/** A session against an emulated cloud whose world the test can read and change. */
import { type Emulation, emulate } from '../scripts/worlds/direct-http.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import type { World } from '../src/emulator/world/model.ts';
import { openSession, type Session, type SessionFlags } from '../src/session/session.ts';

export interface EmulatedSession {
  readonly session: Session;
  readonly world: World;
  /** Which components work now, by the emulator's own exchange. */
  readonly states: Emulation['cloud']['componentStates'];
}

/** `throughProxy`: for a test that adds faults of the network. Closing the session closes the emulated cloud. */
export async function openEmulatedSession(
  scenario: string,
  flags: SessionFlags = {},
  options: { readonly throughProxy?: boolean } = {},
): Promise<EmulatedSession> {
  const { cloud, access } = await emulate(buildScenario(scenario).world, options);
  const session = await openSession({ emulate: scenario, ...flags }, access);
  return { session, world: cloud.world, states: cloud.componentStates };
}
