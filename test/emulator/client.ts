/** A client that knows nothing but a proxy and a CA: what the emulator's tests ask through. */
import { fetch, ProxyAgent } from 'undici';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { World } from '../../src/emulator/world/model.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Client {
  readonly emulator: Emulator;
  get(url: string, headers?: Record<string, string>): Promise<Reply>;
  post(url: string, body: object | URLSearchParams, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export async function openClient(world: World, options: EmulatorOptions = {}): Promise<Client> {
  const emulator = await startEmulator(world, options);
  const dispatcher = new ProxyAgent({ uri: emulator.proxyUrl, requestTls: { ca: emulator.caPem } });

  async function send(url: string, init: NonNullable<Parameters<typeof fetch>[1]>): Promise<Reply> {
    const response = await fetch(url, { ...init, dispatcher, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, headers: response.headers as Headers, text, body: parsed(text) };
  }

  return {
    emulator,
    get: (url, headers = {}) => send(url, { headers }),
    post: (url, body, headers = {}) =>
      body instanceof URLSearchParams
        ? send(url, { method: 'POST', body, headers })
        : send(url, {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json', ...headers },
          }),
    async close() {
      await dispatcher.close();
      await emulator.close();
    },
  };
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A token request with the assertion that the platform would present now. */
export async function exchangeForm(client: Client, changes: Record<string, string> = {}): Promise<URLSearchParams> {
  const { body } = await client.post('https://emulator.ppmi.internal/assertion', {});
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: String(body.clientId),
    scope: 'https://vault.azure.net/.default',
    client_assertion_type: assertionType,
    client_assertion: String(body.assertion),
    ...changes,
  });
}
