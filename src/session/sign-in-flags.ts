/** The flags about sign-in, and the profile that fills those that were not given. */
import type { ConnectionFlags, SignInFlags as GivenFlags } from '../flags/shared.ts';
import type { Profile } from './profile/profile.ts';

export interface SignInFlags extends GivenFlags, Pick<ConnectionFlags, 'allow-host'> {
  /** The profile that the other values come from. */
  readonly signedInBy?: Profile;
}
