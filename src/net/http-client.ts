/** The client itself: who may be asked, how often, and what counts as an answer. Loaded with the first request. */
import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { PpmiError } from '../domain/errors.ts';
import { type HttpResponse, type RawResponse, readAnswer } from './answer.ts';
import { emulatorTrust, machineTrust } from './certificate-authorities.ts';
import { isCloudHost } from './cloud-hosts.ts';
import { describeFailure } from './failure.ts';
import { type Http, type HttpOptions, type HttpRequest, sameOriginLink, type Timeouts } from './http.ts';
import { proxySettings } from './proxy.ts';
import { defaultRetry, isPassing, nextWait, systemClock } from './retry.ts';
import { AccessToken } from './token.ts';
import { createTransport } from './transport.ts';

const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 60_000, bodyMs: 30_000, totalMs: 180_000 };
const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;
/** A registered package is at most some tens of megabytes; more is not an answer. */
const mostBytes = 256 * 1024 * 1024;

export function createHttpClient(options: HttpOptions): Http {
  const { redactor, emulated, onLog } = options;
  const clock = options.clock ?? systemClock;
  const policy = { ...defaultRetry, ...options.retry };
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const settings =
    emulated === undefined ? proxySettings(options.environment, options.proxy) : proxySettings({}, emulated.proxyUrl);
  const password = settings.proxy?.credentials?.password;
  if (password !== undefined) redactor.register(password);
  const trust =
    emulated === undefined ? machineTrust(options.ca ?? [], options.environment) : emulatorTrust(emulated.caPem);
  const transport = createTransport({ route: settings.route, trust, timeouts });

  async function request(wanted: HttpRequest): Promise<HttpResponse> {
    let current = wanted;
    for (let hops = 0; ; hops += 1) {
      const response = await withRetries(current);
      const location = response.headers.location;
      if (!redirects.has(response.status) || location === undefined) return response;
      const from = new URL(current.url).origin;
      if (!/^(GET|HEAD)$/i.test(current.method) || hops === mostRedirects) {
        throw new PpmiError('redirect-refused', { from, to: redactor.redact(location) });
      }
      current = { ...current, url: sameOriginLink(current.url, location) };
    }
  }

  async function withRetries(wanted: HttpRequest): Promise<HttpResponse> {
    const url = new URL(wanted.url);
    const headers = headersOf(wanted, url);
    const correlationId = headers['client-request-id'] ?? '';
    const again = wanted.idempotent ?? /^(GET|HEAD|OPTIONS|PUT|DELETE)$/i.test(wanted.method);
    for (let tried = 1, waitedMs = 0; ; tried += 1) {
      const started = clock.now();
      const outcome = await once(wanted, url, headers, correlationId);
      const retryAfter = 'response' in outcome ? outcome.response.headers['retry-after'] : undefined;
      const passing = 'response' in outcome ? isPassing(outcome.response.status) : outcome.passing;
      const wait = again && passing ? nextWait(policy, { tried, waitedMs, retryAfter }, clock.random) : null;
      onLog?.({
        time: new Date(started).toISOString(),
        system: wanted.system,
        method: wanted.method,
        host: url.host,
        path: redactor.redact(url.pathname),
        status: outcome.status,
        error: 'response' in outcome ? null : outcome.error.message,
        ms: clock.now() - started,
        requestId: 'response' in outcome ? outcome.response.requestId : null,
        correlationId: 'response' in outcome ? outcome.response.correlationId : correlationId,
        retryInMs: wait,
        emulated: emulated !== undefined,
      });
      if (wait === null) {
        if (!('response' in outcome)) throw outcome.error;
        if (outcome.status === 429 || outcome.status === 503) throw throttled(url.host, outcome.response, tried);
        return outcome.response;
      }
      waitedMs += wait;
      await clock.sleep(wait, wanted.signal);
    }
  }

  type Outcome =
    | { readonly status: number; readonly response: HttpResponse }
    | { readonly status: number | null; readonly error: PpmiError; readonly passing: boolean };

  /** One try. A broken answer counts as passing, as a broken line does. */
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
      const failure = describeFailure(error);
      const detail = redactor.redact(`${failure.message} (correlation ${correlationId})`);
      const id = failure.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'answer-malformed' : 'cut-off';
      return { status: null, error: new PpmiError(id, { host: url.host, detail }), passing: failure.refusal === null };
    }
    try {
      const response = await readAnswer(raw, wanted.expect ?? 'json', url.host, correlationId);
      return { status: raw.status, response };
    } catch (error) {
      if (!(error instanceof PpmiError)) throw error;
      return { status: raw.status, error, passing: raw.status < 400 };
    }
  }

  async function exchange(
    wanted: HttpRequest,
    url: URL,
    headers: Readonly<Record<string, string>>,
  ): Promise<RawResponse> {
    const timer = AbortSignal.timeout(timeouts.totalMs);
    const answer = await transport.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: wanted.method.toUpperCase() as Dispatcher.HttpMethod,
      headers,
      body: bodyOf(wanted),
      signal: wanted.signal === undefined ? timer : AbortSignal.any([timer, wanted.signal]),
    });
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of answer.body) {
      size += part.length;
      if (size > mostBytes)
        throw Object.assign(new Error('the body is too large'), { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
      parts.push(part);
    }
    return { status: answer.statusCode, headers: joined(answer.headers), body: Buffer.concat(parts) };
  }

  function headersOf(wanted: HttpRequest, url: URL): Record<string, string> {
    const correlationId = randomUUID();
    const headers: Record<string, string> = {
      accept: wanted.expect === undefined || wanted.expect === 'json' ? 'application/json' : '*/*',
      'accept-encoding': 'gzip',
      'user-agent': options.userAgent ?? 'ppmi',
      // Graph and Entra read the first, ARM, Key Vault and Dataverse the second.
      'client-request-id': correlationId,
      'x-ms-client-request-id': correlationId,
    };
    if (wanted.json !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
    if (wanted.form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    for (const [name, value] of Object.entries(wanted.headers ?? {})) headers[name.toLowerCase()] = value;
    if (wanted.token !== undefined) headers.authorization = bearer(wanted.token, url);
    return headers;
  }

  function bearer(token: AccessToken, url: URL): string {
    const known = isCloudHost(url.hostname, options.clouds) || options.allowedHosts?.includes(url.host);
    if (url.protocol !== 'https:' || url.origin !== token.origin || !known) {
      throw new PpmiError('host-not-allowed', {
        host: url.host,
        detail: !known
          ? 'not a host of the cloud table'
          : `the token was asked for ${token.origin}, not for ${url.origin}`,
      });
    }
    return `Bearer ${AccessToken.reveal(token)}`;
  }

  return { request, close: () => transport.close() };
}

function bodyOf({ json, form, body }: HttpRequest): string | Uint8Array | null {
  if (json !== undefined) return JSON.stringify(json);
  if (form !== undefined) return new URLSearchParams(form).toString();
  return body ?? null;
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function throttled(host: string, { status, headers, correlationId }: HttpResponse, tries: number): PpmiError {
  const asked = headers['retry-after'];
  const wait = asked === undefined ? '' : `, asks to wait ${asked} s`;
  const detail = `HTTP ${status} after ${tries} ${tries === 1 ? 'try' : 'tries'}${wait} (correlation ${correlationId})`;
  return new PpmiError('throttled', { host, detail });
}
