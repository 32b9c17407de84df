import { expect } from 'chai';
import { ProxyAgent, request } from 'undici';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { createFaultInjector } from '../../../src/emulator/faults/fault-injector.ts';
import { seededRandom } from '../../../src/emulator/random.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { NetworkFault } from '../../../src/emulator/world/model.ts';
import { type Client, openClient } from '../client.ts';

const host = 'login.microsoftonline.com';
const url = `https://${host}/contoso.example/v2.0/.well-known/openid-configuration`;

async function under(fault: Omit<NetworkFault, 'host'> & { host?: string }, use: (client: Client) => Promise<void>) {
  const world = buildWorld('healthy-v1-self-signed');
  world.wire.push({ host, ...fault });
  const client = await openClient(world);
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

/** Message of the deepest cause of a failed request. */
async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    let cause = error as Error & { code?: string };
    while (cause.cause instanceof Error) cause = cause.cause;
    return `${cause.code ?? ''} ${cause.message}`;
  }
  throw new Error('nothing failed');
}

describe('network faults', () => {
  it('status, with Retry-After in whole seconds, as often as asked for', () =>
    under({ kind: 'status', value: 429, retryAfter: 3, times: 2 }, async (client) => {
      const first = await client.get(url);
      expect([first.status, first.headers.get('retry-after')]).to.deep.equal([429, '3']);
      expect((await client.get(url)).status).to.equal(429);
      expect((await client.get(url)).status).to.equal(200);
    }));

  it('status with a body, as JSON where it is JSON', async () => {
    for (const [text, type] of [
      ['{"error":{"code":"Conflict"}}', 'application/json; charset=utf-8'],
      ['Forbidden', 'text/plain; charset=utf-8'],
    ] as const)
      await under({ kind: 'status', value: 409, text }, async (client) => {
        const response = await client.get(url);
        expect([response.headers.get('content-type'), response.text]).to.deep.equal([type, text]);
      });
  });

  it('on a path and method only', () =>
    under({ kind: 'status', value: 503, path: '/token$', method: 'POST' }, async (client) => {
      expect((await client.get(url)).status).to.equal(200);
      expect((await client.get(`https://${host}/x/token`)).status).to.equal(404);
      expect((await client.post(`https://${host}/x/token`, {})).status).to.equal(503);
    }));

  it('on every host', () =>
    under({ host: '*', kind: 'status', value: 500 }, async (client) => {
      expect((await client.get('https://graph.microsoft.com/v1.0/applications')).status).to.equal(500);
    }));

  it('latency: an answer that arrives complete', () =>
    under({ kind: 'latency', value: 5, jitter: 5 }, async (client) => {
      expect((await client.get(url)).body).to.have.property('issuer');
    }));

  it('latency of the value, plus a random part of the jitter', () => {
    for (const [random, expected] of [
      [0, 60],
      [0.5, 70],
    ] as const) {
      const injector = createFaultInjector(buildWorld('healthy-v1-self-signed'), {
        ...seededRandom(1),
        next: () => random,
      });
      expect(injector.delay({ host, kind: 'latency', value: 60, jitter: 20 })).to.equal(expected);
    }
  });

  it('a reset in the middle of the body', () =>
    under({ kind: 'reset' }, async (client) => {
      expect(await failure(client.get(url))).to.match(/ECONNRESET|UND_ERR_SOCKET|terminated/);
    }));

  it('a reset of a POST, whatever it asks for', () =>
    under({ host: '*', kind: 'reset' }, async (client) => {
      const form = new URLSearchParams({ grant_type: 'client_credentials' });
      for (const _ of [1, 2]) {
        expect(await failure(client.post(`https://${host}/x/oauth2/v2.0/token`, form))).to.match(/RESET|SOCKET/);
      }
      expect(await failure(client.post('https://emulator.ppmi.internal/run', {}))).to.match(/RESET|SOCKET/);
    }));

  it('a chain without its intermediate', () =>
    under({ kind: 'missing-intermediate' }, async (client) => {
      expect(await failure(client.get(url))).to.contain('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
      expect((await client.get('https://emulator.ppmi.internal/world')).status).to.equal(200);
    }));

  it('truncated and malformed JSON, whole as HTTP', async () => {
    for (const kind of ['truncate', 'malformed'] as const) {
      await under({ kind }, async (client) => {
        const { status, text } = await client.get(url);
        expect(status).to.equal(200);
        expect(text).to.match(/^\{"token_endpoint"/);
        expect(() => JSON.parse(text)).to.throw(SyntaxError);
      });
    }
  });

  it('another content type, a block page, a redirect', async () => {
    await under({ kind: 'content-type' }, async (client) => {
      expect((await client.get(url)).headers.get('content-type')).to.match(/^text\/html/);
    });
    await under({ kind: 'block-page' }, async (client) => {
      const { status, text } = await client.get(url);
      expect([status, text.includes('blocked by the security policy')]).to.deep.equal([200, true]);
    });
    await under({ kind: 'redirect', text: 'https://elsewhere.example/' }, async (client) => {
      const { status, headers } = await client.get(url);
      expect([status, headers.get('location')]).to.deep.equal([302, 'https://elsewhere.example/']);
    });
  });

  it('a slow body that still comes whole', () =>
    under({ kind: 'slow-body', value: 10 }, async (client) => {
      expect((await client.get(url)).body).to.have.property('issuer');
    }));

  it('a wrong clock', () =>
    under({ kind: 'clock', value: -900 }, async (client) => {
      const { headers } = await client.get(url);
      const skew = Date.parse(headers.get('date') ?? '') - Date.now();
      expect(skew).to.be.within(-905_000, -895_000);
    }));

  it('a certificate of an untrusted CA', () =>
    under({ kind: 'untrusted-ca' }, async (client) => {
      expect(await failure(client.get(url))).to.match(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_/);
      expect((await client.get('https://emulator.ppmi.internal/world')).status).to.equal(200);
    }));

  it('a proxy that refuses a host, or cannot resolve it', async () => {
    await under({ kind: 'refuse-connect' }, async (client) => {
      expect(await failure(client.get(url))).to.contain('403');
    });
    await under({ kind: 'dns' }, async (client) => {
      expect(await failure(client.get(url))).to.contain('503');
    });
  });

  it('a proxy that requires a password', async () => {
    const world = buildWorld('healthy-v1-self-signed');
    world.wire.push({ host: '*', kind: 'proxy-auth', text: 'user:secret' });
    const emulator = await startEmulator(world);
    const ask = async (token: string | null) => {
      const dispatcher = new ProxyAgent({
        uri: emulator.proxyUrl,
        requestTls: { ca: emulator.caPem },
        ...(token === null ? {} : { token: `Basic ${Buffer.from(token).toString('base64')}` }),
      });
      try {
        const { statusCode, body } = await request(url, { dispatcher });
        await body.text();
        return String(statusCode);
      } catch (error) {
        return String(error);
      } finally {
        await dispatcher.close();
      }
    };
    expect(await ask('user:secret')).to.equal('200');
    expect(await ask('user:wrong')).to.contain('407');
    expect(await ask(null)).to.contain('407');
    await emulator.close();
  });

  it('the same in every run with the same seed', async () => {
    const { createFaultInjector } = await import('../../../src/emulator/faults/fault-injector.ts');
    const { seededRandom } = await import('../../../src/emulator/random.ts');
    const delays = () => {
      const wire = createFaultInjector(buildWorld('fic-missing'), seededRandom(7));
      return [1, 2, 3].map(() => wire.delay({ host: '*', kind: 'latency', value: 10, jitter: 50 }));
    };
    expect(delays()).to.deep.equal(delays());
    expect(new Set(delays()).size).to.equal(3);
  });
});
