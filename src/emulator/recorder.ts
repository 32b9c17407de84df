/**
 * Keeps what went through the proxy in the shape of an HTTP Archive (HAR 1.2), for a look afterwards. Tokens, secrets and
 * assertions are replaced before anything is kept.
 */
import type { Traffic } from './proxy.ts';

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];
const secretFields =
  'client_secret|client_assertion|access_token|refresh_token|id_token|device_code|code_verifier|assertion|password|clientsecret|secretText';

/** `key=value` of forms and `"key":"value"` of JSON, escaped forms included. */
const inForms = new RegExp(`(^|&)(${secretFields}|code)=[^&]*`, 'gi');
const inJson = new RegExp(`(\\\\?"(?:${secretFields}|value)\\\\?"\\s*:\\s*\\\\?")[^"\\\\]*`, 'gi');

const hidden = 'removed';

function redacted(text: string, isJson: boolean): string {
  return isJson ? text.replace(inJson, `$1${hidden}`) : text.replace(inForms, `$1$2=${hidden}`);
}

function pairs(headers: Readonly<Record<string, string>>) {
  return Object.entries(headers).map(([name, value]) => ({
    name,
    value: secretHeaders.includes(name.toLowerCase()) ? hidden : value,
  }));
}

function bodyText(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (Buffer.isBuffer(body)) return `(${body.length} bytes)`;
  return typeof body === 'string' ? redacted(body, false) : redacted(JSON.stringify(body), true);
}

function entry({ request, response, startedAt, ms }: Traffic) {
  const query = [...request.query].map(([name, value]) => ({ name, value: name === 'code' ? hidden : value }));
  const type = request.headers['content-type'] ?? '';
  const search = query.length === 0 ? '' : `?${query.map(({ name, value }) => `${name}=${value}`).join('&')}`;
  const text = redacted(request.body.toString(), type.includes('json'));
  return {
    startedDateTime: startedAt.toISOString(),
    time: Math.round(ms),
    request: {
      method: request.method,
      url: `https://${request.host}${request.path}${search}`,
      httpVersion: 'HTTP/1.1',
      headers: pairs(request.headers),
      queryString: query,
      ...(request.body.length === 0 ? {} : { postData: { mimeType: type, text } }),
    },
    response: {
      status: response.status,
      httpVersion: 'HTTP/1.1',
      headers: pairs(response.headers ?? {}),
      content: { mimeType: 'application/json', text: bodyText(response.body) },
    },
  };
}

export interface Recorder {
  /** Give this to the emulator as `onTraffic`. */
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
