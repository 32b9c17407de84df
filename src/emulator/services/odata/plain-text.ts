import type { EmulatedResponse } from '../service.ts';

/** A raw value: `$count` and `$value` are no JSON. */
export function plainText(value: string): EmulatedResponse {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: value };
}
