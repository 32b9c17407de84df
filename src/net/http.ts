/** The only HTTP client: sign-in, Dataverse, Graph and Azure Resource Manager use it, with the same rules. */
import { randomUUID } from 'node:crypto';
import type { Agent, Dispatcher } from 'undici';
import { PpmiError } from '../domain/errors.ts';
import { networkFault } from '../domain/network-findings.ts';
import type { Redactor } from '../domain/redact.ts';
import { type HttpResponse, mostOf, type RawResponse, readAnswer } from './answer.ts';
import { BodyFailed, readBody } from './body.ts';
import { addedAuthorities } from './certificate-authorities.ts';
import { createConnections } from './connections.ts';
import { describeFailure, isProgrammingError } from './failure.ts';
import { blameError } from './fault/blame.ts';
import { findingOf } from './fault/finding.ts';
import { behindWorkingProxy } from './fault/proxy.ts';
import { createHostLimiter } from './host-limiter.ts';
import type { LogEntry } from './log-entry.ts';
import { machineNetwork, type Network } from './network.ts';
import { type NetworkSettings, proxyAndTrust } from './network-settings.ts';
import { composedUrl, sameOriginLink } from './origin.ts';
import { mayHeal, type Outcome, settle } from './outcome.ts';
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
  readonly network?: Network;
}

const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 180_000 };
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

export function createHttp(options: HttpOptions): Http {
  const { redactor, emulated, onLog } = options;
  const clock = options.clock ?? systemClock;
  const policy = { ...defaultRetry, ...options.retry };
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const limiter = createHostLimiter();
  const way = proxyAndTrust(options);
  if (way.proxy?.credentials != null) redactor.register(way.proxy.credentials.password);
  const network = options.network ?? machineNetwork();
  const connections = createConnections({ route: way.route, trust: way.trust, network, connectMs: timeouts.connectMs });
  let transport: Promise<Agent> | null = null;

  function connect(): Promise<Agent> {
    transport ??= createTransport(connections, timeouts);
    return transport;
  }

  async function request(input: HttpRequest): Promise<HttpResponse> {
    let current = input;
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

  async function withRetries(input: HttpRequest): Promise<HttpResponse> {
    const url = composedUrl(input.url);
    const correlationId = input.headers?.['client-request-id'] ?? randomUUID();
    const headers = headersOf(input, correlationId, options.userAgent ?? 'ppmi');
    if (input.token !== undefined) headers.authorization = bearer(input.token, url, options);
    for (let tried = 1, waitedMs = 0, usedMs = 0; ; tried += 1) {
      const leave = await limiter.acquire(url.host);
      const started = clock.now();
      const leftMs = timeouts.totalMs - usedMs;
      const outcome = await once(input, url, { headers, correlationId, leftMs }).catch((error: unknown) => {
        leave();
        throw error;
      });
      const response = 'response' in outcome ? outcome.response : null;
      const passing = 'response' in outcome ? isPassing(outcome.status) : outcome.passing;
      const retryAfter = response?.headers['retry-after'];
      usedMs += clock.now() - started;
      const final = passing && tried === 1 && 'error' in outcome && (await isFinal(outcome, url));
      // What broke twice in a row is broken, and is named within seconds; a service that says that it is busy has more time.
      const broken = 'error' in outcome && tried > 1;
      const again = passing && !final && !broken && usedMs < timeouts.totalMs && mayRepeat(input);
      const wait = again ? nextWait(policy, { tried, waitedMs, retryAfter }, clock.random) : null;
      const rest = wait === null ? null : clock.sleep(wait, input.signal);
      if (rest !== null && retryAfter !== undefined) limiter.pauseUntil(url.host, rest);
      leave();
      onLog?.({
        time: new Date(started).toISOString(),
        system: input.system,
        method: input.method,
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
      if (wait === null)
        return settle('error' in outcome ? await named(outcome, url) : outcome, {
          host: url.host,
          tries: tried,
          redactor,
        });
      waitedMs += wait;
      await rest;
    }
  }

  /**
   * One try. A truncated response may succeed on another try, as a broken connection may; a refusal by a proxy or a
   * page of another server will not.
   */
  async function once(input: HttpRequest, url: URL, { headers, correlationId, leftMs }: Try): Promise<Outcome> {
    let raw: RawResponse;
    const overall = AbortSignal.timeout(leftMs);
    try {
      raw = await exchange(input, url, headers, overall);
    } catch (error) {
      if (input.signal?.aborted) throw input.signal.reason;
      if (isProgrammingError(error)) throw error;
      const failure = describeFailure(error);
      const { message, timeout } = failure;
      // A truncated body is not a response; one that was refused for its size or pace is a response that cannot be
      // used.
      const id = error instanceof BodyFailed && error.final && !timeout ? 'answer-malformed' : 'cut-off';
      const detail = redactor.redact(`${message} (correlation ${correlationId})`);
      const passing = mayHeal(failure) && !overall.aborted && !(error instanceof BodyFailed && error.final);
      return {
        status: null,
        error: new PpmiError(id, { host: url.host, detail, correlation: correlationId }, { cause: error }),
        passing,
      };
    }
    const reading = await readAnswer(raw, {
      expected: input.expect ?? 'json',
      host: url.host,
      sentId: correlationId,
      redact: redactor.redact,
    });
    if ('response' in reading) return { status: raw.status, response: withoutSecrets(reading.response) };
    const { error, passing } = reading;
    const finding = error.finding;
    return {
      status: raw.status,
      error: new PpmiError(error.id, redactor.redactResult(error.args), { finding }),
      passing,
    };
  }

  /**
   * The error with the finding that names its cause. Only for a final failure: collecting evidence opens further
   * connections.
   */
  async function named<O extends { readonly error: PpmiError }>(outcome: O, url: URL): Promise<O> {
    const { error } = outcome;
    if (error.cause === undefined || error.finding !== null) return outcome;
    const { host, port } = targetOf(url);
    const cut = error.cause instanceof BodyFailed ? error.cause : null;
    if (cut !== null) {
      const finding = findingOf(networkFault('http-body-cut', host, { host, port, detail: cut.message }));
      return { ...outcome, error: new PpmiError(error.id, error.args, { cause: cut, finding }) };
    }
    const place = { host, port };
    const blamed = await blameError(error.cause, {
      place,
      route: way.route(host, port),
      network,
      trust: way.trust,
      limits: { ms: timeouts.connectMs },
      extraAuthorities: () => (emulated === undefined ? addedAuthorities(options.ca, options.environment) : []),
      redact: redactor.redact,
    });
    const fault = connections.throughProxy(host, port) ? behindWorkingProxy(blamed, place) : blamed;
    const finding = redactor.redactResult(findingOf(fault));
    return { ...outcome, error: new PpmiError(error.id, error.args, { cause: error.cause, finding }) };
  }

  /** A connection that breaks may work the next time, unless it is closed because a client certificate is demanded. */
  async function isFinal(outcome: Outcome & { readonly error: PpmiError }, url: URL): Promise<boolean> {
    if (emulated !== undefined || outcome.status !== null || url.protocol === 'http:') return false;
    return (await named(outcome, url)).error.finding?.name === 'tls-client-certificate';
  }

  /** Error texts of a service appear in output, and a service may echo what it was sent. */
  function withoutSecrets(response: HttpResponse): HttpResponse {
    if (response.status < 400) return response;
    return { ...response, json: redactor.redactData(response.json), text: redactor.redact(response.text) };
  }

  async function exchange(
    input: HttpRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
    overall: AbortSignal,
  ): Promise<RawResponse> {
    const answer = await (await connect()).request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: input.method.toUpperCase() as Dispatcher.HttpMethod,
      headers,
      body: bodyOf(input),
      signal: input.signal === undefined ? overall : AbortSignal.any([overall, input.signal]),
    });
    const body = await readBody(answer.body, mostOf(answer.statusCode, input.expect ?? 'json'), clock.now);
    return { status: answer.statusCode, headers: joined(answer.headers), body };
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

interface Try {
  readonly headers: Readonly<Record<string, string>>;
  readonly correlationId: string;
  /** Remaining milliseconds for all tries of the request. */
  readonly leftMs: number;
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
