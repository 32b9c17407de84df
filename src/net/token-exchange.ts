/**
 * The exchange that the platform makes for a plug-in: a federated assertion for a token of an application.
 * Form and answers: services, section 4.2 (documented).
 */
import { decodeJwt } from 'jose';
import { type CloudId, cloud } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import type { Redactor } from '../domain/redact.ts';
import type { HttpResponse } from './answer.ts';
import { foreignAnswer } from './fault/finding.ts';
import type { Http } from './request.ts';

export interface ExchangeOptions {
  readonly http: Http;
  readonly redactor: Redactor;
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly clientId: string;
  /** With `/.default` at its end. */
  readonly scope: string;
  /** A JWT of the trusted issuer. */
  readonly assertion: string;
}

export interface ExchangeError {
  /** OAuth's word: `invalid_client`, `invalid_request`, … */
  readonly code: string;
  /** Entra's number: 700213; null: it gave none. */
  readonly number: number | null;
  /** The description, redacted. */
  readonly message: string;
  readonly traceId: string | null;
  readonly correlationId: string | null;
  readonly timestamp: string | null;
  /** The body as it came, redacted. */
  readonly raw: string;
}

/** Never the token itself. */
export interface TokenExchangeResult {
  readonly succeeded: boolean;
  /** Of the token that was issued; null: none was, or it cannot be read. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** ISO 8601, seconds, Z. */
  readonly expiresOn: string | null;
  readonly error: ExchangeError | null;
}

/**
 * A refusal of Entra is a value.
 * @throws PpmiError `cut-off`, `throttled`, `answer-malformed`
 */
export async function exchangeAssertion(options: ExchangeOptions): Promise<TokenExchangeResult> {
  const { http, redactor, tenantId, clientId, scope, assertion } = options;
  redactor.register(assertion);
  const host = loginHost(options.cloud);
  const response = await http.request({
    method: 'POST',
    url: `https://${host}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    },
    system: 'entra',
    // The same assertion may be presented again as long as it lives.
    idempotent: true,
  });
  return response.status === 200 ? success(response, redactor, host) : failure(response, redactor, host);
}

export function loginHost(id: CloudId): string {
  const { value } = cloud(id).loginHost;
  if (value === null) throw new PpmiError('cloud-unknown', { host: id });
  return value;
}

function success({ json }: HttpResponse, redactor: Redactor, host: string): TokenExchangeResult {
  const { access_token: token, expires_in: seconds } = (json ?? {}) as Record<string, unknown>;
  if (typeof token !== 'string') {
    throw foreignAnswer(host, 'HTTP 200 without an access token');
  }
  redactor.register(token);
  const claims = readClaims(token);
  const expiry = typeof claims?.exp === 'number' ? claims.exp * 1000 : Date.now() + Number(seconds) * 1000;
  // Any number may stand in a token; a date has 8.64e15 milliseconds at most.
  const expiresOn = Math.abs(expiry) <= 8.64e15 ? new Date(expiry).toISOString().replace(/\.\d+Z$/, 'Z') : null;
  return { succeeded: true, claims, expiresOn, error: null };
}

/** Tokens are opaque to clients: one that is encrypted, or no JWT at all, is a success all the same. */
function readClaims(token: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}

function failure({ json, status, text }: HttpResponse, redactor: Redactor, host: string): TokenExchangeResult {
  const body = (json ?? {}) as Record<string, unknown>;
  if (typeof body.error !== 'string') {
    throw foreignAnswer(host, `HTTP ${status} without an error of Entra`);
  }
  const word = (value: unknown) => (typeof value === 'string' ? redactor.redact(value) : null);
  const numbers: readonly unknown[] = Array.isArray(body.error_codes) ? body.error_codes : [];
  const error = {
    code: redactor.redact(body.error),
    number: typeof numbers[0] === 'number' ? numbers[0] : null,
    message: word(body.error_description) ?? '',
    traceId: word(body.trace_id),
    correlationId: word(body.correlation_id),
    timestamp: word(body.timestamp),
    raw: redactor.redact(text),
  };
  return { succeeded: false, claims: null, expiresOn: null, error };
}
