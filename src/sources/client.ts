/** A client of one service: sends requests with its token, and turns answers into values and errors. */
import { PpmiError } from '../domain/errors.ts';
import type { StepRequest } from '../domain/plan.ts';
import { serviceName } from '../domain/service-names.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import { foreignAnswer } from '../net/fault/finding.ts';
import { followPages, type Http, type HttpRequest, type HttpResponse } from '../net/http.ts';
import { hasServiceHeader } from '../net/service-header.ts';
import type { AccessToken } from '../net/token.ts';
import { type Refusal, type Refused, refusalOf } from './refusal.ts';
import {
  correlation,
  errorOf,
  isAnswer,
  type Json,
  malformed,
  object,
  reasonOf,
  refuseStranger,
  whole,
} from './response.ts';
import { refuseStrippedToken } from './stripped-token.ts';
import { lostAnswer, outcomeOf } from './write-response.ts';

/**
 * A client of one service for readers: returns JSON; null for a missing object; an error that names the missing
 * permission for a refusal.
 */
export interface ServiceClient {
  /** The parsed response; null for 404. */
  get(url: string): Promise<Json | null>;
  /** The bytes of the answer; null for 204 and 404. */
  bytes(url: string): Promise<Uint8Array | null>;
  /** All pages of an OData or ARM list. */
  list(url: string): Promise<readonly Json[]>;
  /** The same; null for 404, where the thing that the list is of is not there. */
  listIfThere(url: string): Promise<readonly Json[] | null>;
  /** A question that is asked by POST and changes nothing: the parsed answer. */
  ask(url: string, body: unknown): Promise<Json>;
  /** The same client for a part of the service whose refusal means something else. */
  wanting(refused: Refused): ServiceClient;
  /** One try of a write. Every response of the service is a value. */
  write(request: StepRequest, headers?: Readonly<Record<string, string>>): Promise<WriteOutcome>;
  /** The service's clock as its latest answer gave it (`Date`, whole seconds); null before the first answer. */
  clock(): Date | null;
}

export interface ServiceClientOptions {
  readonly http: Http;
  /** `dataverse`, `graph`, …: for messages and the log. */
  readonly system: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: () => Promise<AccessToken>;
  /** What a refusal of this service means, by the code of its answer. */
  readonly refused: Refused;
  /** The same for a request that changes something, which requires more. */
  readonly writeRefused?: Refusal;
  /** Codes of a 404 that mean "not to be seen from here", and where it may be. That is no absence. */
  readonly unseen?: ReadonlyMap<string, string>;
}

/** Of one list; no environment or directory has as many of what ppmi lists. */
const mostRows = 200_000;

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { http, system, headers, token, refused, unseen = new Map() } = options;
  const service = serviceName(system) ?? system;

  let clock: Date | null = null;

  async function exchange(request: HttpRequest): Promise<HttpResponse> {
    const response = await http.request({
      ...request,
      headers: { ...headers, ...request.headers },
      token: await token(),
    });
    const date = Date.parse(response.headers.date ?? '');
    if (!Number.isNaN(date)) clock = new Date(date);
    if (response.status >= 400) refuseStranger(response, request.url);
    refuseStrippedToken(response, request.url);
    const elsewhere = response.status === 404 ? unseen.get(errorOf(response.json).code) : undefined;
    if (response.status === 401 || response.status === 403 || elsewhere !== undefined) {
      const detail = [saying(response), elsewhere ?? []].flat().join('; ');
      const { code } = errorOf(response.json);
      const { permission, who, vague } = refusalOf(refused, code);
      throw new PpmiError('refused', { system, permission, who, detail, ...(vague === true && { vague: 1 }) });
    }
    return response;
  }

  /** Whatever else the service says is no answer to what was asked; with 5xx it says that it has none. */
  function refuse(response: HttpResponse, url: string): never {
    const { status } = response;
    const id = status >= 500 ? 'cut-off' : 'answer-malformed';
    throw new PpmiError(id, { host: new URL(url).host, status, detail: saying(response) });
  }

  function saying(response: HttpResponse): string {
    return `${service} answered ${response.status} ${reasonOf(response)}${correlation(response)}`;
  }

  async function get(url: string): Promise<Json | null> {
    const response = await exchange({ method: 'GET', url, system });
    if (response.status === 404) return null;
    if (response.status !== 200) refuse(response, url);
    const row = whole(response, url);
    if (hasServiceHeader(response.headers) || isAnswer(row)) return row;
    throw foreignAnswer(new URL(url).host, 'HTTP 200, JSON that is no answer of the service');
  }

  async function listOr<T>(url: string, missing: (page: HttpResponse) => T): Promise<readonly Json[] | T> {
    const rows: Json[] = [];
    for await (const page of followPages({ request: exchange }, { method: 'GET', url, system })) {
      if (page.status === 404) return missing(page);
      const { value } = whole(page.status === 200 ? page : refuse(page, url), url);
      if (!Array.isArray(value))
        throw foreignAnswer(new URL(url).host, 'HTTP 200, JSON without the list of the service');
      if (rows.length + value.length > mostRows) throw malformed(url, `${service} sent more than ${mostRows} rows`);
      for (const row of value) rows.push(object(row, url));
    }
    return rows;
  }

  return {
    get,
    clock: () => clock,
    async bytes(url) {
      const response = await exchange({ method: 'GET', url, system, expect: 'bytes' });
      if (response.status === 404 || response.status === 204) return null;
      if (response.status !== 200) refuse(response, url);
      return response.bytes;
    },
    list: (url) => listOr(url, (page) => refuse(page, url)),
    listIfThere: (url) => listOr(url, () => null),
    async ask(url, body) {
      const response = await exchange({ method: 'POST', url, system, json: body });
      return whole(response.status === 200 ? response : refuse(response, url), url);
    },
    wanting: (other) => createServiceClient({ ...options, refused: other }),
    async write({ method, url, body }, more = {}) {
      const request = { method, url, system, idempotent: false, headers: { ...headers, ...more } };
      try {
        const sent = { ...(body === null ? request : { ...request, json: body }), token: await token() };
        const response = await http.request(sent);
        const { status } = response;
        if (status < 500) refuseStranger(response, url);
        return outcomeOf(response, options.writeRefused ?? refused);
      } catch (error) {
        if (!(error instanceof PpmiError)) throw error;
        return lostAnswer(error);
      }
    },
  };
}
