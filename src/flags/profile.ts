/** Flags of the commands about sign-in profiles. */
import * as Flags from '@oclif/core/flags';
import { cloudIds } from '../domain/cloud/cloud-id.ts';
import { signInMethods, tokenCaches } from '../domain/sign-in-methods.ts';
import type { FlagValues } from './flag-values.ts';
import { signInFlags, targetFlags } from './shared.ts';

/** Which profile. */
export const profileChoiceFlags = {
  name: Flags.string({ summary: 'Name of the profile', helpValue: 'NAME', exclusive: ['index'] }),
  index: Flags.integer({ summary: 'Number of the profile in `<%= config.bin %> auth list`', helpValue: 'N', min: 1 }),
};
export type ProfileChoiceFlags = FlagValues<typeof profileChoiceFlags>;

/** A profile stores no secret, so the password can only come from a file. */
const {
  profile: _profile,
  password: _password,
  'password-file': { exclusive: _exclusive, ...passwordFile },
  ...settings
} = signInFlags;

/** The sign-in flags, and what else a profile holds. */
export const createProfileFlags = {
  name: Flags.string({ summary: 'Name of the profile', helpValue: 'NAME' }),
  cloud: Flags.option({ options: cloudIds })({ summary: 'Cloud to sign in to', default: 'public' }),
  environment: targetFlags.environment,
  ...settings,
  'password-file': passwordFile,
  'sign-in': Flags.option({ options: signInMethods })({
    summary: 'Sign-in method',
    required: true,
    helpGroup: 'SIGN-IN',
  }),
  'token-cache': Flags.option({ options: tokenCaches })({
    summary: 'Where to keep the tokens of an interactive sign-in',
    default: 'system',
    helpGroup: 'SIGN-IN',
  }),
};
export type CreateProfileFlags = FlagValues<typeof createProfileFlags>;
