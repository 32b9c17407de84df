/** Sign-in hosts of all clouds and which of them are one and the same system. Groups: clients.md §1.1, cloud table. */
import { type CloudId, cloud, cloudIds } from '../../../domain/cloud/cloud.ts';

export interface LoginGroup {
  readonly preferredNetwork: string;
  readonly preferredCache: string;
  readonly aliases: readonly string[];
}

const group = (aliases: readonly [string, ...string[]], cache: string = aliases[0]): LoginGroup => ({
  preferredNetwork: aliases[0],
  preferredCache: cache,
  aliases,
});

/** What instance discovery of the public host lists. */
export const discoveryGroups: readonly LoginGroup[] = [
  group(
    ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    'login.windows.net',
  ),
  group(['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn']),
  group(['login.microsoftonline.de']),
  group(['login.microsoftonline.us', 'login.usgovcloudapi.net']),
  group(['login-us.microsoftonline.com']),
];

/** Clouds that instance discovery does not list have one host, or two where the sources disagree. */
const apart = cloudIds
  .map((id): readonly [string | null, string | null] => [cloud(id).loginHost.value, cloud(id).ficIssuerHost.value])
  .filter(
    (hosts) => !discoveryGroups.some(({ aliases }) => hosts.some((host) => host !== null && aliases.includes(host))),
  )
  .map(([host, issuerHost]) => [host ?? issuerHost ?? '', issuerHost ?? host ?? ''] as const)
  .map(([host, issuerHost]) => group(host === issuerHost ? [host] : [host, issuerHost]));

const groups = [...discoveryGroups, ...apart];

/** `westeurope.login.microsoft.com`: the host that clients with a configured region use. */
const regional = /^[a-z0-9]+\.login\.microsoft\.com$/;

export function loginGroupOf(host: string): LoginGroup | null {
  const signInHost = regional.test(host) ? 'login.microsoft.com' : host;
  return groups.find(({ aliases }) => aliases.includes(signInHost)) ?? null;
}

/** Tenants of a cloud are known on the hosts of that cloud only. */
export function servesCloud(host: string, id: CloudId): boolean {
  const loginHost = cloud(id).loginHost.value;
  return loginHost !== null && (loginGroupOf(host)?.aliases.includes(loginHost) ?? false);
}
