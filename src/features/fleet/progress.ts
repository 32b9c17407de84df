/** How far a fleet is: one live line on a terminal, a line every few seconds elsewhere. */
import type { FleetRow } from '../../render/json/fleet.ts';

export interface Progress {
  listed(components: number): void;
  done(row: FleetRow): void;
  /** The live line is taken away, so that what follows stands alone. */
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
  let toldAt = now();

  const line = () => `${done} of ${listed} components looked at${failed === 0 ? '' : `, ${failed} with errors`}`;

  function tell(): void {
    if (output.isTTY === true) output.write(`${clearLine}${line()}`);
    else if (now() - toldAt >= everyMs) {
      toldAt = now();
      output.write(`${line()}\n`);
    }
  }

  return {
    listed(components) {
      listed += components;
      tell();
    },
    done({ state }) {
      done += 1;
      if (state === 'failed') failed += 1;
      tell();
    },
    stop() {
      if (output.isTTY === true) output.write(clearLine);
    },
  };
}
