import { PpmiError } from '../domain/errors.ts';
import type { StepRequest } from '../domain/plan.ts';
import type { Http, HttpRequest, HttpResponse } from '../net/http.ts';
import type { AccessToken } from '../net/token.ts';

/** One service as a reader of it wants it: JSON, an absent thing is null, a refusal is an error that says what is wanted. */
export interface ServiceClient {
  /** The parsed answer; null for 404. */
  get(url: string): Promise<Json | null>;
  /** The bytes of the answer; null for 204 and 404. */
  bytes(url: string): Promise<Uint8Array | null>;
  /** All pages of an OData or ARM list. */
  list(url: string): Promise<readonly Json[]>;
  send(request: StepRequest): Promise<void>;
  /** The service's clock as its latest answer gave it (`Date`, whole seconds); null before the first answer. */
  clock(): Date | null;
}

export type Json = Readonly<Record<string, unknown>>;

export interface ServiceClientOptions {
  readonly http: Http;
  /** `dataverse`, `graph`, …: for messages and the log. */
  readonly system: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: () => Promise<AccessToken>;
  /** What a refusal of this service means, where the caller does not know better. */
  readonly refused: { readonly permission: string; readonly who: string };
  /** The code and message of an error body. */
  readonly errorOf: (body: unknown) => { readonly code: string; readonly message: string };
}

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { http, system, headers, token, refused, errorOf } = options;

  let clock: Date | null = null;

  async function exchange(request: Omit<HttpRequest, 'system' | 'token'>): Promise<HttpResponse> {
    const response = await http.request({
      ...request,
      headers: { ...headers, ...request.headers },
      system,
      token: await token(),
    });
    const date = Date.parse(response.headers.date ?? '');
    if (!Number.isNaN(date)) clock = new Date(date);
    if (response.status === 401 || response.status === 403) {
      const { code, message } = errorOf(response.json);
      const detail = `${system} answered ${response.status} ${code}: ${message}${correlation(response)}`;
      throw new PpmiError('refused', { system, ...refused, detail });
    }
    return response;
  }

  function unexpected(response: HttpResponse, url: string): PpmiError {
    const { code, message } = errorOf(response.json);
    const detail = `${system} answered ${response.status} ${code}: ${message}${correlation(response)}`;
    return new PpmiError('answer-malformed', { host: new URL(url).host, detail });
  }

  async function get(url: string): Promise<Json | null> {
    const response = await exchange({ method: 'GET', url, expect: 'json' });
    if (response.status === 404) return null;
    if (response.status !== 200) throw unexpected(response, url);
    return object(response.json, url);
  }

  return {
    get,
    clock: () => clock,
    async bytes(url) {
      const response = await exchange({ method: 'GET', url, expect: 'bytes' });
      if (response.status === 404 || response.status === 204) return null;
      if (response.status !== 200) throw unexpected(response, url);
      return response.bytes;
    },
    async list(url) {
      const rows: Json[] = [];
      const origin = new URL(url).origin;
      for (let next: string | null = url; next !== null; ) {
        const page: Json | null = await get(next);
        if (page === null || !Array.isArray(page.value)) {
          throw new PpmiError('answer-malformed', { host: new URL(url).host, detail: `${system} sent no list` });
        }
        for (const row of page.value) rows.push(object(row, url));
        next = nextLink(page);
        if (next !== null && new URL(next).origin !== origin) {
          throw new PpmiError('redirect-refused', { from: origin, to: new URL(next).origin });
        }
      }
      return rows;
    },
    async send({ method, url, body }) {
      const request = { method, url, idempotent: method !== 'POST', expect: 'json' as const };
      const response = await exchange(body === null ? request : { ...request, json: body });
      if (response.status >= 300) throw unexpected(response, url);
    },
  };
}

function nextLink(page: Json): string | null {
  const link = page['@odata.nextLink'] ?? page.nextLink;
  return typeof link === 'string' ? link : null;
}

export function object(value: unknown, url: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new PpmiError('answer-malformed', { host: new URL(url).host, detail: 'expected a JSON object' });
}

function correlation({ requestId, correlationId }: HttpResponse): string {
  const ids = [requestId && `request ${requestId}`, correlationId && `correlation ${correlationId}`].filter(Boolean);
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}
