/** What a token is for, from its address or its ARM id. */
import { cloud, cloudIds, cloudOfOrganizationHost } from './cloud.ts';

export type Resource =
  | {
      readonly kind: 'vault';
      readonly name: string;
      /** ARM id of the vault; null where only its address was given. */
      readonly id: string | null;
      /** `secrets/erp-key`, where one thing in it is meant. */
      readonly inside: string | null;
      /** What reading it takes, as access policies write it. */
      readonly permission: 'secrets get' | 'keys get' | 'certificates get';
    }
  /** Any other resource of Azure: its roles can be listed, what they allow there is not judged. */
  | { readonly kind: 'azure'; readonly id: string }
  | { readonly kind: 'dataverse'; readonly origin: string };

/** Null: neither an address of a vault or of Dataverse nor an ARM id. */
export function parseResource(text: string): Resource | null {
  const id = text.trim().replace(/\/+$/, '');
  if (/^\/subscriptions\/[^/]+/i.test(id)) return byId(id);
  const address = URL.canParse(id) ? new URL(id) : null;
  if (address === null || address.protocol !== 'https:') return null;
  const { host, pathname } = address;
  const suffixes = cloudIds.flatMap((each) => cloud(each).keyVaultSuffix.value ?? []);
  const suffix = suffixes.find((each) => host.endsWith(`.${each}`));
  if (suffix !== undefined) return vault(host.slice(0, -suffix.length - 1), null, pathname.slice(1));
  if (cloudOfOrganizationHost(host) === null) return null;
  return { kind: 'dataverse', origin: `https://${host.replace(/^([^.]+)\.api\./, '$1.')}` };
}

function byId(id: string): Resource {
  const [, whole = '', name, path = ''] =
    /^(.*\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+))(?:\/(.*))?$/i.exec(id) ?? [];
  return name === undefined ? { kind: 'azure', id } : vault(name, whole, path);
}

/** A version of a secret has no roles of its own. */
function vault(name: string, id: string | null, path: string): Resource {
  const [, kind, thing] = /^(secrets|keys|certificates)(?:\/([\w-]+))?/i.exec(path) ?? [];
  const of = (['secrets', 'keys', 'certificates'] as const).find((each) => each === kind?.toLowerCase()) ?? 'secrets';
  return { kind: 'vault', name, id, inside: thing === undefined ? null : `${of}/${thing}`, permission: `${of} get` };
}
