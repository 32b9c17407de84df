/** What every answer of Dataverse carries, and what errors gain by version and preference (domain/services.md 5.7). */
import { isJsonObject, type JsonObject } from '../odata/json-body.ts';
import type { Context, EmulatedRequest, EmulatedResponse } from '../service.ts';
import { readPreferences } from './preferences.ts';

export function withServiceHeaders(
  response: EmulatedResponse,
  request: EmulatedRequest,
  context: Context,
): EmulatedResponse {
  const headers = {
    'odata-version': '4.0',
    'x-ms-service-request-id': context.newId(),
    ...response.headers,
  };
  const error = isJsonObject(response.body) ? response.body.error : null;
  if (!isJsonObject(error)) return { ...response, headers };
  return { ...response, headers, body: { error: { ...error, ...details(error, request) } } };
}

/** Version 9.0 still shows where it failed; later ones only say more when the client asks for annotations. */
function details(error: JsonObject, request: EmulatedRequest): JsonObject {
  const message = String(error.message);
  if (/\/v9\.0\//i.test(request.path))
    return { innererror: { message, type: 'System.ServiceModel.FaultException', stacktrace: '' } };
  if (readPreferences(request.headers.prefer ?? '').annotations !== 'all') return {};
  return {
    '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus': '0',
    '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode': '-2146233088',
    '@Microsoft.PowerApps.CDS.HelpLink': 'http://go.microsoft.com/fwlink/?LinkID=398563',
    '@Microsoft.PowerApps.CDS.TraceText': '',
    '@Microsoft.PowerApps.CDS.InnerError.Message': message,
  };
}
