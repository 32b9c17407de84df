/** `--environment` where it is a URL: its origin, and the cloud that has such hosts. */
import { type CloudId, cloudOfOrganizationHost } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';

export function originOf(text: string): string {
  const url = URL.canParse(text) ? text : `https://${text}`;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return new URL(url).origin;
  throw new PpmiError('usage', { detail: `--environment takes an https URL or an id, not "${text}"` });
}

/** `asked`: the cloud that the user names, for a host that is in none, such as a name of their own in front of the service. */
export function cloudOf(origin: string, asked?: CloudId): CloudId {
  const { host } = new URL(origin);
  const found = cloudOfOrganizationHost(host) ?? asked;
  if (found === undefined) throw new PpmiError('cloud-unknown', { host });
  return found;
}
