/** Global discovery: the organizations of the signed-in user (domain/services.md 6.1). */
import { cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import type { Environment } from '../../world/model.ts';
import { organizationTypes, organizationVersion } from '../dataverse/organization.ts';
import type { Row } from '../odata/filter.ts';
import { firstUnknown, page, project, selected } from '../odata/page.ts';
import { decodeSegments, keyValue, parseSegment } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';

export const discoveryService: Service = {
  name: 'discovery',
  answers: (host) => cloudIds.some((id) => cloud(id).globalDiscoveryHost.value === host),
  async handle(request, context) {
    return answer(request, context);
  },
};

function answer(request: EmulatedRequest, context: Context): EmulatedResponse {
  const segments = decodeSegments(request.path) ?? [];
  const [api, discovery, version, instances] = segments;
  if (api !== 'api' || discovery !== 'discovery' || !/^v[12]\.0$/.test(version ?? '') || instances === undefined)
    return refuse(404, '0x80060888', 'Not Found');
  const resource = `https://${request.host}`;
  const own = cloud(context.world.cloud).globalDiscoveryHost.value === request.host;
  const caller = own ? context.caller(request, [resource, `${resource}/`]) : null;
  if (caller === null) return challenge(resource, context);
  // No app-only tokens (documented); how it refuses them is not known, this is inferred.
  if (caller.scopes.length === 0) return refuse(403, '0x80072560', 'The user is not a member of the organization.');
  const segment = parseSegment(instances);
  if (segment.name !== 'Instances')
    return refuse(404, '0x8006088a', `Resource not found for the segment '${segment.name}'.`);
  const rows = organizationsOf(caller, context).map(instance);
  const context_ = { '@odata.context': `${resource}/api/discovery/${version}/$metadata#Instances` };
  if (segment.key === null) return list(request, rows, context_);
  const uniqueName = keyValue(segment.key, 'UniqueName');
  const id = segment.key.kind === 'value' ? segment.key.value : keyValue(segment.key, 'Id');
  const found = rows.find((row) => row.UniqueName === uniqueName || row.Id === id);
  return found === undefined
    ? refuse(404, '0x80040217', 'The organization does not exist.')
    : { status: 200, body: { ...context_, ...project(found, selected(request.query)) } };
}

function organizationsOf(caller: Caller, { world }: Context): readonly Environment[] {
  if (!world.operator.dataverseMember) return [];
  return world.environments.filter((environment) => environment.tenantId === caller.tenantId);
}

const columns = [
  'Id',
  'EnvironmentId',
  'TenantId',
  'UniqueName',
  'UrlName',
  'FriendlyName',
  'State',
  'StatusMessage',
  'Version',
  'Url',
  'ApiUrl',
  'Region',
  'OrganizationType',
  'Purpose',
  'IsUserSysAdmin',
];

function list(request: EmulatedRequest, rows: readonly Row[], context: Row): EmulatedResponse {
  const names = selected(request.query);
  const unknown = firstUnknown(columns, names ?? []);
  const found = page(rows, columns, { query: request.query, address: '', pageSize: rows.length + 1, top: 'limit' });
  if (unknown !== null || !found.ok)
    return refuse(400, '0x80060888', `The query '${request.query.toString()}' is not valid for Instances.`);
  return { status: 200, body: { ...context, value: found.rows.map((row) => project(row, names)) } };
}

function instance(environment: Environment): Row {
  const { host } = new URL(environment.url);
  return {
    Id: environment.organizationId,
    EnvironmentId: environment.id,
    TenantId: environment.tenantId,
    UniqueName: environment.uniqueName,
    UrlName: host.split('.')[0],
    FriendlyName: environment.friendlyName,
    State: 0,
    StatusMessage: 0,
    Version: organizationVersion,
    Url: environment.url,
    ApiUrl: `https://${host.replace('.', '.api.')}`,
    Region: 'EMEA',
    OrganizationType: organizationTypes[environment.type],
    Purpose: null,
    IsUserSysAdmin: true,
  };
}

function challenge(resource: string, { world }: Context): EmulatedResponse {
  const login = cloud(world.cloud).loginHost.value;
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization_uri=https://${login}/common/oauth2/authorize, resource_id=${resource}/`,
    },
  };
}
