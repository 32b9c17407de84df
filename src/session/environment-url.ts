/** `--environment` as a URL: its origin, and the cloud of its host. */

import { type CloudId, cloudOfOrganizationHost } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import { quoted } from '../domain/harmless-text.ts';

/**
 * The environment ID in `--environment`: the ID itself, or the address of the environment in the maker portal or the admin
 * center, which users copy from their browser. Those hosts are never contacted.
 */
export function environmentIdIn(text: string): string | null {
  const [, inPath] = /^https:\/\/[^/]+\/(?:manage\/)?environments\/(?:environment\/)?([\w-]+)/i.exec(text.trim()) ?? [];
  const id = inPath ?? text.trim();
  return parseGuid(id.replace(/^Default-/i, '')) === null ? null : id;
}

export function originOf(text: string): string {
  const url = URL.canParse(text) ? text : `https://${text}`;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return new URL(url).origin;
  throw new PpmiError('usage', { detail: `--environment expects an HTTPS URL or an ID; got ${quoted(text)}` });
}

/** `asked`: the cloud that the user names, for a host that belongs to none, such as a host name of the organization's own. */
export function cloudOf(origin: string, asked?: CloudId): CloudId {
  const { host } = new URL(origin);
  const found = cloudOfOrganizationHost(host) ?? asked;
  if (found === undefined) throw new PpmiError('cloud-unknown', { host });
  return found;
}
