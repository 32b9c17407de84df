/** The admin list of environments (Business Application Platform; services.md 6.2; Learn: list-environments). */
import { type CloudValue, cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import type { Environment, World } from '../../world/model.ts';
import { organizationVersion } from '../dataverse/organization.ts';
import { decodeSegments } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';

const provider = '/providers/Microsoft.BusinessAppPlatform';

export const bapService: Service = {
  name: 'bap',
  answers: (host) => cloudIds.some((id) => cloud(id).bapHost.value === host),
  async handle(request, context) {
    return answer(request, context);
  },
};

function answer(request: EmulatedRequest, context: Context): EmulatedResponse {
  const { world } = context;
  const { bapHost, bapAudience, loginHost } = cloud(world.cloud);
  const caller = bapHost.value === request.host ? context.caller(request, audiences(bapAudience)) : null;
  if (caller === null)
    return {
      ...refuse(401, 'AuthenticationFailed', 'Authentication failed. A valid access token is required.'),
      headers: { 'www-authenticate': `Bearer authorization_uri="https://${loginHost.value}/common"` },
    };
  if (!request.query.has('api-version'))
    return refuse(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  const id = environmentId(request);
  if (id === null) return refuse(404, 'NotFound', `No route matches '${request.path}'.`);
  // Text as observed for a service principal that is no management application.
  if (world.operator.powerPlatformAdmin === false)
    return refuse(
      403,
      'Forbidden',
      `The service principal with id '${caller.objectId}' for application ${caller.clientId} does not have permission to access the path 'https://${request.host}${request.path}' in tenant ${caller.tenantId}.`,
    );
  const all = environmentResources(world, caller.tenantId);
  if (id === '') return { status: 200, body: { value: all } };
  const found = all.find((item) => item.name.toLowerCase() === id);
  return found === undefined
    ? refuse(
        404,
        'EnvironmentNotFound',
        `The environment '${id}' could not be found in the tenant '${caller.tenantId}'.`,
      )
    : { status: 200, body: found };
}

/** The clouds' sources disagree on some of these (domain/clouds.json): any of the candidates is accepted. */
function audiences(audience: CloudValue): string[] {
  const others = [...(audience.alternates ?? []), ...(audience.aliases ?? [])].map(({ value }) => value);
  const all = [audience.value, ...(audience.candidates ?? []), ...others].filter((value) => value !== null);
  return all.flatMap((value) => [value, value.endsWith('/') ? value.slice(0, -1) : `${value}/`]);
}

/** Lower case; empty for the collection, null for any other path. */
function environmentId(request: EmulatedRequest): string | null {
  const path = (decodeSegments(request.path) ?? []).join('/').toLowerCase();
  const match = /^providers\/microsoft\.businessappplatform\/(?:scopes\/admin\/)?environments(?:\/([^/]+))?$/.exec(
    path,
  );
  return request.method !== 'GET' || match === null ? null : (match[1] ?? '');
}

function environmentResources(world: World, tenantId: string) {
  const bare = (world.environmentsWithoutDataverse ?? []).filter((item) => item.tenantId === tenantId);
  return [
    ...world.environments.filter((item) => item.tenantId === tenantId).map((item) => resource(item, linked(item))),
    ...bare.map((item) => resource(item, null)),
  ];
}

const longAgo = '2020-01-01T00:00:00Z';

function resource(
  { id, tenantId, friendlyName, type }: Pick<Environment, 'id' | 'tenantId' | 'friendlyName' | 'type'>,
  linkedEnvironmentMetadata: object | null,
) {
  return {
    id: `${provider}/scopes/admin/environments/${id}`,
    type: 'Microsoft.BusinessAppPlatform/scopes/environments',
    name: id,
    location: 'europe',
    properties: {
      tenantId,
      displayName: friendlyName,
      createdTime: longAgo,
      createdBy: { id: 'SYSTEM', displayName: 'SYSTEM', type: 'NotSpecified' },
      lastModifiedTime: longAgo,
      provisioningState: 'Succeeded',
      creationType: type === 'Default' ? 'DefaultTenant' : 'User',
      environmentSku: type,
      isDefault: type === 'Default',
      clientUris: {
        admin: `https://admin.powerplatform.microsoft.com/environments/environment/${id}/hub`,
        maker: `https://make.powerapps.com/environments/${id}/home`,
      },
      runtimeEndpoints: {
        'microsoft.BusinessAppPlatform': 'https://europe.api.bap.microsoft.com',
        'microsoft.PowerApps': 'https://europe.api.powerapps.com',
        'microsoft.Flow': 'https://europe.api.flow.microsoft.com',
      },
      states: { management: { id: 'Ready' }, runtime: { id: 'Enabled' } },
      databaseType: linkedEnvironmentMetadata === null ? 'None' : 'CommonDataService',
      cluster: { category: 'Prod' },
      linkedEnvironmentMetadata,
    },
  };
}

function linked(environment: Environment) {
  const { host } = new URL(environment.url);
  return {
    resourceId: environment.organizationId,
    friendlyName: environment.friendlyName,
    uniqueName: environment.uniqueName,
    domainName: host.split('.')[0],
    version: organizationVersion,
    instanceUrl: `${environment.url}/`,
    instanceApiUrl: `https://${host.replace('.', '.api.')}`,
    instanceState: 'Ready',
  };
}
