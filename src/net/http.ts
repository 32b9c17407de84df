/** The one HTTP client: sign-in, Dataverse, Graph, ARM and the probes' markers take the same path. */
import type { CloudId } from '../domain/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import type { Redactor } from '../domain/redact.ts';
import type { Expected, HttpResponse } from './answer.ts';
import type { LogEntry } from './http-log.ts';
import type { Environment } from './proxy.ts';
import type { Clock, RetryPolicy } from './retry.ts';
import type { AccessToken } from './token.ts';

export type { HttpResponse } from './answer.ts';
export type { LogEntry } from './http-log.ts';

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
  close(): Promise<void>;
}

export interface Timeouts {
  /** For each of TCP, CONNECT and TLS. */
  readonly connectMs: number;
  readonly headersMs: number;
  /** Between two parts of a body. */
  readonly bodyMs: number;
  /** One try as a whole. */
  readonly totalMs: number;
}

export interface HttpOptions {
  readonly redactor: Redactor;
  /** Where proxy variables and NODE_EXTRA_CA_CERTS are looked for: `process.env`. */
  readonly environment: Environment;
  /** A proxy given by the user; beats the variables and NO_PROXY. */
  readonly proxy?: string;
  /** More authorities, PEM. */
  readonly ca?: readonly string[];
  /** Tokens go only to hosts of these clouds. Default: all of the table. */
  readonly clouds?: readonly CloudId[];
  /** Hosts (`host` or `host:port`) outside the table that the user allows tokens for. */
  readonly allowedHosts?: readonly string[];
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  readonly clock?: Clock;
  readonly onLog?: (entry: LogEntry) => void;
  /** Isolation: every host is asked through this proxy, nothing of the machine is read, no name is resolved. */
  readonly emulated?: { readonly proxyUrl: string; readonly caPem: string };
  readonly userAgent?: string;
}

/** The libraries behind it are loaded with the first request. */
export function createHttp(options: HttpOptions): Http {
  let client: Promise<Http> | null = null;
  const load = () => {
    client ??= import('./http-client.ts').then(({ createHttpClient }) => createHttpClient(options));
    return client;
  };
  return {
    request: async (request) => (await load()).request(request),
    close: async () => (await client)?.close(),
  };
}

/**
 * All pages of a list, as they come. `next` names the following page.
 * @throws PpmiError `redirect-refused` when it is on another origin
 */
export async function* followPages(
  http: Http,
  first: HttpRequest,
  next: (page: HttpResponse) => string | null = odataNextLink,
): AsyncGenerator<HttpResponse> {
  for (let url: string | null = first.url; url !== null; ) {
    const page: HttpResponse = await http.request({ ...first, url });
    yield page;
    const link = next(page);
    url = link === null ? null : sameOriginLink(first.url, link);
  }
}

/** `@odata.nextLink` of Graph and Dataverse, `nextLink` of ARM. */
export function odataNextLink({ json }: HttpResponse): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const { '@odata.nextLink': odata, nextLink } = json as Record<string, unknown>;
  const link = odata ?? nextLink;
  return typeof link === 'string' ? link : null;
}

/** The link made absolute; the sign-in for one origin is worth nothing, and must not be shown, on another. */
export function sameOriginLink(from: string, link: string): string {
  const origin = new URL(from).origin;
  if (!URL.canParse(link, from) || new URL(link, from).origin !== origin) {
    throw new PpmiError('redirect-refused', {
      from: origin,
      to: URL.canParse(link, from) ? new URL(link, from).origin : 'no address',
    });
  }
  return new URL(link, from).href;
}
