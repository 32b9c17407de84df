/** `connectivity`: which hosts, by which way out. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import { probeCloud } from '../../net/probe/probe.ts';
import type { ConnectivityReport } from '../../net/probe/report.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import { type ConnectionFlags, openHttpContext } from '../../session/http-context.ts';

export interface ConnectivityFlags extends ConnectionFlags {
  readonly environment?: string | undefined;
  readonly cloud?: CloudId | undefined;
  readonly tenant?: string | undefined;
}

export async function checkConnectivity(flags: ConnectivityFlags): Promise<ConnectivityReport> {
  const context = await openHttpContext(flags);
  try {
    const { defaults, network } = context.target;
    const asked = flags.environment ?? defaults.environmentUrl;
    const environmentUrl = asked === null ? undefined : originOf(asked);
    const cloud = environmentUrl === undefined ? (flags.cloud ?? 'public') : cloudOf(environmentUrl, flags.cloud);
    return await probeCloud({
      cloud,
      tenantId: flags.tenant ?? defaults.tenantId ?? undefined,
      environmentUrl,
      redactor: context.redactor,
      ...network,
    });
  } finally {
    await context.close();
  }
}
