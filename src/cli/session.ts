/** What a command that talks has in its hands: the sources, live or emulated, and what must be closed at the end. */
import type { CloudId } from '../domain/cloud.ts';
import type { Sources } from '../sources/sources.ts';

export interface Session {
  readonly sources: Sources;
  /** The same sources with nothing remembered: for reading again before and after a repair. */
  readonly cloud: CloudId;
  /** The scenario, when everything is emulated. */
  readonly emulated: string | null;
  /** Runs the component's plug-in for real, where that can be done without changing anything: in the emulator only. */
  readonly exchange: (() => Promise<{ readonly ok: boolean; readonly error: string | null }>) | null;
  close(): Promise<void>;
}
