/** The resource of a token, by URL or ARM ID. */
import { cloud, cloudIds, cloudOfOrganizationHost } from '../cloud/cloud.ts';
import { trimEnd } from '../trim-end.ts';

export type Resource =
  | {
      readonly kind: 'vault';
      readonly name: string;
      /** ARM ID of the vault; null where only its address was given. */
      readonly id: string | null;
      /** `secrets/erp-key`, if one object of the vault is meant. */
      readonly inside: string | null;
      /** Permission to read it, in the words of access policies. */
      readonly permission: 'secrets get' | 'keys get' | 'certificates get';
    }
  /** Any other Azure resource: its roles are listed, but not judged. */
  | { readonly kind: 'azure'; readonly id: string; readonly address: null }
  | { readonly kind: 'azure'; readonly id: null; readonly address: AzureAddress }
  | { readonly kind: 'dataverse'; readonly origin: string };

/** A resource of which only the URL is known. */
export interface AzureAddress {
  readonly name: string;
  /** ARM types that have such addresses; one of them has this name. */
  readonly types: readonly string[];
  /** Below the id of the resource: `blobServices/default/containers/invoices`; null: the whole. */
  readonly inside: string | null;
}

/** Null: neither an address of a vault or of Dataverse nor an ARM ID. */
export function parseResource(text: string): Resource | null {
  const id = trimEnd(text.trim(), '/');
  if (/^\/subscriptions\/[^/]+/i.test(id)) return byId(id);
  const address = URL.canParse(id) ? new URL(id) : null;
  if (address === null || address.protocol !== 'https:') return null;
  const { host, pathname } = address;
  const suffixes = cloudIds.flatMap((each) => cloud(each).keyVaultSuffix.value ?? []);
  const suffix = suffixes.find((each) => host.endsWith(`.${each}`));
  if (suffix !== undefined) return vault(host.slice(0, -suffix.length - 1), null, pathname.slice(1));
  const other = addressOf(address);
  if (other !== null) return { kind: 'azure', id: null, address: other };
  if (cloudOfOrganizationHost(host) === null) return null;
  return { kind: 'dataverse', origin: `https://${host.replace(/^([^.]+)\.api\./, '$1.')}` };
}

function byId(id: string): Resource {
  const [, whole = '', name, path = ''] =
    /^(\/[^\n]{1,400}?\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+))(?:\/(.*))?$/i.exec(id) ?? [];
  return name === undefined ? { kind: 'azure', id, address: null } : vault(name, whole, path);
}

/** A version of a secret has no roles of its own. */
function vault(name: string, id: string | null, path: string): Resource {
  const [, kind, thing] = /^(secrets|keys|certificates)(?:\/([\w-]+))?/i.exec(path) ?? [];
  const of = (['secrets', 'keys', 'certificates'] as const).find((each) => each === kind?.toLowerCase()) ?? 'secrets';
  return { kind: 'vault', name, id, inside: thing === undefined ? null : `${of}/${thing}`, permission: `${of} get` };
}

/**
 * Hosts of services whose data roles Azure Resource Manager gives, in the public cloud (Microsoft Learn: Azure Private Endpoint
 * DNS configuration, read 2026-11-28; documented). Of other clouds only storage is known here (Azure environments of Azure
 * PowerShell; documented); everything else is named by its id.
 */
const hosts: readonly (readonly [suffix: string, types: readonly string[]])[] = [
  ['servicebus.windows.net', ['Microsoft.ServiceBus/namespaces', 'Microsoft.EventHub/namespaces']],
  ['azconfig.io', ['Microsoft.AppConfiguration/configurationStores']],
  ['cognitiveservices.azure.com', ['Microsoft.CognitiveServices/accounts']],
  ['search.windows.net', ['Microsoft.Search/searchServices']],
];
const storageHost =
  /^([a-z0-9]{3,24})\.(blob|queue|table|file|dfs)\.core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/;

/** Scopes of roles below a storage account (Microsoft Learn: the pages on assigning roles for its data; documented, not re-read). */
const storageParts: Readonly<Record<string, string>> = {
  blob: 'blobServices/default/containers',
  dfs: 'blobServices/default/containers',
  queue: 'queueServices/default/queues',
  table: 'tableServices/default/tables',
  file: 'fileServices/default/fileshares',
};

function addressOf({ host, pathname }: URL): AzureAddress | null {
  const [, account, service = ''] = storageHost.exec(host) ?? [];
  if (account !== undefined) {
    const part = /^\/([\w$-]+)/.exec(pathname)?.[1];
    const inside = part === undefined ? null : `${storageParts[service]}/${part}`;
    return { name: account, types: ['Microsoft.Storage/storageAccounts'], inside };
  }
  const found = hosts.find(([suffix]) => host.endsWith(`.${suffix}`));
  const name = host.split('.')[0] ?? '';
  return found !== undefined && host === `${name}.${found[0]}` ? { name, types: found[1], inside: null } : null;
}
