/** `connectivity`: which hosts, by which way out. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import { probeCloud } from '../../net/probe/probe.ts';
import type { ConnectivityReport } from '../../net/probe/report.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import { openWire, type WireFlags } from '../../session/http-context.ts';

export interface ProbeFlags extends WireFlags {
  readonly environment?: string | undefined;
  readonly cloud?: CloudId | undefined;
  readonly tenant?: string | undefined;
}

export async function probe(flags: ProbeFlags): Promise<ConnectivityReport> {
  const wire = await openWire(flags);
  try {
    const world = wire.emulator?.world;
    const asked = flags.environment ?? world?.environments[0]?.url;
    const environmentUrl = asked === undefined ? undefined : originOf(asked);
    const cloud = environmentUrl === undefined ? (flags.cloud ?? 'public') : cloudOf(environmentUrl, flags.cloud);
    return await probeCloud({
      cloud,
      tenantId: flags.tenant ?? world?.environments[0]?.tenantId,
      environmentUrl,
      redactor: wire.redactor,
      ...wire.way,
    });
  } finally {
    await wire.close();
  }
}
