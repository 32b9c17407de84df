/** `directoryObjects`, `organization` and `me`, which clients read first or for the names of principals. */

import type { Tenant } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { badRequest, context, notFound, unknownSegment } from './answers.ts';
import { applicationRow } from './applications.ts';
import { denied, mayRead } from './permissions.ts';
import { keyText, type Step } from './route.ts';
import { servicePrincipalRow } from './service-principals.ts';
import type { TenantCall } from './tenant-call.ts';

export function directoryObjects(call: TenantCall, [first, second]: readonly Step[]): EmulatedResponse {
  const { graph, tenant, caller } = call;
  if (!mayRead(caller)) return denied;
  if (first?.key) {
    const found = everyObject(tenant).find((row) => row.id === keyText(first.key));
    if (found === undefined) return notFound(keyText(first.key));
    return { status: 200, body: { '@odata.context': context(graph, 'directoryObjects/$entity'), ...found } };
  }
  if (second?.name !== 'getbyids' || graph.request.method !== 'POST') return unknownSegment('directoryObjects');
  const ids = readIds(graph.request.body);
  if (ids === null) return badRequest("A value is required for parameter 'ids'.");
  const types = readTypes(graph.request.body);
  const value = everyObject(tenant).filter(
    (row) => ids.includes(String(row.id)) && (types === null || types.includes(String(row['@odata.type']))),
  );
  return { status: 200, body: { '@odata.context': context(graph, 'directoryObjects'), value } };
}

export function organization({ graph, tenant }: TenantCall): EmulatedResponse {
  const value = [{ id: tenant.id, displayName: tenant.displayName, tenantType: 'AAD' }];
  return { status: 200, body: { '@odata.context': context(graph, 'organization'), value } };
}

export function me({ graph, caller }: TenantCall): EmulatedResponse {
  if (caller.scopes.length === 0)
    return refuse(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  return { status: 200, body: { '@odata.context': context(graph, 'users/$entity'), id: caller.objectId } };
}

function everyObject(tenant: Tenant): Row[] {
  return [
    ...tenant.applications.map((app) => ({ '@odata.type': '#microsoft.graph.application', ...applicationRow(app) })),
    ...tenant.servicePrincipals.map((principal) => ({
      '@odata.type': '#microsoft.graph.servicePrincipal',
      ...servicePrincipalRow(principal),
    })),
  ];
}

/** `types` restricts the result; `directoryObject` stands for all. */
function readTypes(body: Buffer): readonly string[] | null {
  const types = readJsonObject(body)?.types;
  if (!Array.isArray(types) || types.length === 0 || types.includes('directoryObject')) return null;
  return types.map((type) => `#microsoft.graph.${String(type)}`);
}

function readIds(body: Buffer): readonly string[] | null {
  const ids = readJsonObject(body)?.ids;
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : null;
}
