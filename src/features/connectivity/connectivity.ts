/** `connectivity`: which hosts are tested, and with which network settings. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import { probeCloud } from '../../net/probe/probe.ts';
import { type ConnectivityJson, connectivityExit, connectivityJson } from '../../render/json/connectivity.ts';
import type { Outcome } from '../../render/outcome.ts';
import { connectivityText } from '../../render/text/connectivity.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import type { ConnectionFlags } from '../../session/http-context.ts';

export interface ConnectivityFlags extends ConnectionFlags {
  readonly environment?: string | undefined;
  readonly cloud?: CloudId | undefined;
  readonly tenant?: string | undefined;
  readonly 'fail-on': 'error' | 'warning';
}

export async function checkConnectivity(
  context: CommandContext,
  flags: ConnectivityFlags,
): Promise<Outcome<ConnectivityJson>> {
  const { target, redactor } = await context.openHttpContext(flags);
  const { defaults, network } = target;
  const asked = flags.environment ?? defaults.environmentUrl;
  const environmentUrl = asked === null ? undefined : originOf(asked);
  const cloud = environmentUrl === undefined ? (flags.cloud ?? 'public') : cloudOf(environmentUrl, flags.cloud);
  const tenantId = flags.tenant ?? defaults.tenantId ?? undefined;
  const report = await probeCloud({ cloud, tenantId, environmentUrl, redactor, ...network });
  const result = connectivityJson(report, target.emulated, context.shell);
  return { result, exitCode: connectivityExit(result, flags['fail-on']), text: connectivityText };
}
