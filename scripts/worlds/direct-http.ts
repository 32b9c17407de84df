/**
 * The HTTP client of a session in the process of the emulated cloud: no socket, no TLS, no timer. What the real client
 * decides by a request and its answer is the same: headers, where a token may go, how a body is read.
 */
import { randomUUID } from 'node:crypto';
import type { EmulatedCloud } from '../../src/emulator/emulator.ts';
import { payload, readTarget } from '../../src/emulator/http-exchange.ts';
import { readAnswer } from '../../src/net/answer.ts';
import type { HttpOptions } from '../../src/net/http.ts';
import { composedUrl } from '../../src/net/origin.ts';
import { bodyOf, type Http, type HttpRequest, headersOf } from '../../src/net/request.ts';
import { isPassing } from '../../src/net/retry.ts';
import { bearer } from '../../src/net/token-rules.ts';

export function directHttp(cloud: EmulatedCloud, options: HttpOptions): Http {
  const { redactor } = options;
  return {
    async request(input: HttpRequest) {
      const url = composedUrl(input.url);
      const correlationId = randomUUID();
      const headers = headersOf(input, correlationId, 'ppmi');
      if (input.token !== undefined) headers.authorization = bearer(input.token, url, options);
      const answered = await cloud.answer({
        method: input.method.toUpperCase(),
        host: url.hostname,
        ...readTarget(`${url.pathname}${url.search}`),
        headers,
        body: Buffer.from(bodyOf(input) ?? ''),
      });
      // Companies have no faults of the network, so such a status is a fault of the emulator.
      if (isPassing(answered.status)) throw new Error(`HTTP ${answered.status} of ${url.href}: ${answered.body}`);
      const sent = payload(answered.body);
      const reading = await readAnswer(
        {
          status: answered.status,
          headers: {
            date: cloud.now().toUTCString(),
            ...(sent !== null && { 'content-type': sent.type }),
            ...answered.headers,
          },
          body: sent?.bytes ?? Buffer.alloc(0),
        },
        {
          expected: input.expect ?? 'json',
          host: url.host,
          sentId: correlationId,
          redact: redactor.redact,
        },
      );
      if ('error' in reading) throw reading.error;
      return reading.response;
    },
    preconnect: async () => true,
    close: async () => {},
  };
}
