/** Signed in once, tokens for every resource. What does the sign-in is loaded when the first token is wanted. */
import { type CloudId, cloud } from '../../domain/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Http } from '../request.ts';
import { AccessToken, type Resource } from '../token.ts';
import { isCloudHost } from '../token-rules.ts';
import type { Acquire, SignIn } from './method.ts';

export type { SignIn } from './method.ts';

export interface Credential {
  /**
   * Asks the wire only when no token of this resource is still good.
   * @throws PpmiError `sign-in-failed`, `sign-in-missing`, `host-not-allowed`, `cut-off`, `throttled`
   */
  getToken(resource: Resource): Promise<AccessToken>;
}

export interface CredentialOptions {
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

export function createCredential(options: CredentialOptions): Credential {
  const { redactor, signIn, allowedHosts = [], now = Date.now } = options;
  if (signIn.method === 'client-secret') redactor.register(signIn.secret);
  const known = new Map<string, Promise<AccessToken>>();
  let acquire: Promise<Acquire> | null = null;

  async function fresh(resource: Resource): Promise<AccessToken> {
    acquire ??= createAcquire(options);
    const { accessToken, expiresOn } = await (await acquire)(resource.scope);
    redactor.register(accessToken);
    return new AccessToken(accessToken, resource, expiresOn);
  }

  return {
    async getToken(resource) {
      const { host, hostname } = new URL(resource.origin);
      if (!isCloudHost(hostname, [options.cloud]) && !allowedHosts.includes(host)) {
        throw new PpmiError('host-not-allowed', { host, detail: `the sign-in is to the cloud ${options.cloud}` });
      }
      const key = `${resource.scope} ${resource.origin}`;
      const held = known.get(key);
      if (held !== undefined && !isGood(await held) && known.get(key) === held) known.delete(key);
      const wanted = known.get(key) ?? fresh(resource);
      if (!known.has(key)) {
        known.set(key, wanted);
        wanted.catch(() => known.delete(key));
      }
      return wanted;
    },
  };

  function isGood({ expiresOn }: AccessToken): boolean {
    return expiresOn !== null && expiresOn.getTime() - margin > now();
  }
}

async function createAcquire({ http, redactor, cloud: id, signIn }: CredentialOptions): Promise<Acquire> {
  switch (signIn.method) {
    case 'azure-cli':
    case 'azure-powershell': {
      const { acquireByAzureTool } = await import('./azure-tool.ts');
      return acquireByAzureTool(signIn, redactor);
    }
    case 'token-file': {
      const { acquireFromTokens } = await import('./token-file.ts');
      return acquireFromTokens(signIn.tokens);
    }
    default: {
      const host = cloud(id).loginHost.value;
      if (host === null) throw new PpmiError('cloud-unknown', { host: id });
      const { acquireByMsal } = await import('./msal.ts');
      return acquireByMsal(signIn, { http, redactor, host });
    }
  }
}
