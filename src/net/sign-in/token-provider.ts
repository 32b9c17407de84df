/** One sign-in, tokens for every resource. The sign-in method is loaded with the first token request. */
import { type CloudId, cloud } from '../../domain/cloud/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Http } from '../request.ts';
import { AccessToken, type Resource } from '../token.ts';
import { isCloudHost } from '../token-rules.ts';
import type { Acquire, SignIn } from './method.ts';

export type { SignIn } from './method.ts';

export interface TokenProvider {
  /**
   * Loads the sign-in method and connects to the login host. Resolves before the token request, to whether it could;
   * `getToken` returns the reason.
   */
  prepare(): Promise<boolean>;
  /**
   * Sends a request only if no token of this resource is still valid.
   * @throws PpmiError `sign-in-failed`, `sign-in-missing`, `host-not-allowed`, `cut-off`, `throttled`
   */
  getToken(resource: Resource): Promise<AccessToken>;
  /**
   * Requests a token early. Resolves to whether there is one. The first caller that needs the token gets the error of a
   * failed request, without another request.
   */
  prefetchToken(resource: Resource): Promise<boolean>;
}

export interface TokenProviderOptions {
  readonly http: Http;
  readonly redactor: Redactor;
  /** The cloud that is signed in to, whose hosts alone get tokens. */
  readonly cloud: CloudId;
  /** Hosts (`host` or `host:port`) outside of it that the user allows. */
  readonly allowedHosts?: readonly string[];
  readonly signIn: SignIn;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** A token is not used for its last five minutes, so that a long list does not outlive it. */
const margin = 5 * 60_000;

export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { redactor, signIn, now = Date.now } = options;
  if (signIn.method === 'client-secret') redactor.register(signIn.secret);
  const known = new Map<string, Promise<AccessToken>>();
  let acquire: Promise<Prepared> | null = null;

  function prepared(): Promise<Prepared> {
    acquire ??= createAcquire(options);
    return acquire;
  }

  /**
   * Where the login host was not reached: the running request, whose fault of the network is that of all that were made
   * meanwhile. Each would wait for the same time-out, one after the other.
   */
  let unreached: ReturnType<Acquire> | null = null;

  async function request(scope: string): ReturnType<Acquire> {
    const { acquire, reached } = await prepared();
    if (reached) return acquire(scope);
    if (unreached !== null) await unreached.catch(throwNetworkFault);
    const running = acquire(scope);
    unreached = running;
    return running.finally(() => {
      unreached = null;
    });
  }

  async function fresh(resource: Resource): Promise<AccessToken> {
    const { accessToken, expiresOn } = await request(resource.scope);
    // What is no header value would be called a bug of the HTTP client, with the token in its message.
    if (typeof accessToken !== 'string' || !/^[\x20-\x7e]+$/.test(accessToken)) {
      throw new PpmiError('sign-in-failed', { detail: 'the sign-in returned something that is not an access token' });
    }
    redactor.register(accessToken);
    return new AccessToken(accessToken, resource, expiresOn);
  }

  function start(key: string, resource: Resource): Promise<AccessToken> {
    const token = known.get(key) ?? fresh(resource);
    known.set(key, token);
    return token;
  }

  function drop(key: string, token: Promise<AccessToken>): void {
    if (known.get(key) === token) known.delete(key);
  }

  /** A failure is kept until a caller has received it. */
  function taken(key: string, token: Promise<AccessToken>): Promise<AccessToken> {
    token.catch(() => drop(key, token));
    return token;
  }

  return {
    async prepare() {
      return prepared().then(({ reached }) => reached, notThere);
    },
    async getToken(resource) {
      if (!mayGo(resource, options)) {
        const { host } = new URL(resource.origin);
        throw new PpmiError('host-not-allowed', {
          host,
          detail: `it is no host of the cloud ${options.cloud}, and --allow-host does not name it`,
        });
      }
      const key = keyOf(resource);
      const held = known.get(key);
      if (held !== undefined) {
        const token = await taken(key, held);
        if (isGood(token)) return token;
        drop(key, held);
      }
      return taken(key, start(key, resource));
    },
    async prefetchToken(resource) {
      if (!mayGo(resource, options)) return false;
      return start(keyOf(resource), resource).then(there, notThere);
    },
  };

  function isGood({ expiresOn }: AccessToken): boolean {
    return expiresOn !== null && expiresOn.getTime() - margin > now();
  }
}

function throwNetworkFault(error: unknown): void {
  if (error instanceof PpmiError && error.finding !== null) throw error;
}

const there = () => true;
const notThere = () => false;

const keyOf = ({ scope, origin }: Resource) => `${scope} ${origin}`;

function mayGo({ origin }: Resource, { cloud: id, allowedHosts = [] }: TokenProviderOptions): boolean {
  const { host, hostname } = new URL(origin);
  return isCloudHost(hostname, [id]) || allowedHosts.includes(host);
}

interface Prepared {
  readonly acquire: Acquire;
  /** Whether the service that signs in could be connected to, where it is ours to connect. */
  readonly reached: boolean;
}

async function createAcquire({ http, redactor, cloud: id, signIn }: TokenProviderOptions): Promise<Prepared> {
  switch (signIn.method) {
    case 'azure-cli':
    case 'azure-powershell': {
      const { acquireByAzureTool } = await import('./azure-tool.ts');
      return { acquire: acquireByAzureTool(signIn, redactor), reached: true };
    }
    case 'token-file': {
      const { acquireFromTokens } = await import('./token-file.ts');
      return { acquire: acquireFromTokens(signIn.tokens), reached: true };
    }
    default: {
      const host = cloud(id).loginHost.value;
      if (host === null) throw new PpmiError('cloud-unknown', { host: id });
      const [{ acquireByMsal }, reached] = await Promise.all([
        import('./msal.ts'),
        http.preconnect(`https://${host}`, 1),
      ]);
      return { acquire: await acquireByMsal(signIn, { http, redactor, host }), reached };
    }
  }
}
