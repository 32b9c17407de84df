/** Signed in once, tokens for every resource. The sign-in itself is MSAL's; loaded when the first token is wanted. */
import type { AccountInfo, AuthenticationResult, Configuration } from '@azure/msal-node';
import { type CloudId, cloud } from '../../domain/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Http } from '../request.ts';
import { AccessToken, type Resource } from '../token.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { createSignInNetwork, type SignInNetwork, type Trouble } from './network-client.ts';

export interface Credential {
  /**
   * Asks the wire only when no token of this resource is still good.
   * @throws PpmiError `sign-in-failed`, `cut-off`, `throttled`
   */
  getToken(resource: Resource): Promise<AccessToken>;
}

export type SignIn = { readonly tenantId: string; readonly clientId: string } & (
  | { readonly method: 'client-secret'; readonly secret: string }
  | { readonly method: 'client-certificate'; readonly certificate: ClientCertificate }
  /** `prompt` gets Entra's text with the code and the address. */
  | { readonly method: 'device-code'; readonly prompt: (text: string) => void }
);

export interface CredentialOptions {
  readonly http: Http;
  readonly redactor: Redactor;
  readonly cloud: CloudId;
  readonly signIn: SignIn;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** A token is not used for its last five minutes, so that a long list does not outlive it. */
const margin = 5 * 60_000;

export function createCredential(options: CredentialOptions): Credential {
  const { redactor, signIn, now = Date.now } = options;
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

/** One token of this scope, from MSAL's memory where it has a good one. */
type Acquire = (scope: string) => Promise<AuthenticationResult>;

async function createAcquire(options: CredentialOptions): Promise<Acquire> {
  const { http, redactor, signIn } = options;
  const host = cloud(options.cloud).loginHost.value;
  if (host === null) throw new PpmiError('cloud-unknown', { host: options.cloud });
  const network = createSignInNetwork(http, redactor, `https://${host}`);
  const msal = await import('@azure/msal-node');
  const configuration = configure(signIn, host, network);

  function byCertificateOrSecret(): Acquire {
    const application = new msal.ConfidentialClientApplication(configuration);
    return async (scope) => required(await application.acquireTokenByClientCredential({ scopes: [scope] }));
  }

  function byDeviceCode(prompt: (text: string) => void): Acquire {
    const application = new msal.PublicClientApplication(configuration);
    let account: AccountInfo | null = null;
    let previous: Promise<unknown> = Promise.resolve();

    async function ask(scope: string): Promise<AuthenticationResult> {
      if (account !== null) {
        try {
          return await application.acquireTokenSilent({ account, scopes: [scope] });
        } catch (error) {
          if (!(error instanceof msal.InteractionRequiredAuthError)) throw error;
        }
      }
      const deviceCodeCallback = ({ message }: { message: string }) => prompt(message);
      const result = required(await application.acquireTokenByDeviceCode({ scopes: [scope], deviceCodeCallback }));
      account = result.account;
      return result;
    }

    // One code at a time: a person can type only one, and the first account serves the other resources.
    return (scope) => {
      const mine = previous.then(() => ask(scope));
      previous = mine.catch(() => undefined);
      return mine;
    };
  }

  const bare = signIn.method === 'device-code' ? byDeviceCode(signIn.prompt) : byCertificateOrSecret();
  return async (scope) => {
    const trouble: Trouble = {};
    try {
      return await network.watch(trouble, () => bare(scope));
    } catch (error) {
      if (trouble.failure !== undefined) throw trouble.failure;
      if (!(error instanceof msal.AuthError)) throw error;
      throw new PpmiError('sign-in-failed', { detail: redactor.redact(trouble.refusal ?? error.message) });
    }
  };
}

function configure(signIn: SignIn, host: string, { client }: SignInNetwork): Configuration {
  const { tenantId, clientId } = signIn;
  const proof =
    signIn.method === 'client-secret'
      ? { clientSecret: signIn.secret }
      : signIn.method === 'client-certificate'
        ? {
            clientCertificate: {
              thumbprintSha256: signIn.certificate.sha256,
              privateKey: signIn.certificate.privateKey,
              x5c: signIn.certificate.chain,
            },
          }
        : {};
  return {
    auth: {
      clientId,
      authority: `https://${host}/${tenantId}`,
      // Else MSAL asks the public cloud about hosts that it does not know, which air-gapped clouds do not reach.
      knownAuthorities: [host],
      ...proof,
    },
    system: { networkClient: client, disableInternalRetries: true },
  };
}

function required(result: AuthenticationResult | null): AuthenticationResult {
  if (result === null) throw new PpmiError('sign-in-failed', { detail: 'MSAL gave no token and no reason' });
  return result;
}
