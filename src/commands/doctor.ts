import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import {
  connectionFlags,
  failOnFlags,
  fleetFlags,
  localFileFlags,
  signInFlags,
  targetFlags,
  trustFlags,
} from '../cli/flags.ts';
import { ownPackage } from '../cli/host.ts';
import type { FleetFlags, FleetTarget } from '../features/fleet/open-fleet.ts';
import type { FleetJson } from '../render/json/fleet.ts';
import type { ReportJson } from '../render/json/report.ts';
import type { PermissionsJson } from '../render/text/permissions-text.ts';
import type { FailOn } from '../report/exit-codes.ts';
import type { Session } from '../session/session.ts';

type DoctorFlags = FleetFlags & {
  readonly 'fail-on': FailOn;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

export default class Doctor extends BaseCommand {
  static override summary = 'Find out why a component cannot use its managed identity';
  static override description =
    `Reads the configuration of a component from end to end (environment, component, record, application, federated credentials, certificate
of the registered file), checks it, and shows the cause first. Nothing is changed. Checks that could not run are listed separately and never count as passed.
Without --component, ppmi checks the only component that has an identity, or each of them.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in device-code --sign-in-client-id 11111111-2222-3333-4444-555555555555',
    '<%= config.bin %> <%= command.id %> --all --environments-file environments.txt --shard 2/8 --ndjson > part-2.ndjson',
  ];
  static override flags = {
    ...targetFlags,
    cloud: trustFlags.cloud,
    ...localFileFlags,
    ...fleetFlags,
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
    verbose: Flags.boolean({ summary: 'List every check with its result' }),
    quiet: Flags.boolean({ summary: 'Print one line', exclusive: ['verbose'] }),
    'explain-permissions': Flags.boolean({ summary: 'List the required permissions without reading anything' }),
  };

  async run(): Promise<ReportJson | FleetJson | PermissionsJson> {
    const { flags } = await this.parse(Doctor);
    if (flags['explain-permissions']) return this.explainPermissions();
    const { fleetOf, isAboutSeveral, openFleet, wantsFleet } = await import('../features/fleet/open-fleet.ts');
    if (wantsFleet(flags, this.jsonEnabled())) {
      const fleet = await openFleet(flags, this.prompt);
      return this.many(fleet, flags).finally(() => closed(fleet));
    }
    const { openSession } = await import('../session/session.ts');
    const session = await openSession(flags, { notify: this.prompt });
    try {
      await session.prefetch();
      if (await isAboutSeveral(session, flags)) return await this.many(fleetOf(session, flags), flags);
      return await this.one(session, flags);
    } finally {
      await closed(session);
    }
  }

  private async explainPermissions(): Promise<PermissionsJson> {
    const { explainPermissions } = await import('../features/diagnose/permissions.ts');
    const result = explainPermissions();
    return this.finish(result, 0, async (style) => {
      const { permissionsText } = await import('../render/text/permissions-text.ts');
      return permissionsText(result, style);
    });
  }

  private async one(session: Session, flags: DoctorFlags): Promise<ReportJson> {
    const { diagnoseShared } = await import('../features/diagnose/diagnose.ts');
    const [{ reportExit }, { reportJson }] = await Promise.all([
      import('../report/exit-codes.ts'),
      import('../render/json/report.ts'),
    ]);
    const { report } = await diagnoseShared(session, flags, { version: ownPackage(this.config).version });
    return this.finish(reportJson(report), reportExit(report, flags['fail-on']), async (style) => {
      const { reportLine, reportText } = await import('../render/text/report.ts');
      return flags.quiet ? reportLine(report, style) : reportText(report, style, flags);
    });
  }

  private async many(target: FleetTarget, flags: DoctorFlags): Promise<FleetJson> {
    const { doctorFleet } = await import('../features/fleet/doctor-fleet.ts');
    const [{ fleetExit }, { fleetJson }] = await Promise.all([
      import('../report/exit-codes.ts'),
      import('../render/json/fleet.ts'),
    ]);
    const fleet = await doctorFleet(target, flags, {
      version: ownPackage(this.config).version,
      json: this.jsonEnabled(),
    });
    return this.finish(fleetJson(fleet), fleetExit(fleet, flags['fail-on']), async (style) => {
      if (flags.ndjson) return '';
      const { conclusion, fleetText } = await import('../render/text/fleet.ts');
      return flags.quiet ? (conclusion(fleet, style)[0] ?? '') : fleetText(fleet, style);
    });
  }
}

/** After an interrupt, answers are still on their way; the process ends without them. */
async function closed(open: Pick<Session, 'close'>): Promise<void> {
  if (process.exitCode !== 130) await open.close();
}
