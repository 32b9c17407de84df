/** The ways to sign in, as values; and what each way becomes: something that fetches one token. */
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
  /** `assertion` is asked for each time, because what issues it makes it short-lived. */
  | { readonly method: 'federated'; readonly assertion: () => Promise<string> }
  | ({ readonly method: 'device-code' } & ByPerson)
  /** `open` shows the address to the person; it resolves when a browser has it. */
  | ({ readonly method: 'browser'; readonly open: (url: string, tell: Notify) => Promise<void> } & ByPerson);

/** Shows a text to the person who signs in. */
export type Notify = (text: string) => void;

interface ByPerson {
  /** Asked for only when there is something to tell. @throws PpmiError `terminal-needed` where nobody would see it */
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
