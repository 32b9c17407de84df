/** What a witness is: a program by others that must complete its calls against the emulator, or agree with what is read. */
import type { Session } from './session.ts';

export interface Call {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen; for a call that failed, what went wrong. */
  readonly detail: string;
}

export interface Testimony {
  /** Of the programs that testified. */
  readonly version: string;
  readonly calls: readonly Call[];
}

export interface Witness {
  /** As named on the command line. */
  readonly name: string;
  readonly about: string;
  /** @throws Unavailable */
  testify(session: Session): Promise<Testimony>;
}

/** A witness that is not here: no fault of anybody's. */
export class Unavailable extends Error {}

/** Runs one call and keeps its failure as the result. */
export async function attempt(name: string, work: () => Promise<string> | string): Promise<Call> {
  try {
    return { name, ok: true, detail: await work() };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
