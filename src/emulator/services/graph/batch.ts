/** JSON batching: inner addresses are relative to the version, answers are sealed like single ones (clients.md 5.4). */
import { isJsonObject, type JsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';

/** Documented: at most 20 requests in one batch. */
const maximumRequests = 20;

export function batch(
  outer: EmulatedRequest,
  version: string,
  run: (inner: EmulatedRequest) => EmulatedResponse,
): EmulatedResponse {
  const requests = readJsonObject(outer.body)?.requests;
  if (outer.method !== 'POST' || !Array.isArray(requests) || !requests.every(isJsonObject))
    return refuse(400, 'BadRequest', 'Invalid batch payload format.');
  if (requests.length > maximumRequests)
    return refuse(400, 'BadRequest', `Number of batch request steps exceeds the maximum value of ${maximumRequests}.`);
  const responses = requests.map((item) => {
    const { status, headers, body } = run(innerRequest(outer, version, item));
    return { id: item.id, status, headers: { ...headers, 'Content-Type': 'application/json' }, body: body ?? null };
  });
  return { status: 200, body: { responses } };
}

function innerRequest(outer: EmulatedRequest, version: string, item: JsonObject): EmulatedRequest {
  const url = new URL(`https://${outer.host}/${version}/${String(item.url ?? '').replace(/^\//, '')}`);
  return {
    method: String(item.method ?? 'GET').toUpperCase(),
    host: outer.host,
    path: url.pathname,
    query: url.searchParams,
    headers: { ...lowerCaseNames(item.headers), ...authorizationOf(outer) },
    body: Buffer.from(item.body === undefined ? '' : JSON.stringify(item.body)),
  };
}

const authorizationOf = ({ headers }: EmulatedRequest): Record<string, string> =>
  headers.authorization === undefined ? {} : { authorization: headers.authorization };

function lowerCaseNames(headers: unknown): Record<string, string> {
  if (!isJsonObject(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
