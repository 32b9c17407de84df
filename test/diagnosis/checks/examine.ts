/** A diagnosis of a scenario whose world changes between the run of the plug-in and the diagnosis. */

import type { World } from '../../../src/emulator/world/model.ts';
import { type DiagnoseResult, diagnoseSession } from '../../../src/features/diagnose/diagnose.ts';
import type { Session } from '../../../src/session/session.ts';
import { openEmulatedSession } from '../../emulated-session.ts';

export async function inWorld<T>(
  emulate: string,
  change: (world: World) => void,
  look: (diagnosed: DiagnoseResult, session: Session) => T | Promise<T>,
  /** `throughProxy`: the change adds faults of the network. */
  options: { readonly throughProxy?: boolean } = {},
): Promise<T> {
  const { session, world } = await openEmulatedSession(emulate, {}, options);
  try {
    change(world);
    return await look(await diagnoseSession(session, { emulate }), session);
  } finally {
    await session.close();
  }
}

export const names = ({ report }: DiagnoseResult): readonly string[] => report.findings.map(({ name }) => name);

/** Checks in a state, by id. */
export const inState = ({ report }: DiagnoseResult, state: string): readonly string[] =>
  report.verdicts.filter((verdict) => verdict.state === state).map(({ check }) => check);
