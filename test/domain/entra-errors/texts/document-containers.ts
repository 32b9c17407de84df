/** Bodies, exceptions, faults, pages and redirects. */
import { body, type Container, dotnet, full, iso, lower, msal, percent, xml } from './encode.ts';

export const documentContainers: readonly Container[] = [
  { name: 'plain', wrap: (c) => full(c) },
  { name: 'crlf', wrap: (c) => full(c, '\r\n') },
  {
    name: 'glued',
    wrap: (c) =>
      `AADSTS${c.code}: ${c.message}Trace ID: ${c.traceId}Correlation ID: ${c.correlationId}Timestamp:${c.time}`,
  },
  { name: 'no separator after the code', wrap: (c) => full(c).replace(': ', ':') },
  { name: 'body', wrap: (c) => JSON.stringify(body(c)) },
  { name: 'body-indented-crlf', wrap: (c) => JSON.stringify(body(c, '\r\n'), null, 2) },
  { name: 'body without fields', wrap: (c) => JSON.stringify({ error: 'invalid_client', error_description: full(c) }) },
  {
    name: 'escaped once',
    wrap: (c) =>
      JSON.stringify({
        level: 'error',
        correlation_id: '00000000-1111-2222-3333-444444444444',
        responseBody: JSON.stringify(body(c, '\r\n')),
      }),
  },
  { name: 'escaped once by .NET', wrap: (c) => dotnet({ level: 'error', responseBody: dotnet(body(c, '\r\n')) }) },
  {
    name: 'escaped twice',
    wrap: (c) =>
      `time="2026-03-04T05:06:08Z" level=error msg=${JSON.stringify(JSON.stringify({ body: JSON.stringify(body(c, '\r\n')) }))}`,
  },
  {
    name: 'escaped four times',
    wrap: (c) => JSON.stringify(JSON.stringify(JSON.stringify(JSON.stringify(body(c, '\r\n'))))),
  },
  {
    name: 'half undone',
    wrap: (c) => JSON.stringify(body(c, '\r\n')).replace(/"/g, '\\"').replaceAll('\\r\\n', '\r\n'),
  },
  {
    name: 'msal .net',
    wrap: (c) =>
      `Azure.Identity.AuthenticationFailedException: ClientAssertionCredential authentication failed: ${msal}${full(c)}\n ---> MSAL.NetCore.4.61.3.0.MsalServiceException:\n\tErrorCode: invalid_client\nMicrosoft.Identity.Client.MsalServiceException: ${msal}${full(c)}\n\tStatusCode: 401\n\tResponseBody: ${JSON.stringify(body(c))}\n\tHeaders: Cache-Control: no-store\n   at Microsoft.Identity.Client.OAuth2.OAuth2Client.ThrowServerException()`,
  },
  {
    name: 'msal node',
    wrap: (c) =>
      `invalid_client: ${c.code} - [${c.time}]: ${full(c)} - Correlation ID: ${c.correlationId} - Trace ID: ${c.traceId}`,
  },
  {
    name: 'msal node 5',
    wrap: (c) =>
      `ServerError: invalid_client: Error(s): ${c.code} - Timestamp: ${c.time} - Description: AADSTS${c.code}: ${c.message} - Correlation ID: ${c.correlationId} - Trace ID: ${c.traceId}`,
  },
  {
    name: 'dataverse web api',
    wrap: (c) =>
      JSON.stringify({
        error: {
          code: '0x80040265',
          message: full(c),
          innererror: {
            message: full(c),
            type: 'System.ServiceModel.FaultException`1[[Microsoft.Xrm.Sdk.OrganizationServiceFault]]',
            stacktrace: '   at Microsoft.Crm.Extensibility.Run()',
          },
        },
      }),
  },
  {
    name: 'dataverse fault xml',
    wrap: (c) =>
      `<OrganizationServiceFault xmlns="http://schemas.microsoft.com/xrm/2011/Contracts"><ActivityId>5e0d7a61-0b1c-4d2e-8f3a-4b5c6d7e8f90</ActivityId><ErrorCode>-2147220891</ErrorCode><Message>${xml(full(c, '\r\n')).replaceAll('\r\n', '&#xD;\n')}</Message><Timestamp>2026-03-04T05:06:09.5514123Z</Timestamp></OrganizationServiceFault>`,
  },
  {
    name: 'plug-in trace',
    wrap: (c) =>
      `2026-03-04 05:06:05.590 - Starting execution.\n2026-03-04 05:06:07.027 - ${full(c)}\nUnhandled exception:\nException type: System.ServiceModel.FaultException\`1[Microsoft.Xrm.Sdk.OrganizationServiceFault]\nMessage: ${full(c)}Detail:`,
  },
  {
    name: 'plug-in trace row',
    wrap: (c) =>
      JSON.stringify({
        correlationid: '11111111-2222-3333-4444-555555555555',
        requestid: '66666666-7777-8888-9999-000000000000',
        createdon: '2026-03-04T05:06:09Z',
        messageblock: `2026-03-04 05:06:07.027 - ${full(c)}`,
        exceptiondetails: `Message: ${full(c)}Detail:`,
      }),
  },
  {
    name: 'sign-in page',
    wrap: (c) =>
      `Error Code: ${c.code}\nRequest Id: ${c.traceId}\nCorrelation Id: ${c.correlationId}\nTimestamp: ${iso(c.time)}\nMessage: AADSTS${c.code}: ${c.message}`,
  },
  {
    name: 'sign-in page in one line',
    wrap: (c) =>
      `Request Id: ${c.traceId} Correlation Id: ${c.correlationId} Timestamp: ${iso(c.time)} Message: AADSTS${c.code}: ${c.message}`,
  },
  {
    name: 'sign-in page with blank lines',
    wrap: (c) =>
      `Request Id:  ${c.traceId}\n\nCorrelation Id:  ${c.correlationId}\n\nTimestamp:  ${iso(c.time)}\n\nMessage:  AADSTS${c.code}: ${c.message}\n`,
  },
  {
    name: 'redirect with plus',
    wrap: (c) =>
      `https://app.contoso.example/signin-oidc?error=access_denied&error_description=${lower(percent(full(c, '\r\n'))).replaceAll('%20', '+')}&state=8841`,
  },
  {
    name: 'redirect fragment',
    wrap: (c) =>
      `GET https://app.contoso.example/#error=invalid_request&error_description=${percent(full(c))}&error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d${c.code}&state=a%26b HTTP/1.1`,
  },
  {
    name: 'redirect encoded twice',
    wrap: (c) =>
      `https://proxy.contoso.example/?to=${percent(`https://app.contoso.example/?error_description=${percent(full(c, '\r\n'))}&state=1`)}&x=2`,
  },
];
