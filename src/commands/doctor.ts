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
import type { Fleet, FleetFlags } from '../features/fleet/open-fleet.ts';
import type { FleetJson } from '../render/json/fleet.ts';
import type { ReportJson } from '../render/json/report.ts';
import type { PermissionsJson } from '../render/text/permissions-text.ts';
import type { Session } from '../session/session.ts';

type DoctorFlags = FleetFlags & { readonly 'fail-on': 'error' | 'warning' };

export default class Doctor extends BaseCommand {
  static override summary = 'find out why a component cannot use its managed identity';
  static override description =
    `Reads the chain (environment, component, record, application, federated credentials, the certificate of what is
registered), judges it, and shows the cause first. Nothing is changed. What could not be looked at is shown apart and never counts as healthy.
Without --component it looks at the only component that has an identity, or at each of them.`;
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
    'explain-permissions': Flags.boolean({
      summary: 'show which permission each thing that is read needs, and read nothing',
    }),
  };

  async run(): Promise<ReportJson | FleetJson | PermissionsJson> {
    const { flags } = await this.parse(Doctor);
    if (flags['explain-permissions']) return this.explainPermissions();
    const { fleetOf, meansMany, openFleet, wantsFleet } = await import('../features/fleet/open-fleet.ts');
    if (wantsFleet(flags, this.jsonEnabled())) {
      const fleet = await openFleet(flags, this.prompt);
      return this.many(fleet, flags).finally(() => closed(fleet));
    }
    const { openSession } = await import('../session/session.ts');
    const session = await openSession(flags, { notify: this.prompt });
    try {
      return await this.one(session, flags);
    } catch (error) {
      if (flags.assembly !== undefined || !(await meansMany(error, session, flags))) throw error;
      return await this.many(fleetOf(session), flags);
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
    await session.prefetch();
    const { diagnoseSources } = await import('../features/diagnose/diagnose.ts');
    const { report } = await diagnoseSources(session.sharedSources(), session, flags);
    const { exitCodeOf } = await import('../cli/exit-codes.ts');
    return this.finish(report, exitCodeOf(report, flags['fail-on']), async (style) => {
      const { reportText } = await import('../render/text/report.ts');
      return reportText(report, style);
    });
  }

  private async many(fleet: Fleet, flags: DoctorFlags): Promise<FleetJson> {
    const { doctorFleet } = await import('../features/fleet/doctor-fleet.ts');
    const done = await doctorFleet(fleet, flags, { json: this.jsonEnabled() });
    return this.finish(done.fleet, done.exitCode, done.text);
  }
}

/** After an interrupt, answers are still on their way; the process ends without them. */
async function closed(open: Pick<Session, 'close'>): Promise<void> {
  if (process.exitCode !== 130) await open.close();
}
