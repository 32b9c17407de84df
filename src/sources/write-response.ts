/** What became of a write: every response of the service, and a response that was lost. */
import type { PpmiError } from '../domain/errors.ts';
import { wellFormed } from '../domain/harmless-text.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import type { HttpResponse } from '../net/http.ts';
import { type Refused, refusalOf } from './refusal.ts';
import { correlation, errorOf, reasonOf } from './response.ts';

export function outcomeOf(response: HttpResponse, refused: Refused): WriteOutcome {
  const { status } = response;
  const { code } = errorOf(response.json);
  const detail = `${status} ${reasonOf(response)}${correlation(response)}`;
  if (status >= 500) return { kind: 'unknown', status, detail };
  if (status >= 300) {
    const asked = status === 401 || status === 403 ? refusalOf(refused, code) : null;
    const permission = { permission: asked?.permission ?? null, grantedBy: asked?.who ?? null };
    return { kind: 'rejected', status, code, message: detail, retryAfter: null, ...permission };
  }
  const body = (response.json ?? {}) as { id?: unknown; '@odata.etag'?: unknown };
  const id = typeof body.id === 'string' ? wellFormed(body.id) : null;
  const etag = response.headers.etag ?? (typeof body['@odata.etag'] === 'string' ? body['@odata.etag'] : null);
  return { kind: 'written', status, id, etag };
}

/** Findings that name another server as the one that answered. */
const strangers: readonly string[] = ['foreign-answer', 'block-page', 'captive-portal'];

/** 429 says that nothing was done. Behind any other failure the request may have been carried out. */
export function lostAnswer(error: PpmiError): WriteOutcome {
  const { status, retryAfterMs, detail } = error.args;
  const text = String(detail ?? error.message);
  if (error.id === 'throttled' && status === 429) {
    const retryAfter = Number(retryAfterMs ?? 0) / 1000;
    return {
      kind: 'rejected',
      status,
      code: 'TooManyRequests',
      message: text,
      retryAfter,
      permission: null,
      grantedBy: null,
    };
  }
  if (!['cut-off', 'throttled', 'answer-malformed'].includes(error.id)) throw error;
  const { finding } = error;
  const stranger = finding !== null && strangers.includes(finding.name) ? { stranger: finding } : {};
  return { kind: 'unknown', status: typeof status === 'number' ? status : null, detail: text, ...stranger };
}
