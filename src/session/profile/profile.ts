/** How to sign in, kept under a name as pac keeps it: one cloud and one tenant each, and never a secret. */
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import type { SignInMethod } from '../../domain/sign-in-methods.ts';

/** Where a person's tokens are kept between runs. `system`: protected by the operating system, where that is installed. */
export const tokenCaches = ['system', 'memory', 'plain-file'] as const;
export type TokenCache = (typeof tokenCaches)[number];

/** Names of files, not what is in them. */
export interface Profile {
  readonly name: string;
  readonly cloud: CloudId;
  readonly azureCloud: 'public' | 'usgov' | null;
  readonly method: SignInMethod;
  /** GUID or domain name; null: that of the tool that is signed in (Azure CLI, Azure PowerShell). */
  readonly tenant: string | null;
  readonly clientId: string | null;
  readonly certificateFile: string | null;
  /** With the password of the certificate file. */
  readonly passwordFile: string | null;
  readonly assertionFile: string | null;
  readonly tokenFile: string | null;
  /** What `--environment` is when it is not given. */
  readonly environment: string | null;
  readonly tokenCache: TokenCache;
}

export interface Profiles {
  readonly selected: string | null;
  readonly profiles: readonly Profile[];
}

export interface ProfileShown {
  readonly profile: Profile;
  /** The person whose sign-in is kept, by the name of the sign-in; null: nobody's is, or no person signs in. */
  readonly account: string | null;
}

/** Who signs in by hand. */
export function isPerson({ method }: { readonly method: string }): boolean {
  return method === 'device-code' || method === 'browser';
}
