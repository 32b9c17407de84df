/** Global discovery: the organizations of the signed-in user (services.md 6.1). */
import { cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import type { Environment } from '../../world/model.ts';
import { organizationVersion } from '../dataverse/organization.ts';
import type { Row } from '../odata/filter.ts';
import { firstUnknown, page, project, selected } from '../odata/page.ts';
import { decodeSegments, type Key, keyValue, parseSegment } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';

export const discoveryService: Service = {
  name: 'discovery',
  answers: (host) => cloudIds.some((id) => cloud(id).globalDiscoveryHost.value === host),
  async handle(request, context) {
    const response = answer(request, context);
    const type =
      typeof response.body === 'object' ? { 'content-type': 'application/json; odata.metadata=minimal' } : {};
    return { ...response, headers: { ...type, 'odata-version': '4.0', ...response.headers } };
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
  // The service always answers a list, for a key too. [documented]
  return list(request, segment.key === null ? rows : rows.filter((row) => hasKey(row, segment.key)), context_);
}

/** The keys besides `Id`. Region, State and Version name several organizations. [documented] */
const alternateKeys = ['Id', 'UniqueName', 'Region', 'State', 'Version'];

function hasKey(row: Row, key: Key | null): boolean {
  if (key?.kind === 'value') return row.Id === key.value;
  return alternateKeys.some((name) => keyValue(key, name) === String(row[name]));
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
  'LastUpdated',
  'DatacenterId',
  'DatacenterName',
  'SchemaType',
  'TrialExpirationDate',
];

function list(request: EmulatedRequest, rows: readonly Row[], context: Row): EmulatedResponse {
  const names = selected(request.query);
  const unknown = firstUnknown(columns, names ?? []);
  const found = page(rows, columns, {
    query: request.query,
    address: '',
    pageSize: rows.length + 1,
    top: 'limit',
    // Search strings are case-sensitive here. [documented]
    caseSensitive: true,
  });
  if (unknown !== null || !found.ok)
    return refuse(400, '0x80060888', `The query '${request.query.toString()}' is not valid for Instances.`);
  return { status: 200, body: { ...context, value: found.rows.map((row) => project(row, names)) } };
}

/** Values of the SDK's OrganizationType. */
const typeNumbers: Readonly<Record<Environment['type'], number>> = {
  Production: 0,
  Sandbox: 5,
  Default: 12,
  Developer: 13,
  Trial: 14,
};

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
    // InstancePickerReady. [documented]
    StatusMessage: 6,
    Version: organizationVersion,
    Url: environment.url,
    ApiUrl: `https://${host.replace('.', '.api.')}`,
    Region: 'EMEA',
    OrganizationType: typeNumbers[environment.type],
    Purpose: null,
    IsUserSysAdmin: true,
    LastUpdated: '2026-01-01T00:00:00Z',
    DatacenterId: null,
    DatacenterName: null,
    SchemaType: 'Full',
    TrialExpirationDate: null,
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
