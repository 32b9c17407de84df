import type { EmulatedResponse } from '../service.ts';

/** Key Vault's error body; `inner` is the code by which two refusals of one status differ. */
export function refuse(status: number, code: string, message: string, inner?: string): EmulatedResponse {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } };
  return { status, body: { error: { code, message, ...innererror } } };
}
