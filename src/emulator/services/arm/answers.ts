/** Error bodies and texts of Azure Resource Manager (services.md 3.4). */
import { refuse } from '../odata/refuse.ts';
import type { Caller, EmulatedResponse } from '../service.ts';

export const wrongMethod = refuse(405, 'MethodNotAllowed', 'The request method is not supported for this resource.');

export function unauthorized(caller: Caller, action: string, scope: string): EmulatedResponse {
  return refuse(
    403,
    'AuthorizationFailed',
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

export function resourceNotFound(type: string, name: string, resourceGroup: string): EmulatedResponse {
  return refuse(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export const unreadableBody = refuse(
  400,
  'InvalidRequestContent',
  'The request content was invalid and could not be deserialized.',
);
