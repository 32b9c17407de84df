/** The flags of a command, completed from a profile. */

import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { SignInFlags } from '../sign-in-flags.ts';
import type { Profile } from './profile.ts';
import { readProfiles } from './store.ts';

/** Flags that choose a sign-in; each of them replaces the profile. */
export const signInFlagNames = [
  'sign-in',
  'sign-in-tenant',
  'sign-in-client-id',
  'sign-in-certificate',
  'sign-in-assertion',
  'sign-in-token-file',
] as const;

/**
 * A profile is used as a whole, and only if no sign-in flag is given, so that two sign-ins are never mixed.
 * @throws PpmiError `usage` for an unknown profile
 */
export function withProfile<F extends SignInFlags>(flags: F): { readonly flags: F; readonly profile: Profile | null } {
  if (flags.signedInBy !== undefined) return { flags, profile: flags.signedInBy };
  const given = signInFlagNames.filter((name) => flags[name] !== undefined);
  if (flags.profile === undefined && given.length > 0) return { flags, profile: null };
  if (given.length > 0) throw usage(`--profile and --${given[0]} cannot be combined`);
  const profile = profileOf(flags.profile);
  return profile === null ? { flags, profile } : { flags: { ...flags, ...flagsOf(profile, flags) }, profile };
}

export function profileOf(name: string | undefined): Profile | null {
  const { selected, profiles } = readProfiles();
  const searched = name ?? selected;
  const found = profiles.find((profile) => profile.name === searched) ?? null;
  if (found === null && name !== undefined) throw usage(`No profile ${quoted(name)}; see \`ppmi auth list\``);
  return found;
}

function flagsOf(profile: Profile, flags: SignInFlags): SignInFlags {
  return {
    'sign-in': profile.method,
    'sign-in-tenant': profile.tenant ?? undefined,
    'sign-in-client-id': profile.clientId ?? undefined,
    'sign-in-certificate': profile.certificateFile ?? undefined,
    'password-file': flags['password-file'] ?? profile.passwordFile ?? undefined,
    'sign-in-assertion': profile.assertionFile ?? undefined,
    'sign-in-token-file': profile.tokenFile ?? undefined,
    'azure-cloud': flags['azure-cloud'] ?? profile.azureCloud ?? undefined,
    signedInBy: profile,
  };
}

const usage = (detail: string) => new PpmiError('usage', { detail });
