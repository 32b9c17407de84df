/**
 * Turns the bytes of a response into a value that the caller can rely on. A corrupt or truncated body is never guessed.
 */

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PpmiError } from '../domain/errors.ts';
import { quoted } from '../domain/harmless-text.ts';
import { networkFault } from '../domain/network-findings.ts';
import { findingOf } from './fault/finding.ts';
import { isBlockStatus, isHtml, pageTitle } from './page-title.ts';
import { serviceIds } from './service-ids.ts';

export type Expected = 'json' | 'bytes' | 'text';

const megabyte = 1024 * 1024;

/**
 * Maximum size of a body, compressed and decompressed. A registered package is at most some tens of megabytes; the
 * largest JSON is an assembly of 16 MB (the limit of Dataverse) as base64.
 */
const mostBytes: Readonly<Record<Expected, number>> = {
  json: 32 * megabyte,
  text: 32 * megabyte,
  bytes: 256 * megabyte,
};

/** An error has some kilobytes. It is redacted, decoded and printed, so a larger one would only cost time. */
const mostOfError = megabyte;

/** Maximum size of the body of a response with this status. */
export function mostOf(status: number, expected: Expected): number {
  return status < 400 ? mostBytes[expected] : mostOfError;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if the response is JSON; undefined without a body. */
  readonly json: unknown;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The service's ID of this request; null: not given. */
  readonly requestId: string | null;
  /** The ID under which the service logged it: its own, else the one that was sent. */
  readonly correlationId: string;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A response of the requested service, or why it is none; `passing`: another try may succeed. */
export type ParsedAnswer =
  | { readonly response: HttpResponse }
  | { readonly error: PpmiError; readonly passing: boolean };

class Malformed extends Error {
  readonly passing: boolean;
  /** Title of the page that was returned instead; null: not a page. */
  readonly page: { readonly title: string | null } | null;

  constructor(detail: string, passing: boolean, page: { readonly title: string | null } | null = null) {
    super(detail);
    this.passing = passing;
    this.page = page;
  }
}

export interface AnswerContext {
  readonly expected: Expected;
  readonly host: string;
  readonly sentId: string;
  readonly redact: (text: string) => string;
}

export async function readAnswer(
  raw: RawResponse,
  { expected, host, sentId, redact }: AnswerContext,
): Promise<ParsedAnswer> {
  const { status, headers } = raw;
  const ids = idsOf(headers, sentId, redact);
  if (status === 511) return { error: portalError(raw, host, redact, ids.correlationId), passing: false };
  try {
    const bytes = await inflate(raw, mostOf(status, expected), redact);
    const saysJson = /[/+]json\b/i.test(headers['content-type'] ?? '');
    const text = expected === 'bytes' && !saysJson ? '' : bytes.toString('utf8');
    if (saysJson) refuseTooMany(bytes);
    const json = saysJson && bytes.length > 0 ? parse(text) : undefined;
    if (json === undefined && expected !== 'text') refuseStranger(raw, bytes, expected, redact);
    return { response: { status, headers, json, bytes, text, ...ids } };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const detail = `${error.message} (HTTP ${status}, correlation ${ids.correlationId})`;
    const { page, passing } = error;
    const place = { host, port: 443 };
    const fault =
      page !== null
        ? networkFault('block-page', host, { ...place, page: page.title, detail: `HTTP ${status}` })
        : networkFault(passing ? 'http-body-cut' : 'foreign-answer', host, { ...place, detail: error.message });
    const args = { host, detail, correlation: ids.correlationId };
    return { error: new PpmiError('answer-malformed', args, { finding: findingOf(fault) }), passing };
  }
}

/** Network Authentication Required (RFC 6585, section 6): only a portal says so. */
function portalError({ body }: RawResponse, host: string, redact: (text: string) => string, correlation: string) {
  const page = pageTitle(body, redact);
  const fault = networkFault('captive-portal', host, { host, port: 443, page, hosts: 1 });
  const args = { host, detail: `HTTP 511 (correlation ${correlation})`, correlation };
  return new PpmiError('answer-malformed', args, { finding: findingOf(fault) });
}

async function inflate({ headers, body }: RawResponse, most: number, redact: AnswerContext['redact']): Promise<Buffer> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || body.length === 0) return body;
  if (encoding !== 'gzip')
    throw new Malformed(`the body is encoded as ${redact(encoding)}, which was not asked for`, false);
  try {
    return await promisify(gunzip)(body, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw new Malformed(`the body is larger than ${most / megabyte} MB`, false);
    throw new Malformed(`the compressed body is broken: ${error instanceof Error ? error.message : error}`, true);
  }
}

/** A list of empty objects takes a hundred times its size in memory; the largest list of a real tenant has some 10,000. */
const mostObjects = 500_000;

function refuseTooMany(bytes: Buffer): void {
  if (bytes.length < mostObjects) return;
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0x7b || bytes[at] === 0x5b) count += 1;
  if (count > mostObjects) throw new Malformed(`the JSON has more than ${mostObjects} objects and lists`, false);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Malformed('the body says that it is JSON, but is cut or broken', true);
    throw error;
  }
}

/**
 * These services return JSON, for refusals too; a page from a proxy must not count as "absent" or "refused". A bare 401
 * with a challenge comes from the service (Dataverse, Key Vault). A 5xx of a gateway is a value for the caller, as is a
 * redirect, which the client judges.
 */
function refuseStranger(
  { status, headers }: RawResponse,
  bytes: Buffer,
  expected: Expected,
  redact: AnswerContext['redact'],
): void {
  if (status >= 500 || status === 429 || (status === 401 && headers['www-authenticate'] !== undefined)) return;
  if (status >= 300 && status < 400) return;
  const type = redact(headers['content-type'] ?? '');
  const html = isHtml(headers);
  const empty = bytes.length === 0;
  if (status < 300 && (empty || (expected === 'bytes' && !html))) return;
  const title = html ? pageTitle(bytes, redact) : null;
  const what = empty ? 'no body' : `${type || 'an untyped body'}${title ? ` titled ${quoted(title)}` : ''}`;
  const due = expected === 'bytes' && status < 300 ? 'a file' : 'JSON';
  const who = html ? '; a proxy or portal may have answered instead' : '';
  const page = html && isBlockStatus(status) ? { title } : null;
  throw new Malformed(`${what} came where ${due} was due${who}`, false, page);
}

/** They are printed, and a service may say back what it was sent. */
function idsOf(headers: Readonly<Record<string, string>>, sentId: string, redact: AnswerContext['redact']) {
  const { requestId, correlationId } = serviceIds(headers);
  return {
    requestId: requestId === null ? null : redact(requestId),
    correlationId: correlationId === null ? sentId : redact(correlationId),
  };
}
