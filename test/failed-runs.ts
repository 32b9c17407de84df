/** Failed runs of a plug-in, as its trace log records them. */
import type { DecodedError } from '../src/domain/entra-errors/decode/decoded.ts';
import type { FailedRun } from '../src/domain/facts.ts';
import type { ResourceRefusal } from '../src/domain/resource/resource-refusal.ts';

const run: FailedRun = {
  id: 'f5b1e1f0-2f0f-4c0c-8d5f-3a5f2f1b7a10',
  at: '2026-05-31T23:59:00.000Z',
  typeName: 'Contoso.Invoices.Send',
  error: null,
  refusal: null,
};

/** Entra refused the token with this code. */
export function refusedByEntra(code: number, more: Partial<DecodedError> = {}, at = run.at): FailedRun {
  const error: DecodedError = {
    code,
    name: null,
    area: null,
    message: null,
    traceId: null,
    correlationId: null,
    timestamp: null,
    presented: { issuer: null, subject: null, audience: null },
    expectedSubject: null,
    clientId: null,
    resource: null,
    tenant: null,
    count: 1,
    ...more,
  };
  return { ...run, at, error };
}

/** Entra issued a token, and the resource refused it. */
export function refusedByResource(refusal: Partial<ResourceRefusal> & Pick<ResourceRefusal, 'kind'>): FailedRun {
  const nothing = {
    resource: null,
    resourceId: null,
    inside: null,
    permission: null,
    clientId: null,
    objectId: null,
  };
  return { ...run, refusal: { ...nothing, ...refusal } };
}
