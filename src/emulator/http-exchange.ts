/** Converts between HTTP messages of Node and of the emulator: reads requests, and writes responses intact or broken. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultInjector } from './faults/fault-injector.ts';
import type { EmulatedRequest, EmulatedResponse } from './services/service.ts';
import type { NetworkFault } from './world/model.ts';

const bodyLimit = 32 * 1024 * 1024;

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > bodyLimit) throw new RangeError('request body too large');
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/**
 * Clients write the same path in several ways: an absolute URI inside the tunnel (msal-node 2 and 3), `//subscriptions`
 * (arm-authorization), `/secrets/s/` and `/token/` (Key Vault and MSAL for JavaScript). clients.md §0
 */
export async function readRequest(message: IncomingMessage, host: string): Promise<EmulatedRequest> {
  const headers: Record<string, string> = {};
  for (const [key, value] of Object.entries(message.headers)) headers[key] = String(value);
  const body = await readBody(message);
  return { method: message.method ?? 'GET', host, ...readTarget(message.url ?? '/'), headers, body };
}

export function readTarget(url: string): Pick<EmulatedRequest, 'path' | 'query'> {
  const target = url.replace(/^https?:\/\/[^/?]+/i, '');
  const mark = target.indexOf('?');
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/^\/+/, '/').replace(/(?<!\/)\/+$/, '');
  return { path: path === '' ? '/' : path, query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)) };
}

export interface Payload {
  readonly bytes: Buffer;
  readonly type: string;
}

export function payload(body: unknown): Payload | null {
  if (body === undefined || body === null) return null;
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' };
  if (typeof body === 'string') return { bytes: Buffer.from(body), type: 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json; charset=utf-8' };
}

const blockPage = `<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Access denied</h1>
<p>This site is blocked by the security policy of your organization (Example Web Gateway). Category: uncategorized.</p></body></html>`;

const isJson = (text = '') => /^\s*[{[]/.test(text);

/** The response that replaces the service's; null if the service's is sent, possibly broken. */
export function replacement(fault: NetworkFault | null): EmulatedResponse | null {
  if (fault === null) return null;
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  if (fault.kind === 'status') {
    const status = fault.value ?? 503;
    const error = { code: status === 429 ? 'TooManyRequests' : 'ServiceUnavailable', message: 'Try again later.' };
    const headers = isJson(fault.text) ? { ...retry, 'content-type': 'application/json; charset=utf-8' } : retry;
    return { status, headers, body: fault.text ?? { error } };
  }
  if (fault.kind === 'redirect') return { status: 302, headers: { location: fault.text ?? 'https://login.example/' } };
  if (fault.kind === 'block-page') {
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: blockPage };
  }
  return null;
}

function broken(body: Payload, fault: NetworkFault | null): Payload {
  const half = body.bytes.subarray(0, Math.floor(body.bytes.length / 2));
  if (fault?.kind === 'truncate') return { ...body, bytes: half };
  if (fault?.kind === 'malformed') return { ...body, bytes: Buffer.concat([half, Buffer.from('}<\u0000')]) };
  if (fault?.kind === 'content-type') return { ...body, type: 'text/html; charset=utf-8' };
  return body;
}

async function dribble(response: ServerResponse, bytes: Buffer, milliseconds: number): Promise<void> {
  const pieces = 8;
  const size = Math.ceil(bytes.length / pieces);
  for (let offset = 0; offset < bytes.length && !response.destroyed; offset += size) {
    response.write(bytes.subarray(offset, offset + size));
    await sleep(milliseconds / pieces);
  }
  response.end();
}

/** Always with a Content-Length: msal-node 2 and 3 cannot read chunks. The Date is the world's. */
export async function writeResponse(
  response: ServerResponse,
  answer: EmulatedResponse,
  { now, fault, wire, reset }: { now: Date; fault: NetworkFault | null; wire: FaultInjector; reset: () => void },
): Promise<void> {
  const skew = fault?.kind === 'clock' ? (fault.value ?? 0) * 1000 : 0;
  response.setHeader('Date', new Date(now.getTime() + skew).toUTCString());
  const whole = payload(answer.body);
  const sent =
    whole === null ? null : broken({ ...whole, type: answer.headers?.['content-type'] ?? whole.type }, fault);
  for (const [key, value] of Object.entries(answer.headers ?? {})) response.setHeader(key, value);
  if (sent !== null) response.setHeader('Content-Type', sent.type);
  if (answer.status !== 204 && answer.status !== 304) response.setHeader('Content-Length', sent?.bytes.length ?? 0);
  if (fault?.kind === 'latency') await sleep(wire.delay(fault));
  response.writeHead(answer.status);
  if (sent === null || response.req.method === 'HEAD') {
    response.end();
  } else if (fault?.kind === 'reset') {
    response.write(sent.bytes.subarray(0, Math.floor(sent.bytes.length / 2)), reset);
  } else if (fault?.kind === 'slow-body') {
    await dribble(response, sent.bytes, wire.delay(fault));
  } else {
    response.end(sent.bytes);
  }
}

export const sentHeaders = (response: ServerResponse): Record<string, string> =>
  Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
