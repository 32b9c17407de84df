/** Adds what every response of Graph has: request IDs, and for errors `innerError` (services.md 2.5). */
import { isJsonObject } from '../odata/json-body.ts';
import type { Context, EmulatedRequest, EmulatedResponse } from '../service.ts';

export function withServiceHeaders(
  response: EmulatedResponse,
  request: EmulatedRequest,
  context: Context,
): EmulatedResponse {
  const requestId = context.newId();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const headers = {
    'request-id': requestId,
    'client-request-id': clientRequestId,
    'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Emulated","Slice":"E","Ring":"1","ScaleUnit":"000"}}',
    ...response.headers,
  };
  const error = isJsonObject(response.body) ? response.body.error : null;
  if (!isJsonObject(error)) return { ...response, headers };
  const innerError = {
    date: context.now().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return { ...response, headers, body: { error: { ...error, innerError } } };
}
