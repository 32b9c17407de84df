import type { EmulatedResponse } from '../service.ts';

/** The error body that Graph, Dataverse, Resource Manager and the admin services share. */
export function refuse(status: number, code: string, message: string): EmulatedResponse {
  return { status, body: { error: { code, message } } };
}
