/** Sends MSAL's requests through ppmi's own client: the same proxy, CAs, log, redaction and isolation. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import { foreignAnswer } from '../fault/finding.ts';
import type { Http } from '../request.ts';

/** The network failures of one token acquisition; MSAL reduces the first to a bare `network_error`. */
export interface Trouble {
  failure?: unknown;
  /** Entra's error texts, which MSAL drops while it polls for a device code. */
  refusal?: string;
}

/** What its answers have: metadata, a token, a device code, or an error. */
const marks = ['issuer', 'tenant_discovery_endpoint', 'metadata', 'access_token', 'device_code', 'error'];

function isOfEntra(json: object): boolean {
  return marks.some((name) => {
    const value: unknown = (json as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' || (name === 'metadata' && Array.isArray(value));
  });
}

export interface SignInNetwork {
  readonly client: INetworkModule;
  /** Runs one acquisition and collects its failures, separately from concurrent ones. */
  watch<T>(trouble: Trouble, work: () => Promise<T>): Promise<T>;
}

/** One for all: Node 20 keeps every instance for good, and each one makes every promise of the process slower. */
const current = new AsyncLocalStorage<Trouble>();

/** @param authority origin of the login host; secrets go nowhere else, whatever a metadata document says. */
export function createSignInNetwork(http: Http, redactor: Redactor, authority: string): SignInNetwork {
  async function send<T>(method: 'GET' | 'POST', url: string, options: NetworkRequestOptions = {}) {
    try {
      if (method === 'POST' && new URL(url).origin !== authority) {
        throw new PpmiError('host-not-allowed', { host: new URL(url).host, detail: `sign-in is at ${authority}` });
      }
      const response = await http.request({
        method,
        url,
        headers: options.headers ?? {},
        ...(method === 'POST' ? { body: options.body ?? '' } : {}),
        system: 'entra',
        // All grants in use can be requested twice without side effects.
        idempotent: true,
      });
      // MSAL takes any body for an object and fails in its own code.
      if (typeof response.json !== 'object' || response.json === null || Array.isArray(response.json)) {
        throw foreignAnswer(new URL(url).host, 'JSON, but no object');
      }
      // MSAL reports what it does not know as an error without any text.
      if (!isOfEntra(response.json)) throw foreignAnswer(new URL(url).host, `HTTP ${response.status}, JSON`);
      note(response.json);
      return { status: response.status, headers: { ...response.headers }, body: response.json } as NetworkResponse<T>;
    } catch (error) {
      const trouble = current.getStore();
      if (trouble !== undefined) trouble.failure = error;
      throw error;
    }
  }

  function note(json: unknown): void {
    if (typeof json !== 'object' || json === null) return;
    const body = json as Readonly<Record<string, unknown>>;
    for (const name of ['access_token', 'refresh_token', 'id_token', 'device_code']) {
      const secret = body[name];
      if (typeof secret === 'string') redactor.register(secret);
    }
    const trouble = current.getStore();
    if (trouble !== undefined && typeof body.error_description === 'string') trouble.refusal = body.error_description;
  }

  return {
    client: {
      sendGetRequestAsync: (url, options) => send('GET', url, options),
      sendPostRequestAsync: (url, options) => send('POST', url, options),
    },
    watch: (trouble, work) => current.run(trouble, work),
  };
}
