/**
 * The HTTP client of a session in the process of the emulated cloud: no socket, no TLS, no timer. What the real client
 * decides by a request and its answer is the same: headers, where a token may go, how a body is read.
 */
import { randomUUID } from 'node:crypto';
import { createCloud, type EmulatedCloud, startEmulator } from '../../src/emulator/emulator.ts';
import { payload, readTarget } from '../../src/emulator/http-exchange.ts';
import type { World } from '../../src/emulator/world/model.ts';
import { readAnswer } from '../../src/net/answer.ts';
import { createHttp, type HttpOptions } from '../../src/net/http.ts';
import { composedUrl } from '../../src/net/origin.ts';
import { bodyOf, type Http, type HttpRequest, headersOf } from '../../src/net/request.ts';
import { type Clock, isPassing, systemClock } from '../../src/net/retry.ts';
import { bearer } from '../../src/net/token-rules.ts';
import { emulatedTarget } from '../../src/session/emulated-target.ts';
import type { ContextOptions } from '../../src/session/http-context.ts';

export interface Emulation {
  readonly cloud: Omit<EmulatedCloud, 'answer' | 'knows'>;
  /** How a session reaches it. */
  readonly access: Pick<ContextOptions, 'openTarget' | 'createHttp'>;
}

/**
 * A world that sessions use without sockets and TLS, which cost more than a diagnosis. Only the proxy has faults of the
 * network, so a world that gets them later needs `throughProxy`.
 */
export async function emulate(world: World, { throughProxy = world.wire.length > 0 } = {}): Promise<Emulation> {
  if (!throughProxy) {
    const cloud = await createCloud(world);
    return { cloud, access: inProcess(cloud) };
  }
  const cloud = await startEmulator(world);
  return {
    cloud,
    access: {
      openTarget: async () => emulatedTarget(cloud),
      createHttp: (options) => createHttp({ ...options, clock: worldClock(cloud) }),
    },
  };
}

/** Waits between tries pass in the emulated cloud only. */
function worldClock({ advance }: Emulation['cloud']): Clock {
  return { ...systemClock, sleep: async (ms) => advance(ms / 1000) };
}

export function inProcess(cloud: EmulatedCloud): Required<Emulation['access']> {
  const target = emulatedTarget({ ...cloud, proxyUrl: 'http://127.0.0.1', caPem: '', close: async () => {} });
  return { openTarget: async () => target, createHttp: (options) => directHttp(cloud, options) };
}

export function directHttp(cloud: EmulatedCloud, options: HttpOptions): Http {
  const { redactor } = options;
  return {
    async request(input: HttpRequest) {
      const url = composedUrl(input.url);
      if (cloud.world.wire.length > 0) throw new Error('Faults of the network require the proxy of the emulator');
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
      // Without faults of the network, such a status is a bug of the emulator.
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
