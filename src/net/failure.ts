/** The cause of a failed connection, found in chains of causes and in AggregateErrors. */
import { quoted } from '../domain/harmless-text.ts';
import { ProxyRefusal, StageTimeout } from './connect.ts';
import { ClosedEarly, NotHttp } from './raw-http.ts';
import { ResolveFailed } from './resolve.ts';
import { StageFailure } from './stage-failure.ts';

export interface Failure {
  /** `ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, …; null: no error of the chain has a code. */
  readonly code: string | null;
  /** One sentence: the message of the deepest error that has a code. */
  readonly message: string;
  readonly timeout: boolean;
  /** The time ran out in the middle of a response. */
  readonly begun: boolean;
  readonly refusal: ProxyRefusal | null;
  /** The step of the connection that failed; null: it was open. */
  readonly step: StageFailure | null;
  readonly resolve: ResolveFailed | null;
  readonly notHttp: NotHttp | null;
  readonly closed: ClosedEarly | null;
}

export function describeFailure(error: unknown): Failure {
  const links = chain(error);
  const refusal = links.find((link) => link instanceof ProxyRefusal) ?? null;
  const timeout = links.some(isTimeout);
  const coded = links.filter((link) => codeOf(link) !== null);
  const telling = refusal ?? coded.at(-1) ?? links.at(-1);
  return {
    code: telling === undefined ? null : codeOf(telling),
    message: telling === undefined ? String(error) : sentence(telling),
    timeout,
    begun: links.some((link) => link instanceof StageTimeout && link.begun),
    refusal,
    step: links.find((link) => link instanceof StageFailure) ?? null,
    resolve: links.find((link) => link instanceof ResolveFailed) ?? null,
    notHttp: links.find((link) => link instanceof NotHttp) ?? null,
    closed: links.find((link) => link instanceof ClosedEarly) ?? null,
  };
}

/** Outermost first. fetch hides the code one level down, a proxy agent two, and an AggregateError in `errors`. */
function chain(error: unknown, seen = new Set<unknown>()): readonly Error[] {
  if (!(error instanceof Error) || seen.has(error)) return [];
  seen.add(error);
  const inner = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...inner].flatMap((next) => chain(next, seen))];
}

/** A `TimeoutError` has the number 23 as its code and no cause (experiment), so numbers are ignored. */
function codeOf(error: Error): string | null {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : null;
}

const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

function isTimeout(error: Error): boolean {
  return error instanceof StageTimeout || error.name === 'TimeoutError' || timeoutCodes.has(codeOf(error) ?? '');
}

function sentence(error: Error): string {
  const code = codeOf(error);
  // OpenSSL's own text names its source files; the code says the same.
  if (code?.startsWith('ERR_SSL_')) return code;
  const message = error.message === '' ? error.name : error.message;
  // It repeats the names of the certificate.
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${code}: ${quoted(message)}`;
  return code === null || code.startsWith('PPMI_') || message.includes(code) ? message : `${code}: ${message}`;
}

/** A bug of ppmi or of a library, which must not be reported as a network failure. */
export function isProgrammingError(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const code = codeOf(error);
  const kinds = [TypeError, ReferenceError, RangeError, SyntaxError];
  return code === null ? kinds.some((kind) => error instanceof kind) : /^(UND_ERR|ERR)_INVALID_ARG/.test(code);
}
