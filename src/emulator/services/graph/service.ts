/**
 * Microsoft Graph v1.0 (and beta, where it is the same): applications, service principals, federated identity credentials.
 * Answers for the Graph host of every cloud; only the one of the world's cloud accepts its tokens.
 */
import { cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import { decodeSegments } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { unknownSegment } from './answers.ts';
import { applications } from './applications.ts';
import { auditLogs } from './audit-logs.ts';
import { batch } from './batch.ts';
import { directoryObjects, me, organization } from './directory.ts';
import { objects } from './objects.ts';
import { parseRoute } from './route.ts';
import { withServiceHeaders } from './seal.ts';
import { servicePrincipals } from './service-principals.ts';
import type { TenantCall } from './tenant-call.ts';

/** Well-known app id of Microsoft Graph, in every cloud. */
const graphAppId = '00000003-0000-0000-c000-000000000000';

export const graphService: Service = {
  name: 'graph',
  answers: (host) => cloudIds.some((id) => cloud(id).graphHost.value === host),
  async handle(request, context) {
    return withServiceHeaders(answer(request, context), request, context);
  },
};

function answer(request: EmulatedRequest, context: Context): EmulatedResponse {
  const segments = decodeSegments(request.path);
  if (segments === null) return refuse(400, 'BadRequest', 'Invalid percent-encoding in the request URL.');
  const [version, ...rest] = segments;
  if (version !== 'v1.0' && version !== 'beta') return refuse(400, 'BadRequest', 'Invalid version.');
  const caller = isOwnHost(request.host, context)
    ? context.caller(request, [`https://${request.host}`, `https://${request.host}/`, graphAppId])
    : null;
  const tenant = context.world.tenants.find((item) => item.id === caller?.tenantId);
  if (caller === null || tenant === undefined) return unauthenticated(request, context);
  const throttle = tenant.graphThrottle;
  if (throttle !== undefined && throttle.remaining > 0) {
    throttle.remaining -= 1;
    return {
      ...refuse(429, 'TooManyRequests', 'Too many requests.'),
      headers: {
        'retry-after': String(throttle.retryAfterSeconds),
        'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
      },
    };
  }
  if (rest[0]?.toLowerCase() === '$batch')
    return batch(request, version, (inner) => withServiceHeaders(answer(inner, context), inner, context));
  return dispatch({ graph: { request, version }, tenant, caller, context }, rest);
}

function dispatch(call: TenantCall, segments: readonly string[]): EmulatedResponse {
  const steps = parseRoute(segments);
  switch (steps[0]?.name) {
    case 'applications':
      return objects(applications, call, steps);
    case 'serviceprincipals':
      return objects(servicePrincipals, call, steps);
    case 'directoryobjects':
      return directoryObjects(call, steps);
    case 'auditlogs':
      return auditLogs(call, steps);
    case 'organization':
      return organization(call);
    case 'me':
      return me(call);
    default:
      return unknownSegment(steps[0]?.name ?? '');
  }
}

const isOwnHost = (host: string, { world }: Context): boolean => cloud(world.cloud).graphHost.value === host;

/** Challenge as in connectivity.md 4. */
function unauthenticated(request: EmulatedRequest, { world }: Context): EmulatedResponse {
  const token = /^bearer\s+\S/i.test(request.headers.authorization ?? '');
  const login = cloud(world.cloud).loginHost.value;
  return {
    ...refuse(401, 'InvalidAuthenticationToken', token ? 'Access token validation failure.' : 'Access token is empty.'),
    headers: {
      'www-authenticate': `Bearer realm="", authorization_uri="https://${login}/common/oauth2/authorize", client_id="${graphAppId}"`,
    },
  };
}
