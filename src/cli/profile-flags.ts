/** Flags of `auth create`: those of a sign-in, and what a profile is besides. */
import * as Flags from '@oclif/core/flags';
import { cloudIds } from '../domain/cloud/cloud-id.ts';
import { signInMethods } from '../domain/sign-in-methods.ts';
import { tokenCaches } from '../session/profile/profile.ts';
import { signInFlags, targetFlags } from './flags.ts';

/** A profile keeps no secret, so it takes no password but the file with it. */
const { profile: _profile, password: _password, ...ways } = signInFlags;

export const createFlags = {
  name: Flags.string({ summary: 'name of the profile', helpValue: 'NAME' }),
  cloud: Flags.option({ options: cloudIds })({ summary: 'cloud that is signed in to', default: 'public' }),
  environment: targetFlags.environment,
  ...ways,
  'sign-in': Flags.option({ options: signInMethods })({
    summary: 'how to sign in',
    required: true,
    helpGroup: 'SIGN-IN',
  }),
  'token-cache': Flags.option({ options: tokenCaches })({
    summary: 'where the sign-in of a person is kept',
    default: 'system',
    helpGroup: 'SIGN-IN',
  }),
};
