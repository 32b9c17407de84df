/** The IDs under which a service logged a request: what its support asks for. */
export interface ServiceIds {
  /** Of this request; null: not given. */
  readonly requestId: string | null;
  /** Of all requests that belong together; null: not given. */
  readonly correlationId: string | null;
}

const requestIds = ['request-id', 'x-ms-request-id', 'x-ms-service-request-id', 'req_id'];
const correlationIds = [
  'x-ms-correlation-request-id',
  'x-ms-correlation-id',
  'client-request-id',
  'x-ms-client-request-id',
];

/** @param headers lower-case names */
export function serviceIds(headers: Readonly<Record<string, string>>): ServiceIds {
  return { requestId: firstOf(headers, requestIds), correlationId: firstOf(headers, correlationIds) };
}

/** Of the body of an error. Entra: `trace_id` and `correlation_id` (observed); Graph: `error.innerError` (observed). */
export function serviceIdsOf(body: Buffer): ServiceIds {
  let value: Record<string, unknown> | null = null;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const inner = (value?.error as { readonly innerError?: Record<string, unknown> } | null | undefined)?.innerError;
  return {
    requestId: idIn(value?.trace_id ?? inner?.['request-id']),
    correlationId: idIn(value?.correlation_id ?? inner?.['client-request-id']),
  };
}

const firstOf = (headers: Readonly<Record<string, string>>, names: readonly string[]): string | null =>
  names.map((name) => idIn(headers[name])).find((id) => id !== null) ?? null;

/** It stands in texts of ppmi: what no service gives as an ID, such as a sentence, is none. A proxy may add its own after it. */
function idIn(value: unknown): string | null {
  const id = typeof value === 'string' ? (value.split(',', 1)[0]?.trim() ?? '') : '';
  return /^[\w.:=+/-]{1,128}$/.test(id) ? id : null;
}
