/** What the answers of Dataverse, Graph, ARM and the administration have in common, and what shows that another server gave one. */
import { PpmiError } from '../domain/errors.ts';
import { inOnePiece, quoted } from '../domain/harmless-text.ts';
import { foreignAnswer } from '../net/fault/finding.ts';
import type { HttpResponse } from '../net/http.ts';
import { hasServiceHeader } from '../net/service-header.ts';

export type Json = Readonly<Record<string, unknown>>;

/** One of them is in every object that Dataverse, Graph, ARM and the administration return (documented). */
const keysOfAnswers = ['@odata.context', '@odata.etag', 'id', 'value', 'properties'];

export const isAnswer = (body: unknown): boolean => isObject(body) && keysOfAnswers.some((key) => key in body);

/** The body of an answer: an object, whichever service it is. */
export function whole({ json }: HttpResponse, url: string): Json {
  if (isObject(json)) return json;
  throw foreignAnswer(new URL(url).host, 'HTTP 200, where a JSON object was expected');
}

/**
 * A server on the way that refuses, or knows no such path, says nothing of permissions or of what is there, and one that
 * answers a change with success has not made it: the services explain in `error`, and sign their answers with headers.
 */
export function refuseStranger({ status, headers, json, bytes }: HttpResponse, url: string): void {
  const challenges = status === 401 && headers['www-authenticate'] !== undefined;
  if (challenges || hasServiceHeader(headers) || (isObject(json) && isObject(json.error))) return;
  if (status < 300 && isAnswer(json)) return;
  if (status >= 500 && bytes.length === 0) return;
  const type = inOnePiece(headers['content-type']?.split(';')[0] ?? '') || 'no type';
  const id = status >= 500 ? 'cut-off' : 'answer-malformed';
  throw foreignAnswer(
    new URL(url).host,
    `HTTP ${status}, ${type}, ${status < 300 ? 'without a header' : 'without an error'} of the service`,
    id,
  );
}

/** Graph, ARM and Dataverse alike: `{"error":{"code","message"}}`; a Dataverse code may be empty. */
export function errorOf(body: unknown): { code: string; message: string | null } {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const { code, message = null } = error ?? {};
  return { code: String(code ?? ''), message: message === null ? null : String(message) };
}

/** The sentence of a service repeats names that anyone can choose: in quotation marks no part of it begins a line. */
export function reasonOf({ json }: HttpResponse): string {
  const { code, message } = errorOf(json);
  return `${inOnePiece(code)}: ${message === null ? 'without a reason' : quoted(message)}`;
}

export function object(value: unknown, url: string): Json {
  if (isObject(value)) return value;
  throw malformed(url, 'expected a JSON object');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function malformed(url: string, detail: string): PpmiError {
  return new PpmiError('answer-malformed', { host: new URL(url).host, detail });
}

export function correlation({ requestId, correlationId }: HttpResponse): string {
  return requestId === null
    ? ` (correlation ${correlationId})`
    : ` (request ${requestId}, correlation ${correlationId})`;
}
