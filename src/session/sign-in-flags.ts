/** The flags that say how to sign in, as the commands hand them on. */
import type { SignInMethod } from '../domain/sign-in-methods.ts';
import type { PasswordFlags } from './password.ts';
import type { Profile } from './profile/profile.ts';

export interface SignInFlags extends PasswordFlags {
  readonly 'sign-in'?: SignInMethod | undefined;
  readonly 'sign-in-tenant'?: string | undefined;
  readonly 'sign-in-client-id'?: string | undefined;
  readonly 'sign-in-certificate'?: string | undefined;
  readonly 'sign-in-assertion'?: string | undefined;
  readonly 'sign-in-token-file'?: string | undefined;
  readonly 'azure-cloud'?: 'public' | 'usgov' | undefined;
  /** Name of a profile; the selected one when no sign-in flag is given. */
  readonly profile?: string | undefined;
  /** The profile that the other values come from. */
  readonly signedInBy?: Profile;
  readonly 'allow-host'?: readonly string[] | undefined;
}
