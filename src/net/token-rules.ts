/** Where a token may go: over TLS, to a host of the cloud table, to the origin that it was requested. */
import { type CloudId, type CloudValue, cloud, cloudIds } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import { AccessToken } from './token.ts';

export interface TokenRules {
  /** Tokens go only to hosts of these clouds. Default: all of the table. */
  readonly clouds?: readonly CloudId[];
  /** Hosts (`host` or `host:port`) outside the table that the user allows. */
  readonly allowedHosts?: readonly string[];
}

/**
 * The Authorization header for this request.
 * @throws PpmiError `host-not-allowed`
 */
export function bearer(token: AccessToken, url: URL, { clouds, allowedHosts = [] }: TokenRules): string {
  const refuse = (detail: string) => new PpmiError('host-not-allowed', { host: url.host, detail });
  if (url.protocol !== 'https:') throw refuse('a token is sent over TLS only');
  if (!isCloudHost(url.hostname, clouds) && !allowedHosts.includes(url.host)) {
    throw refuse(
      clouds === undefined ? 'not a host of the cloud table' : `not a host of the cloud ${clouds.join(', ')}`,
    );
  }
  if (url.origin !== token.origin) throw refuse(`the token was asked for ${token.origin}, not for ${url.origin}`);
  return `Bearer ${AccessToken.reveal(token)}`;
}

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
