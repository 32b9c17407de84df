/** `--environment` where it is a URL: its origin, and the cloud that has such hosts. */
import { type CloudId, cloudOfOrganizationHost } from '../domain/cloud.ts';
import { PpmiError } from '../domain/errors.ts';

export function originOf(text: string): string {
  const url = URL.canParse(text) ? text : `https://${text}`;
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return new URL(url).origin;
  throw new PpmiError('usage', { detail: `--environment takes an https URL or an id, not "${text}"` });
}

export function cloudOf(origin: string): CloudId {
  const { host } = new URL(origin);
  const found = cloudOfOrganizationHost(host);
  if (found === null) throw new PpmiError('cloud-unknown', { host });
  return found;
}
