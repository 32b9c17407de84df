import { BaseCommand } from '../cli/base-command.ts';
import { connectionFlags, failOnFlags, targetFlags, trustFlags } from '../cli/flags.ts';
import type { ConnectivityJson } from '../render/json/connectivity.ts';
import { isEmulated } from '../session/scenarios.ts';

export default class Connectivity extends BaseCommand {
  static override summary = 'probe from this machine the hosts of a cloud that managed identity needs';
  static override description =
    `Asks each host stage by stage (name, connection, proxy, TLS, and an answer that only the real service gives) without signing in.
It says nothing about the network that the plug-in runs in. Exit code 1: a host that is needed does not answer as itself. 2: that could not be told.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --cloud gcchigh',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --tenant 11111111-2222-3333-4444-555555555555',
  ];
  static override flags = {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    tenant: trustFlags.tenant,
    ...connectionFlags,
    ...failOnFlags,
  };

  async run(): Promise<ConnectivityJson> {
    const { flags } = await this.parse(Connectivity);
    const { checkConnectivity } = await import('../features/connectivity/connectivity.ts');
    const { connectivityExit, connectivityJson } = await import('../render/json/connectivity.ts');
    const result = connectivityJson(await checkConnectivity(flags), isEmulated(flags));
    return this.finish(result, connectivityExit(result, flags['fail-on']), async (style) => {
      const { connectivityText } = await import('../render/text/connectivity.ts');
      return connectivityText(result, style);
    });
  }
}
