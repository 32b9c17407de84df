import { PpmiError } from '../domain/errors.ts';
import type { ServiceClient } from './client.ts';
import { text } from './json.ts';

/**
 * The URL of the environment with this id, by global discovery, which lists the organizations of the signed-in user
 * only and has no application tokens (Microsoft Learn: Discover user organizations; documented).
 */
export async function environmentUrlById(client: ServiceClient, discovery: string, id: string): Promise<string> {
  const rows = await client.list(`${discovery}/api/discovery/v2.0/Instances?$select=EnvironmentId,Url`);
  const url = rows.find((row) => text(row, 'EnvironmentId')?.toLowerCase() === id.toLowerCase());
  const found = url === undefined ? null : text(url, 'Url');
  if (found === null) {
    const detail = `--environment ${id}: global discovery lists no such environment for you; give its URL instead`;
    throw new PpmiError('usage', { detail });
  }
  return new URL(found).origin;
}
