/**
 * Records the traffic of the proxy as an HTTP Archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec). Tokens,
 * secrets and assertions are replaced before anything is kept.
 */
import { STATUS_CODES } from 'node:http';
import type { Traffic } from './proxy.ts';

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];
const secretFields =
  'client_secret|client_assertion|access_token|refresh_token|id_token|device_code|code_verifier|assertion|password|clientsecret|secretText';

/** `key=value` of forms and `"key":"value"` of JSON, escaped forms included. */
const inForms = new RegExp(`(^|&)(${secretFields}|code)=[^&]*`, 'gi');
const inJson = new RegExp(`(\\\\?"(?:${secretFields}|value)\\\\?"\\s*:\\s*\\\\?")[^"\\\\]*`, 'gi');

const hidden = 'removed';

/** Both forms in every body: a batch contains JSON in a body of another type. */
const redacted = (text: string): string => text.replace(inJson, `$1${hidden}`).replace(inForms, `$1$2=${hidden}`);

function pairs(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: secretHeaders.includes(name.toLowerCase()) ? hidden : value,
  }));
}

function bodyText(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (Buffer.isBuffer(body)) return `(${body.length} bytes)`;
  return redacted(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Percent-encoded as in a URL: spaces and quotes encoded, `$` and `/` kept. */
const encoded = (text: string) => encodeURIComponent(text).replaceAll('%24', '$').replaceAll('%2F', '/');

const typeOf = (headers: Readonly<Record<string, string>>) => headers['content-type'] ?? '';

function requestOf({ request }: Traffic) {
  const query = [...request.query].map(([name, value]) => ({ name, value: name === 'code' ? hidden : value }));
  const search =
    query.length === 0 ? '' : `?${query.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
  const type = typeOf(request.headers);
  const text = redacted(request.body.toString());
  return {
    method: request.method,
    url: new URL(`https://${request.host}${request.path}${search}`).href,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(request.headers),
    queryString: query,
    ...(request.body.length === 0 ? {} : { postData: { mimeType: type, params: [], text } }),
    headersSize: -1,
    bodySize: request.body.length,
  };
}

function responseOf({ response, sentHeaders }: Traffic) {
  const headers = sentHeaders();
  const text = bodyText(response.body);
  const size = Number(headers['content-length'] ?? Buffer.byteLength(text));
  return {
    status: response.status,
    statusText: STATUS_CODES[response.status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(headers),
    content: { size, mimeType: typeOf(headers) || 'x-unknown', text },
    redirectURL: headers.location ?? '',
    headersSize: -1,
    bodySize: size,
  };
}

/** The emulator measures requests as a whole: all of the time is `wait`. */
function entry(traffic: Traffic) {
  const time = Math.round(traffic.ms);
  return {
    startedDateTime: traffic.startedAt.toISOString(),
    time,
    request: requestOf(traffic),
    response: responseOf(traffic),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

export interface Recorder {
  /** For the emulator's `onTraffic`. */
  record(traffic: Traffic): void;
  /** The archive so far, as JSON text. */
  archive(): string;
}

export function createRecorder(): Recorder {
  const entries: object[] = [];
  return {
    record: (traffic) => void entries.push(entry(traffic)),
    archive: () =>
      `${JSON.stringify({ log: { version: '1.2', creator: { name: 'ppmi emulator', version: '1' }, entries } }, null, 2)}\n`,
  };
}
