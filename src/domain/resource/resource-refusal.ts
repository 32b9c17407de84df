/**
 * The refusal of a resource after the token was issued, found in a trace. Texts: services.md §3.6 and §5.7 (observed);
 * `name=…;` may stand before `appid=` in a caller, and bodies come escaped once or more.
 */

/** `vault-role`: no role allows it. `vault-policy`: no access policy does. `dataverse-user`: the environment has no user for the identity. */
export type RefusalKind = 'vault-role' | 'vault-policy' | 'dataverse-user';

/** Null: not in the text. */
export interface ResourceRefusal {
  readonly kind: RefusalKind;
  /** Name of the vault, or origin of the Dataverse environment. */
  readonly resource: string | null;
  /** ARM ID of the vault, in the case of the text. */
  readonly resourceId: string | null;
  /** The requested object in the vault: `secrets/erp-key`. */
  readonly inside: string | null;
  /** `Microsoft.KeyVault/vaults/secrets/getSecret/action` by roles, `secrets get` by policies. */
  readonly permission: string | null;
  readonly clientId: string | null;
  readonly objectId: string | null;
}

/** The first known refusal in an unwrapped text; null if there is none. */
export function readRefusal(text: string): ResourceRefusal | null {
  return byRole(text) ?? byPolicy(text) ?? byDataverse(text);
}

export function byRole(text: string): ResourceRefusal | null {
  const said = after(text, /Caller is not authorized to perform action on resource|ForbiddenByRbac/i);
  if (said === null) return null;
  const resourceId = /\/subscriptions\/[^'"\s]{1,500}?\/vaults\/[\w-]{3,24}/i.exec(said)?.[0] ?? null;
  const inside = resourceId === null ? null : insideOf(said, resourceId);
  const action = /Action:\s*'(Microsoft\.KeyVault\/[\w/]{1,120})'/i.exec(said)?.[1] ?? null;
  const vault = /Vault:\s*([\w-]{3,24})/.exec(said)?.[1] ?? resourceId?.split('/').at(-1) ?? null;
  return { kind: 'vault-role', resource: vault, resourceId, inside, permission: action, ...caller(said) };
}

export function byPolicy(text: string): ResourceRefusal | null {
  const pattern = /does not have (secrets|keys|certificates) (\w{1,20}) permission on key vault '([\w-]{3,24})/i;
  const hit = pattern.exec(text);
  if (hit === null) return null;
  const [, kind = '', verb = '', resource = null] = hit;
  const permission = `${kind} ${verb}`.toLowerCase();
  const said = text.slice(Math.max(0, hit.index - 500), hit.index);
  return { kind: 'vault-policy', resource, resourceId: null, inside: null, permission, ...caller(said) };
}

function byDataverse(text: string): ResourceRefusal | null {
  const at = text.search(/is not a member of the organization|0x80072560/i);
  if (at < 0) return null;
  const hosts = [
    ...text.slice(Math.max(0, at - 2000), at).matchAll(/https:\/\/([a-z0-9-]+)(?:\.api)?(\.crm[\w.-]+)/gi),
  ];
  const [, name, rest] = hosts.at(-1) ?? [];
  const resource = name === undefined ? null : `https://${name}${rest}`.toLowerCase().replace(/\.$/, '');
  const unknown = { resourceId: null, inside: null, permission: null, clientId: null, objectId: null };
  return { kind: 'dataverse-user', resource, ...unknown };
}

function insideOf(said: string, vaultId: string): string | null {
  const rest = said.slice(said.indexOf(vaultId) + vaultId.length);
  return /^\/((?:secrets|keys|certificates)\/[\w-]{1,127})/i.exec(rest)?.[1] ?? null;
}

function after(text: string, pattern: RegExp): string | null {
  const at = text.search(pattern);
  return at < 0 ? null : text.slice(at, at + 4000);
}

function caller(said: string): Pick<ResourceRefusal, 'clientId' | 'objectId'> {
  const id = (key: string) => new RegExp(`\\b${key}=([0-9a-f-]{36})`, 'i').exec(said)?.[1]?.toLowerCase() ?? null;
  return { clientId: id('appid'), objectId: id('oid') };
}
