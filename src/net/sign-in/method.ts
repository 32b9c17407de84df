/** The sign-in methods as values, and what each becomes: a function that requests one token. */
import type { ICachePlugin } from '@azure/msal-node';
import type { ClientCertificate } from './client-certificate.ts';

export type SignIn =
  | ({ readonly tenantId: string; readonly clientId: string } & ApplicationSignIn)
  /** `tenantId` null: the tenant that the tool is signed in to. */
  | { readonly method: 'azure-cli' | 'azure-powershell'; readonly tenantId: string | null }
  /** JWTs, each good for its own audience. */
  | { readonly method: 'token-file'; readonly tokens: readonly string[] };

type ApplicationSignIn =
  | { readonly method: 'client-secret'; readonly secret: string }
  | { readonly method: 'client-certificate'; readonly certificate: ClientCertificate }
  /** `assertion` is requested each time, because what issues it makes it short-lived. */
  | { readonly method: 'federated'; readonly assertion: () => Promise<string> }
  | ({ readonly method: 'device-code' } & ByPerson)
  /** `open` shows the address to the user; it resolves when a browser was started. */
  | ({ readonly method: 'browser'; readonly open: (url: string, tell: Notify) => Promise<void> } & ByPerson);

/** Shows a text to the user who signs in. */
export type Notify = (text: string) => void;

interface ByPerson {
  /**
   * Called only when there is a text to show.
   * @throws PpmiError `terminal-needed` if the user could not see it
   */
  readonly terminal: () => Notify;
  /** Where the sign-in is kept between runs; absent: in memory. */
  readonly cache?: ICachePlugin;
}

export type ApplicationMethod = Extract<SignIn, { readonly clientId: string }>;

export interface AcquireResult {
  readonly accessToken: string;
  readonly expiresOn: Date | null;
}

/** One token of this scope. */
export type Acquire = (scope: string) => Promise<AcquireResult>;
