/** `ppmi doctor` over many components: what is written while it runs, and how it ends. */

import type { ExitCode } from '../../cli/base-command.ts';
import { exitCodeOfFleet } from '../../cli/exit-codes.ts';
import type { FleetJson } from '../../render/json/fleet.ts';
import { noStyle, type Style } from '../../render/style.ts';
import { conclusion, fleetText } from '../../render/text/fleet.ts';
import { diagnoseFleet } from './diagnose-fleet.ts';
import { onInterrupt } from './interrupt.ts';
import type { Fleet, FleetFlags } from './open-fleet.ts';
import { createProgress } from './progress.ts';
import { readReports } from './report-file.ts';

export interface FleetResult {
  readonly fleet: FleetJson;
  readonly exitCode: ExitCode;
  /** For standard output; empty when all of it was written as lines. */
  text(style: Style): string;
}

export async function doctorFleet(
  fleet: Fleet,
  flags: FleetFlags & { readonly 'fail-on': 'error' | 'warning' },
  { json }: { readonly json: boolean },
): Promise<FleetResult> {
  const lines = flags.ndjson === true;
  const before = flags.resume === undefined ? null : await readReports(flags.resume);
  const write = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);
  // The file may be the one that standard output goes on with.
  if (lines && before?.endsWithLine === false) process.stdout.write('\n');
  const silent = { write: () => {} };
  const interrupt = onInterrupt();
  try {
    const run = await diagnoseFleet(fleet, {
      flags,
      before,
      keepReports: json,
      interrupt,
      progress: createProgress(json ? silent : process.stderr, Date.now),
      onReport: lines ? write : () => {},
    });
    if (lines) {
      write(run.fleet);
      process.stderr.write(`${conclusion(run.fleet, noStyle).join('\n')}\n`);
    }
    return {
      fleet: run.fleet,
      exitCode: exitCodeOfFleet(run.fleet, run.rows, flags['fail-on']),
      text: (style) => (lines ? '' : fleetText(run.fleet, run.rows, style)),
    };
  } finally {
    interrupt.dispose();
  }
}
