/** Lists, single objects by any key, and changes, for applications and service principals. */

import type { Tenant } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { JsonObject } from '../odata/json-body.ts';
import { readJsonObject } from '../odata/json-body.ts';
import { plainText } from '../odata/plain-text.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';
import {
  badRequest,
  entity,
  invalidBody,
  noContent,
  notFound,
  refusesContentType,
  unknownSegment,
  wrongMethod,
} from './answers.ts';
import { type CollectionShape, collection } from './collection.ts';
import { denied, mayCreate, mayRead } from './permissions.ts';
import { findByKey, keyText, type Step } from './route.ts';
import type { TenantCall } from './tenant-call.ts';

interface Item {
  readonly id: string;
  readonly appId: string;
  readonly createdAt?: string;
}

export interface ObjectSet<T extends Item> {
  readonly shape: CollectionShape;
  /** An alternate key besides `appId`. */
  alternateKey?(item: T): { readonly name: string; readonly value: string | null };
  items(tenant: Tenant): readonly T[];
  row(item: T): Row;
  mayWrite(call: TenantCall, item: T): boolean;
  create(call: TenantCall, body: JsonObject): T | EmulatedResponse;
  /** Null when done. */
  update(call: TenantCall, item: T, body: JsonObject): EmulatedResponse | null;
  remove(tenant: Tenant, item: T): void;
  /** A resource below an object; null if it does not exist. */
  child(call: TenantCall, item: T, step: Step): EmulatedResponse | null;
}

export function objects<T extends Item>(
  set: ObjectSet<T>,
  call: TenantCall,
  [first, second]: readonly Step[],
): EmulatedResponse {
  const { graph, tenant, caller } = call;
  const { method, body } = graph.request;
  if (!mayRead(caller)) return denied;
  const refused = refusesContentType(graph.request);
  if (refused !== null) return refused;
  const items = set.items(tenant).filter((item) => call.context.lag.isVisible(item));
  if (first === undefined || first.key === null) {
    if (second?.name === '$count')
      return isEventual(graph.request) ? plainText(String(items.length)) : countNeedsConsistency;
    if (method === 'GET') return collection(graph, items.map(set.row), set.shape);
    return method === 'POST' ? create(set, call) : wrongMethod;
  }
  const found = findByKey(items, first.key, set.alternateKey);
  if (found === null) return notFound(keyText(first.key));
  if (second !== undefined) return set.child(call, found, second) ?? unknownSegment(second.name);
  if (method === 'GET') return entity(graph, set.shape.set, set.row(found), set.shape.type);
  if (!set.mayWrite(call, found)) return denied;
  if (method === 'DELETE') {
    set.remove(tenant, found);
    return noContent;
  }
  if (method !== 'PATCH') return wrongMethod;
  const changes = readJsonObject(body);
  return changes === null ? invalidBody : (set.update(call, found, changes) ?? noContent);
}

function create<T extends Item>(set: ObjectSet<T>, call: TenantCall): EmulatedResponse {
  if (!mayCreate(call.caller)) return denied;
  const body = readJsonObject(call.graph.request.body);
  if (body === null) return invalidBody;
  const created = set.create(call, body);
  return 'status' in created ? created : entity(call.graph, set.shape.set, set.row(created), set.shape.type, 201);
}

const isEventual = ({ headers }: EmulatedRequest) => headers.consistencylevel?.toLowerCase() === 'eventual';

/** `$count` of directory objects is an advanced query. [documented] */
const countNeedsConsistency = badRequest(
  '$count is not currently supported. Set the ConsistencyLevel header to eventual to use it.',
);
