/** Saved sign-in settings, as pac has them: one cloud and one tenant each, and never a secret. */
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import type { SignInMethod, TokenCache } from '../../domain/sign-in-methods.ts';

/** Holds paths of files, not their content. */
export interface Profile {
  readonly name: string;
  readonly cloud: CloudId;
  readonly azureCloud: 'public' | 'usgov' | null;
  readonly method: SignInMethod;
  /** GUID or domain name; null: the tenant that Azure CLI or Azure PowerShell is signed in to. */
  readonly tenant: string | null;
  readonly clientId: string | null;
  readonly certificateFile: string | null;
  /** With the password of the certificate file. */
  readonly passwordFile: string | null;
  readonly assertionFile: string | null;
  readonly tokenFile: string | null;
  /** Default of `--environment`. */
  readonly environment: string | null;
  readonly tokenCache: TokenCache;
}

export interface Profiles {
  readonly selected: string | null;
  readonly profiles: readonly Profile[];
}

export interface ProfileShown {
  readonly profile: Profile;
  /** User name of the interactive sign-in that is kept; null: none is kept, or the sign-in is not interactive. */
  readonly account: string | null;
}

export function isInteractive({ method }: { readonly method: string }): boolean {
  return method === 'device-code' || method === 'browser';
}
