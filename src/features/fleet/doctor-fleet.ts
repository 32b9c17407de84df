/** `ppmi doctor` over many components: resumes an earlier run, writes reports as they finish, and summarizes. */
import { jsonText } from '../../domain/harmless-text.ts';
import { fleetJson } from '../../render/json/fleet.ts';
import { reportJson } from '../../render/json/report.ts';
import { noStyle } from '../../render/style.ts';
import { conclusion } from '../../render/text/fleet.ts';
import { type Fleet, fleetRow, summarizeFleet } from '../../report/fleet.ts';
import type { Report } from '../../report/report.ts';
import { isEmulated } from '../../session/scenarios.ts';
import { type Interrupt, onInterrupt } from './interrupt.ts';
import type { FleetOptions, FleetTarget } from './open-fleet.ts';
import { createProgress } from './progress.ts';
import { isFinished, keyOf, latest, readReports } from './report-file.ts';
import { runFleet } from './run.ts';
import { isInShard, parseShard } from './targets.ts';

export interface DoctorFleetOptions {
  readonly version: string;
  /** The summary is printed as JSON, which includes the reports. */
  readonly json: boolean;
}

/**
 * With `--ndjson`, receives each line as soon as it is complete. `open` is called here, so that an interrupt while it
 * signs in ends with a conclusion, too.
 */
export async function doctorFleet(
  open: () => Promise<FleetTarget>,
  flags: FleetOptions,
  { version, json }: DoctorFleetOptions,
): Promise<Fleet> {
  const interrupt = onInterrupt();
  try {
    return await diagnoseAll(open, flags, { version, json, interrupt });
  } finally {
    interrupt.dispose();
  }
}

async function diagnoseAll(
  open: () => Promise<FleetTarget>,
  flags: FleetOptions,
  { version, json, interrupt }: DoctorFleetOptions & { readonly interrupt: Interrupt },
): Promise<Fleet> {
  const shard = parseShard(flags.shard ?? '1/1');
  const lines = flags.ndjson === true;
  const before = flags.resume === undefined ? null : await readReports(flags.resume);
  const finished = latest(before?.reports ?? []).filter(isFinished);
  const done = new Set(finished.map(componentKey));
  // Standard output may append to this very file.
  if (lines && before?.endsWithLine === false) process.stdout.write('\n');

  const rows = finished.map(fleetRow);
  const reports = [...finished];
  const progress = createProgress(json ? { write: () => {} } : process.stderr, Date.now);
  const { signal } = interrupt;
  const run = open().then((target) =>
    runFleet(target, {
      flags,
      version,
      signal,
      isIncluded: (key) => isInShard(shard, key) && !done.has(key),
      onListed: progress.listed,
      onReport(report) {
        const row = fleetRow(report);
        rows.push(row);
        if (json) reports.push(report);
        if (lines) writeLine(reportJson(report));
        progress.done(row);
      },
    }),
  );
  await Promise.race([run, interrupt.happened]);
  progress.stop();
  const fleet = summarizeFleet(rows, {
    emulated: isEmulated(flags),
    interrupted: signal.aborted,
    ...(json && { reports }),
  });
  if (lines) {
    writeLine(fleetJson(fleet));
    process.stderr.write(`${conclusion(fleet, noStyle).join('\n')}\n`);
  }
  return fleet;
}

function writeLine(value: object): void {
  process.stdout.write(`${jsonText(value)}\n`);
}

function componentKey({ target: { environment, component } }: Report): string {
  return keyOf(environment?.url ?? '', component?.id ?? null);
}
