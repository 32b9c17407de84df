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

/** It stands in texts of ppmi: what no service gives as an ID, such as a sentence, is none. A proxy may add its own after it. */
const firstOf = (headers: Readonly<Record<string, string>>, names: readonly string[]): string | null =>
  names
    .map((name) => (headers[name] ?? '').split(',', 1)[0]?.trim() ?? '')
    .find((value) => /^[\w.:=+/-]{1,128}$/.test(value)) ?? null;
