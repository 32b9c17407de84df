/** Headers of every answer of Dataverse, and what errors gain by version and preference (services.md 5.7, 5.8). */
import { isJsonObject, type JsonObject } from '../odata/json-body.ts';
import type { Context, EmulatedRequest, EmulatedResponse } from '../service.ts';
import { readPreferences } from './preferences.ts';

export function withServiceHeaders(
  response: EmulatedResponse,
  request: EmulatedRequest,
  context: Context,
): EmulatedResponse {
  const isJson = typeof response.body === 'object' && response.body !== null && !Buffer.isBuffer(response.body);
  const headers = {
    ...(isJson ? { 'content-type': 'application/json; odata.metadata=minimal' } : {}),
    'odata-version': '4.0',
    'x-ms-service-request-id': context.newId(),
    ...remaining,
    ...response.headers,
  };
  const error = isJsonObject(response.body) ? response.body.error : null;
  if (!isJsonObject(error)) return { ...response, headers };
  return { ...response, headers, body: { error: { ...error, ...details(error, request) } } };
}

/** Of the documented budgets, 6,000 requests and 1,200 seconds of execution, as an unhurried client sees them. */
const remaining = {
  'x-ms-ratelimit-burst-remaining-xrm-requests': '5999',
  'x-ms-ratelimit-time-remaining-xrm-requests': '1,199.99',
};

/** Version 9.0 still shows where it failed; later ones only say more when the client requests annotations. */
function details(error: JsonObject, request: EmulatedRequest): JsonObject {
  const message = String(error.message);
  if (/\/v9\.0\//i.test(request.path))
    return { innererror: { message, type: 'System.ServiceModel.FaultException', stacktrace: '' } };
  const { annotates } = readPreferences(request.headers.prefer ?? '');
  const all: JsonObject = {
    '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
    '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '-2146233088',
    '@Microsoft.PowerApps.CDS.HelpLink': 'http://go.microsoft.com/fwlink/?LinkID=398563',
    '@Microsoft.PowerApps.CDS.TraceText': '',
    '@Microsoft.PowerApps.CDS.InnerError.Message': message,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => annotates(name.slice(1))));
}
