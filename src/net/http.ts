/** The one HTTP client: sign-in, Dataverse, Graph, ARM take the same path, with the same rules. */
import { randomUUID } from 'node:crypto';
import type { Agent, Dispatcher } from 'undici';
import { PpmiError } from '../domain/errors.ts';
import type { Redactor } from '../domain/redact.ts';
import { type HttpResponse, type RawResponse, readAnswer } from './answer.ts';
import { createConnections } from './connections.ts';
import { describeFailure, isProgrammingError } from './failure.ts';
import { createHostLimiter } from './host-limiter.ts';
import type { LogEntry } from './log-entry.ts';
import { type NetworkSettings, proxyAndTrust } from './network-settings.ts';
import { sameOriginLink } from './origin.ts';
import { bodyOf, type Http, type HttpRequest, headersOf, mayRepeat } from './request.ts';
import { type Clock, defaultRetry, isPassing, nextWait, type RetryPolicy, systemClock } from './retry.ts';
import { bearer, type TokenRules } from './token-rules.ts';
import { createTransport, type Timeouts, targetOf } from './transport.ts';

export type { HttpResponse } from './answer.ts';
export type { LogEntry } from './log-entry.ts';
export { followPages } from './pages.ts';
export type { Http, HttpRequest } from './request.ts';

export interface HttpOptions extends TokenRules, NetworkSettings {
  readonly redactor: Redactor;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  readonly clock?: Clock;
  readonly onLog?: (entry: LogEntry) => void;
  readonly userAgent?: string;
}

const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 30_000, totalMs: 180_000 };
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** A registered package is at most some tens of megabytes; more is not an answer. */
const mostBytes = 256 * 1024 * 1024;

type Outcome =
  | { readonly status: number; readonly response: HttpResponse }
  | { readonly status: number | null; readonly error: PpmiError; readonly passing: boolean };

export function createHttp(options: HttpOptions): Http {
  const { redactor, emulated, onLog } = options;
  const clock = options.clock ?? systemClock;
  const policy = { ...defaultRetry, ...options.retry };
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const gate = createHostLimiter();
  const way = proxyAndTrust(options);
  if (way.proxy?.credentials != null) redactor.register(way.proxy.credentials.password);
  const connections = createConnections({ route: way.route, trust: way.trust, connectMs: timeouts.connectMs });
  let transport: Promise<Agent> | null = null;

  function connect(): Promise<Agent> {
    transport ??= createTransport(connections, timeouts);
    return transport;
  }

  async function request(wanted: HttpRequest): Promise<HttpResponse> {
    let current = wanted;
    for (let hops = 0; ; hops += 1) {
      const response = await withRetries(current);
      const location = response.headers.location;
      if (!redirects.has(response.status) || location === undefined) return response;
      if (!/^(GET|HEAD)$/i.test(current.method) || hops === mostRedirects) {
        throw new PpmiError('redirect-refused', { from: new URL(current.url).origin, to: redactor.redact(location) });
      }
      current = { ...current, url: sameOriginLink(current.url, location) };
    }
  }

  async function withRetries(wanted: HttpRequest): Promise<HttpResponse> {
    const url = new URL(wanted.url);
    const correlationId = wanted.headers?.['client-request-id'] ?? randomUUID();
    const headers = headersOf(wanted, correlationId, options.userAgent ?? 'ppmi');
    if (wanted.token !== undefined) headers.authorization = bearer(wanted.token, url, options);
    for (let tried = 1, waitedMs = 0; ; tried += 1) {
      const leave = await gate.acquire(url.host);
      const started = clock.now();
      const outcome = await once(wanted, url, headers, correlationId).catch((error: unknown) => {
        leave();
        throw error;
      });
      const response = 'response' in outcome ? outcome.response : null;
      const passing = 'response' in outcome ? isPassing(outcome.status) : outcome.passing;
      const retryAfter = response?.headers['retry-after'];
      const wait =
        passing && mayRepeat(wanted) ? nextWait(policy, { tried, waitedMs, retryAfter }, clock.random) : null;
      const rest = wait === null ? null : clock.sleep(wait, wanted.signal);
      if (rest !== null && retryAfter !== undefined) gate.pauseUntil(url.host, rest);
      leave();
      onLog?.({
        time: new Date(started).toISOString(),
        system: wanted.system,
        method: wanted.method,
        host: url.host,
        path: redactor.redact(url.pathname),
        status: outcome.status,
        error: 'error' in outcome ? outcome.error.message : null,
        ms: clock.now() - started,
        requestId: response?.requestId ?? null,
        correlationId: response?.correlationId ?? correlationId,
        retryInMs: wait,
        emulated: emulated !== undefined,
      });
      if (wait === null) return settle(outcome, url.host, tried);
      waitedMs += wait;
      await rest;
    }
  }

  /** One try. A broken answer may pass as a broken line does; a proxy's refusal and a stranger's page will not. */
  async function once(
    wanted: HttpRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
    correlationId: string,
  ): Promise<Outcome> {
    let raw: RawResponse;
    try {
      raw = await exchange(wanted, url, headers);
    } catch (error) {
      if (wanted.signal?.aborted) throw wanted.signal.reason;
      if (isProgrammingError(error)) throw error;
      const { message, timeout, refusal } = describeFailure(error);
      const id = error instanceof BodyFailed && !timeout ? 'answer-malformed' : 'cut-off';
      const detail = redactor.redact(`${message} (correlation ${correlationId})`);
      return { status: null, error: new PpmiError(id, { host: url.host, detail }), passing: refusal === null };
    }
    const reading = await readAnswer(raw, wanted.expect ?? 'json', url.host, correlationId);
    if ('response' in reading) return { status: raw.status, response: withoutSecrets(reading.response) };
    const { error, passing } = reading;
    return { status: raw.status, error: new PpmiError(error.id, redactor.redactData(error.args)), passing };
  }

  /** What a service says about an error ends up in texts, and it may say back what it was sent. */
  function withoutSecrets(response: HttpResponse): HttpResponse {
    if (response.status < 400) return response;
    return { ...response, json: redactor.redactData(response.json), text: redactor.redact(response.text) };
  }

  async function exchange(
    wanted: HttpRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<RawResponse> {
    const timer = AbortSignal.timeout(timeouts.totalMs);
    const answer = await (await connect()).request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: wanted.method.toUpperCase() as Dispatcher.HttpMethod,
      headers,
      body: bodyOf(wanted),
      signal: wanted.signal === undefined ? timer : AbortSignal.any([timer, wanted.signal]),
    });
    return { status: answer.statusCode, headers: joined(answer.headers), body: await readBody(answer.body) };
  }

  return {
    request,
    async preconnect(origin, count) {
      const [open] = await Promise.all([connections.preconnect(targetOf(new URL(origin)), count), connect()]);
      return open;
    },
    async close() {
      connections.close();
      await (await transport)?.close();
    },
  };
}

/** The head of the answer came, its body did not come whole. */
class BodyFailed extends Error {}

async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      if (size > mostBytes) throw new Error(`the body is larger than ${mostBytes} bytes`);
      parts.push(part);
    }
  } catch (error) {
    throw new BodyFailed('the body ends early', { cause: error });
  }
  return Buffer.concat(parts);
}

function settle(outcome: Outcome, host: string, tries: number): HttpResponse {
  if ('error' in outcome) throw outcome.error;
  const { status, response } = outcome;
  if (status !== 429 && status !== 503) return response;
  const asked = response.headers['retry-after'];
  const wait = asked === undefined ? '' : `, asks to wait ${asked} s`;
  const count = tries === 1 ? 'one try' : `${tries} tries`;
  const detail = `HTTP ${status} after ${count}${wait} (correlation ${response.correlationId})`;
  throw new PpmiError('throttled', { host, detail });
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
