/** One request as a caller of the client words it, and as it goes out. */
import type { Expected, HttpResponse } from './answer.ts';
import type { AccessToken } from './token.ts';

export interface HttpRequest {
  readonly method: string;
  /** https, absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of the three, or none. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly token?: AccessToken;
  /** `dataverse`, `graph`, `arm`, `entra`, …: for messages and the log. */
  readonly system: string;
  /** Whether it may be sent again after a failure. Default: by method (RFC 9110), so not for POST and PATCH. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
  /** Default `json`. */
  readonly expect?: Expected;
}

export interface Http {
  /**
   * Any status that the service itself gave is a value.
   * @throws PpmiError `cut-off`, `throttled` (429 or 503 beyond the budget), `answer-malformed`, `redirect-refused`,
   * `host-not-allowed`
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Opens that many connections for requests that will follow; resolves to whether it could. Those tell what fails. */
  preconnect(origin: string, count: number): Promise<boolean>;
  close(): Promise<void>;
}

export function mayRepeat({ idempotent, method }: HttpRequest): boolean {
  return idempotent ?? /^(GET|HEAD|OPTIONS|PUT|DELETE)$/i.test(method);
}

/** All headers but the token's, in lower case. `correlationId` stays the same when a request is sent again. */
export function headersOf(request: HttpRequest, correlationId: string, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = {
    accept: (request.expect ?? 'json') === 'json' ? 'application/json' : '*/*',
    'accept-encoding': 'gzip',
    'user-agent': userAgent,
    // Graph and Entra read the first, ARM, Key Vault and Dataverse the second.
    'client-request-id': correlationId,
    'x-ms-client-request-id': correlationId,
  };
  if (request.json !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
  if (request.form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return headers;
}

export function bodyOf({ json, form, body }: HttpRequest): string | Uint8Array | null {
  if (json !== undefined) return JSON.stringify(json);
  if (form !== undefined) return new URLSearchParams(form).toString();
  return body ?? null;
}
