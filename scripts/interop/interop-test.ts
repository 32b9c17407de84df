/** An interoperability test: a third-party program completes its calls against the emulator, or agrees with what ppmi reads. */
import { Unavailable } from './program.ts';
import type { Session } from './session.ts';

export interface Call {
  readonly name: string;
  readonly ok: boolean;
  /** What was observed; for a failed call, the reason. */
  readonly detail: string;
}

export interface InteropResult {
  /** Of the programs under test. */
  readonly version: string;
  readonly calls: readonly Call[];
}

export interface InteropTest {
  /** As named on the command line. */
  readonly name: string;
  readonly about: string;
  /** @throws Unavailable */
  run(session: Session): Promise<InteropResult>;
}

/** Runs one call and returns a failure as its result. */
export async function attempt(name: string, work: () => Promise<string> | string): Promise<Call> {
  try {
    return { name, ok: true, detail: await work() };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
