/** Progress of a fleet: one live line on a terminal, a line every few seconds elsewhere. */
import type { FleetRow } from '../../report/fleet.ts';

export interface Progress {
  listed(components: number): void;
  done(row: FleetRow): void;
  /** Clears the live line. */
  stop(): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const everyMs = 5000;
const clearLine = '\r\u001b[K';

/** `now` in milliseconds. */
export function createProgress(output: Output, now: () => number): Progress {
  let listed = 0;
  let done = 0;
  let failed = 0;
  let writtenAt = now();

  const line = () => `${done} of ${listed} components checked${failed === 0 ? '' : `, ${failed} with errors`}`;

  function show(): void {
    if (output.isTTY === true) output.write(`${clearLine}${line()}`);
    else if (now() - writtenAt >= everyMs) {
      writtenAt = now();
      output.write(`${line()}\n`);
    }
  }

  return {
    listed(components) {
      listed += components;
      show();
    },
    done({ state }) {
      done += 1;
      if (state === 'failed') failed += 1;
      show();
    },
    stop() {
      if (output.isTTY === true) output.write(clearLine);
    },
  };
}
