/** Responses of handlers; `seal.ts` adds what every response of Dataverse has (services.md 5.7). */
import type { PageProblem } from '../odata/page.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import type { Call } from './call.ts';

export const noContent: EmulatedResponse = { status: 204 };

export const wrongMethod = refuse(
  405,
  '0x80060888',
  'The requested resource does not support the HTTP method used in the request.',
);

export function doesNotExist(logicalName: string, id: string): EmulatedResponse {
  return refuse(404, '0x80040217', `Entity '${logicalName}' With Id = ${id} Does Not Exist`);
}

export function unknownResource(segment: string): EmulatedResponse {
  return refuse(404, '0x8006088a', `Resource not found for the segment '${segment}'.`);
}

export function unknownProperty(logicalName: string, property: string): EmulatedResponse {
  return refuse(
    400,
    '0x80060888',
    `Could not find a property named '${property}' on type 'Microsoft.Dynamics.CRM.${logicalName}'.`,
  );
}

/** The OData library's text about a body; the sentence around it as observed. */
export function badPayload(set: string, reason: string): EmulatedResponse {
  return refuse(
    400,
    '0x80048d19',
    `Error identified in Payload provided by the user for Entity :'${set}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: ${reason}`,
  );
}

export const undeclaredProperty = (set: string, logicalName: string, property: string): EmulatedResponse =>
  badPayload(
    set,
    `The property '${property}' does not exist on type 'Microsoft.Dynamics.CRM.${logicalName}'. Make sure to only use property names that are defined by the type.`,
  );

export const unreadableBody = badPayload('', 'An unexpected end of file or character was found in the payload.');

export function describeProblem(problem: PageProblem, logicalName: string): EmulatedResponse {
  if (problem.kind === 'property' || problem.kind === 'bareGuid') return unknownProperty(logicalName, problem.property);
  return refuse(400, '0x80060888', `Syntax error in '${problem.text}' of $${problem.kind}.`);
}

export function odataContext(call: Call, fragment: string): Readonly<Record<string, string>> {
  return { '@odata.context': `${call.api}/$metadata#${fragment}` };
}
