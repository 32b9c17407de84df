/** Tokens from MSAL, through ppmi's own network client. Loaded with the first token request. */
import {
  type AccountInfo,
  AuthError,
  type AuthenticationResult,
  ConfidentialClientApplication,
  type Configuration,
  InteractionRequiredAuthError,
  PublicClientApplication,
} from '@azure/msal-node';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Http } from '../request.ts';
import type { Acquire, ApplicationMethod } from './method.ts';
import { createSignInNetwork, type SignInNetwork, type Trouble } from './network-client.ts';

export interface MsalOptions {
  readonly http: Http;
  readonly redactor: Redactor;
  /** Login host of the cloud. */
  readonly host: string;
}

type ByPerson = Extract<ApplicationMethod, { readonly method: 'device-code' | 'browser' }>;

export async function acquireByMsal(signIn: ApplicationMethod, options: MsalOptions): Promise<Acquire> {
  const { http, redactor, host } = options;
  const network = createSignInNetwork(http, redactor, `https://${host}`);
  const configuration = configure(signIn, host, network);

  function byApplication(): (scope: string) => Promise<AuthenticationResult> {
    const application = new ConfidentialClientApplication(configuration);
    return async (scope) => required(await application.acquireTokenByClientCredential({ scopes: [scope] }));
  }

  function byPerson(person: ByPerson): (scope: string) => Promise<AuthenticationResult> {
    const application = new PublicClientApplication(configuration);
    let account: AccountInfo | null = null;
    let previous: Promise<unknown> = Promise.resolve();

    async function ask(scope: string): Promise<AuthenticationResult> {
      account ??= (await application.getTokenCache().getAllAccounts())[0] ?? null;
      if (account !== null) {
        try {
          return await application.acquireTokenSilent({ account, scopes: [scope] });
        } catch (error) {
          if (!(error instanceof InteractionRequiredAuthError)) throw error;
        }
      }
      const result = required(await interact(scope));
      account = result.account;
      return result;
    }

    async function interact(scope: string): Promise<AuthenticationResult | null> {
      const tell = person.terminal();
      if (person.method === 'device-code') {
        const deviceCodeCallback = ({ message }: { message: string }) => tell(message);
        return application.acquireTokenByDeviceCode({ scopes: [scope], deviceCodeCallback });
      }
      // MSAL knows the endpoints without a request and waits for the browser without end: a network that does not lead
      // there is to be named before.
      await network.client.sendGetRequestAsync(`${configuration.auth.authority}/v2.0/.well-known/openid-configuration`);
      const openBrowser = (url: string) => person.open(url, tell);
      return application.acquireTokenInteractive({ scopes: [scope], openBrowser, ...pages });
    }

    // One at a time: the user signs in once, and the account serves the other resources.
    return (scope) => {
      const mine = previous.then(() => ask(scope));
      previous = mine.catch(() => undefined);
      return mine;
    };
  }

  const bare = signIn.method === 'device-code' || signIn.method === 'browser' ? byPerson(signIn) : byApplication();
  return async (scope) => {
    const trouble: Trouble = {};
    try {
      return await network.watch(trouble, () => bare(scope));
    } catch (error) {
      if (trouble.failure !== undefined) throw trouble.failure;
      if (!(error instanceof AuthError)) throw error;
      throw new PpmiError('sign-in-failed', { detail: quoted(redactor.redact(trouble.refusal ?? error.message)) });
    }
  };
}

const page = (text: string) =>
  `<!DOCTYPE html><html lang="en"><title>ppmi</title><style>body{font:1.2rem system-ui;margin:20vh auto;max-width:32rem;color-scheme:light dark}</style><p>${text}</p></html>`;
const pages = {
  successTemplate: page('Signed in to <b>ppmi</b>. You can close this page and go back to the terminal.'),
  errorTemplate: page('The sign-in to <b>ppmi</b> failed. The terminal says why.'),
};

function configure(signIn: ApplicationMethod, host: string, { client }: SignInNetwork): Configuration {
  const { tenantId, clientId } = signIn;
  return {
    auth: {
      clientId,
      authority: `https://${host}/${tenantId}`,
      // Otherwise MSAL queries the public cloud for hosts that it does not know, which air-gapped clouds cannot reach.
      knownAuthorities: [host],
      ...authOptions(signIn),
    },
    ...('cache' in signIn && signIn.cache !== undefined ? { cache: { cachePlugin: signIn.cache } } : {}),
    system: { networkClient: client, disableInternalRetries: true },
  };
}

function authOptions(signIn: ApplicationMethod): Partial<Configuration['auth']> {
  switch (signIn.method) {
    case 'client-secret':
      return { clientSecret: signIn.secret };
    case 'client-certificate': {
      const { sha256, privateKey, chain } = signIn.certificate;
      return { clientCertificate: { thumbprintSha256: sha256, privateKey, x5c: chain } };
    }
    case 'federated':
      return { clientAssertion: signIn.assertion };
    default:
      return {};
  }
}

function required(result: AuthenticationResult | null): AuthenticationResult {
  if (result === null) throw new PpmiError('sign-in-failed', { detail: 'MSAL gave no token and no reason' });
  return result;
}
