/** The environments, from the two services that list them (services §6). */
import type { EnvironmentRow } from '../domain/environments.ts';
import type { ServiceClient } from './client.ts';
import { environmentIdIn, guid, text } from './json.ts';
import { type Json, object } from './response.ts';

/** Only organizations of the signed-in user; no application tokens (Microsoft Learn: Discover user organizations; documented). */
export async function readDiscovered(client: ServiceClient, base: string): Promise<readonly EnvironmentRow[]> {
  const select = '$select=EnvironmentId,Id,TenantId,FriendlyName,Url';
  const rows = await client.list(`${base}/api/discovery/v2.0/Instances?${select}`);
  return rows.map((row) => ({
    environmentId: environmentIdIn(row, 'EnvironmentId'),
    organizationId: guid(row, 'Id'),
    tenantId: guid(row, 'TenantId'),
    name: text(row, 'FriendlyName') ?? '',
    url: originOf(text(row, 'Url')),
    type: null,
  }));
}

/** All of the tenant, for its administrators; those without Dataverse have no URL (observed). */
export async function readAdministered(client: ServiceClient, base: string): Promise<readonly EnvironmentRow[]> {
  const url = `${base}/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments?api-version=2023-06-01`;
  return (await client.list(url)).map((row) => administered(row, url));
}

function administered(row: Json, url: string): EnvironmentRow {
  const properties = object(row.properties, url);
  const linked = object(properties.linkedEnvironmentMetadata ?? {}, url);
  return {
    environmentId: environmentIdIn(row, 'name'),
    organizationId: guid(linked, 'resourceId'),
    tenantId: guid(properties, 'tenantId'),
    name: text(properties, 'displayName') ?? '',
    url: originOf(text(linked, 'instanceUrl')),
    type: text(properties, 'environmentSku'),
  };
}

function originOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}
