/** Flags of `auth create`: the sign-in flags, and what else a profile holds. */
import * as Flags from '@oclif/core/flags';
import { cloudIds } from '../domain/cloud/cloud-id.ts';
import { signInMethods } from '../domain/sign-in-methods.ts';
import { tokenCaches } from '../session/profile/profile.ts';
import { signInFlags, targetFlags } from './flags.ts';

/** A profile stores no secret, so the password can only come from a file. */
const {
  profile: _profile,
  password: _password,
  'password-file': { exclusive: _exclusive, ...passwordFile },
  ...settings
} = signInFlags;

export const createFlags = {
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
