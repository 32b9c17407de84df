/** `doctor`: diagnoses one component or many, or lists the permissions that a diagnosis requires. */
import type { DoctorFlags } from '../../flags/doctor.ts';
import type { FleetJson } from '../../render/json/fleet.ts';
import type { ReportJson } from '../../render/json/report.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type PermissionsJson, permissionsText } from '../../render/text/permissions-text.ts';
import { fleetExit, reportExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session } from '../../session/session.ts';
import {
  type FleetOptions,
  type FleetTarget,
  fleetOf,
  isAboutSeveral,
  openFleet,
  wantsFleet,
} from '../fleet/open-fleet.ts';

type DoctorOptions = FleetOptions & DoctorFlags;

export async function runDoctor(
  context: CommandContext,
  flags: DoctorOptions,
  version: string,
): Promise<Outcome<ReportJson | FleetJson | PermissionsJson>> {
  if (flags['explain-permissions']) return explainPermissions();
  if (wantsFleet(flags, context.json)) return diagnoseMany(context, () => openFleet(context, flags), flags, version);
  const session = await context.openSession(flags);
  await session.prefetch();
  if (await isAboutSeveral(session, flags))
    return diagnoseMany(context, async () => fleetOf(session, flags), flags, version);
  return diagnoseOne(session, flags, version);
}

async function explainPermissions(): Promise<Outcome<PermissionsJson>> {
  const { explainPermissions: explain } = await import('../diagnose/permissions.ts');
  const result = explain();
  return { result, exitCode: 0, text: (_result, style) => permissionsText(result, style) };
}

/** Loads the printers of reports while requests are pending. */
async function diagnoseOne(session: Session, flags: DoctorOptions, version: string): Promise<Outcome<ReportJson>> {
  const [{ diagnoseShared, failedSignIn }, { reportJson }, { reportLine, reportText }] = await Promise.all([
    import('../diagnose/diagnose.ts'),
    import('../../render/json/report.ts'),
    import('../../render/text/report.ts'),
  ]);
  const { diagnosis, report } = await diagnoseShared(session, flags, { version });
  const failed = failedSignIn(diagnosis);
  if (failed !== null) throw failed;
  return {
    result: reportJson(report),
    exitCode: reportExit(report, flags['fail-on']),
    text: (_result, style) => (flags.quiet ? reportLine(report, style) : reportText(report, style, flags)),
  };
}

async function diagnoseMany(
  { json }: CommandContext,
  open: () => Promise<FleetTarget>,
  flags: DoctorOptions,
  version: string,
): Promise<Outcome<FleetJson>> {
  const [{ doctorFleet }, { fleetJson }, { conclusion, fleetText }] = await Promise.all([
    import('../fleet/doctor-fleet.ts'),
    import('../../render/json/fleet.ts'),
    import('../../render/text/fleet.ts'),
  ]);
  const fleet = await doctorFleet(open, flags, { version, json });
  return {
    result: fleetJson(fleet),
    exitCode: fleetExit(fleet, flags['fail-on']),
    text(_result, style) {
      if (flags.ndjson) return '';
      return flags.quiet ? (conclusion(fleet, style)[0] ?? '') : fleetText(fleet, style);
    },
  };
}
