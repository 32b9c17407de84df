import { PpmiError } from '../domain/errors.ts';
import { inOnePiece, quoted, wellFormed } from '../domain/harmless-text.ts';
import type { StepRequest } from '../domain/plan.ts';
import { serviceName } from '../domain/service-names.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import { foreignAnswer } from '../net/fault/finding.ts';
import { followPages, type Http, type HttpRequest, type HttpResponse } from '../net/http.ts';
import { hasServiceHeader } from '../net/service-header.ts';
import type { AccessToken } from '../net/token.ts';
import { refuseStrippedToken } from './stripped-token.ts';

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
  wanting(refused: ServiceClientOptions['refused']): ServiceClient;
  /** One try of a write. Every response of the service is a value. */
  write(request: StepRequest, headers?: Readonly<Record<string, string>>): Promise<WriteOutcome>;
  /** The service's clock as its latest answer gave it (`Date`, whole seconds); null before the first answer. */
  clock(): Date | null;
}

export type Json = Readonly<Record<string, unknown>>;

export interface Refusal {
  readonly permission: string;
  readonly who: string;
  /** The caller knows what it reads, so it names the required permission. */
  readonly vague?: boolean;
}

export interface ServiceClientOptions {
  readonly http: Http;
  /** `dataverse`, `graph`, …: for messages and the log. */
  readonly system: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: () => Promise<AccessToken>;
  /** What a refusal of this service means, by the code of its answer. */
  readonly refused: Refusal | ((code: string) => Refusal);
  /** The same for a request that changes something, which requires more. */
  readonly writeRefused?: Refusal;
  /** Codes of a 404 that mean "not to be seen from here", and where it may be. That is no absence. */
  readonly unseen?: ReadonlyMap<string, string>;
}

/** Of one list; no environment or directory has as many of what ppmi lists. */
const mostRows = 200_000;

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const { http, system, headers, token, refused, unseen = new Map() } = options;

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
      const { permission, who, vague } = typeof refused === 'function' ? refused(code) : refused;
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
    return `${serviceName(system) ?? system} answered ${response.status} ${reasonOf(response)}${correlation(response)}`;
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
      if (rows.length + value.length > mostRows)
        throw malformed(url, `${serviceName(system) ?? system} sent more than ${mostRows} rows`);
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

function outcomeOf(response: HttpResponse, refused: ServiceClientOptions['refused']): WriteOutcome {
  const { status } = response;
  const { code } = errorOf(response.json);
  const detail = `${status} ${reasonOf(response)}${correlation(response)}`;
  if (status >= 500) return { kind: 'unknown', status, detail };
  if (status >= 300) {
    const asked = status === 401 || status === 403 ? (typeof refused === 'function' ? refused(code) : refused) : null;
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
function lostAnswer(error: PpmiError): WriteOutcome {
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

/** One of them is in every object that Dataverse, Graph, ARM and the administration return (documented). */
const keysOfAnswers = ['@odata.context', '@odata.etag', 'id', 'value', 'properties'];

const isAnswer = (body: unknown): boolean => isObject(body) && keysOfAnswers.some((key) => key in body);

/** The body of an answer: an object, whichever service it is. */
function whole({ json }: HttpResponse, url: string): Json {
  if (isObject(json)) return json;
  throw foreignAnswer(new URL(url).host, 'HTTP 200, where a JSON object was expected');
}

/**
 * A server on the way that refuses, or knows no such path, says nothing of permissions or of what is there, and one that
 * answers a change with success has not made it: the services explain in `error`, and sign their answers with headers.
 */
function refuseStranger({ status, headers, json, bytes }: HttpResponse, url: string): void {
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
function errorOf(body: unknown): { code: string; message: string | null } {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const { code, message = null } = error ?? {};
  return { code: String(code ?? ''), message: message === null ? null : String(message) };
}

/** The sentence of a service repeats names that anyone can choose: in quotation marks no part of it begins a line. */
function reasonOf({ json }: HttpResponse): string {
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

function malformed(url: string, detail: string): PpmiError {
  return new PpmiError('answer-malformed', { host: new URL(url).host, detail });
}

function correlation({ requestId, correlationId }: HttpResponse): string {
  return requestId === null
    ? ` (correlation ${correlationId})`
    : ` (request ${requestId}, correlation ${correlationId})`;
}
