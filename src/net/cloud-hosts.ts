/** The hosts that a credential may be sent to: those of the cloud table, whole or by suffix. */
import { type CloudId, type CloudValue, cloud, cloudIds } from '../domain/cloud.ts';

/** Whether the table has this host (lower case, no port) for one of these clouds. */
export function isCloudHost(host: string, clouds: readonly CloudId[] = cloudIds): boolean {
  return clouds.some((id) => hasHost(id, host));
}

function hasHost(id: CloudId, host: string): boolean {
  const table = cloud(id);
  const whole = [
    table.loginHost,
    table.graphHost,
    table.armHost,
    table.globalDiscoveryHost,
    table.bapHost,
    table.powerPlatformApiHost,
  ];
  const suffixes = [table.keyVaultSuffix, table.environmentHostSuffix];
  return (
    whole.some((value) => valuesOf(id, value).includes(host)) ||
    suffixes.some((value) => valuesOf(id, value).some((suffix) => host.endsWith(`.${suffix}`))) ||
    table.dataverseSuffixes.some(({ regex, flags }) => new RegExp(regex, flags).test(host))
  );
}

/**
 * Other people's maps name more hosts, mostly by mistake; those count only in GCC, whose Azure subscription may really be
 * in either cloud (inferred from the split that is documented).
 */
function valuesOf(id: CloudId, { value, alternates }: CloudValue): readonly string[] {
  const others = id === 'gcc' ? (alternates ?? []).map((alternate) => alternate.value) : [];
  return [...(value === null ? [] : [value]), ...others];
}
