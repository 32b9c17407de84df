import { BaseCommand } from '../cli/base-command.ts';
import { failOnFlags, signInFlags, targetFlags, trustFlags, wireFlags } from '../cli/flags.ts';
import type { ReportJson } from '../render/report-json.ts';

export default class Doctor extends BaseCommand {
  static override summary = 'find out why a component cannot use its managed identity';
  static override description =
    `Reads the chain (environment, component, record, application, federated credentials, the certificate of what is
registered), judges it, and shows the cause first. Nothing is changed. What could not be looked at is shown apart and never counts as healthy.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in device-code --sign-in-client-id 11111111-2222-3333-4444-555555555555',
  ];
  static override flags = { ...targetFlags, cloud: trustFlags.cloud, ...signInFlags, ...wireFlags, ...failOnFlags };

  async run(): Promise<ReportJson> {
    const { flags } = await this.parse(Doctor);
    const { openSession } = await import('../cli/session.ts');
    const { diagnoseSession } = await import('../cli/diagnosis.ts');
    const session = await openSession(flags, (text) => this.hint(text));
    try {
      const { report } = await diagnoseSession(session, flags);
      const { exitCodeOf } = await import('../cli/exit-code.ts');
      return await this.finish(report, exitCodeOf(report, flags['fail-on']), async (style) => {
        const { reportText } = await import('../render/report-text.ts');
        return reportText(report, style);
      });
    } finally {
      await session.close();
    }
  }
}
