import type { FederatedIdentityCredential } from '../world/model.ts';

/**
 * The subject that the exchange keeps after a correction in place, or null when it follows the credential: only where
 * old and new differ in case alone. [observed in one report]
 */
export function staleSubject(
  { subject: before, exchangeSubject }: FederatedIdentityCredential,
  after: string | null,
  keeps: boolean,
): string | null {
  const used = exchangeSubject ?? before;
  if (!keeps || used === null || after === null || used === after) return null;
  return used.toLowerCase() === after.toLowerCase() ? used : null;
}
