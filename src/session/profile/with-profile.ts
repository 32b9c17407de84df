/** The flags of a command with those of the profile that stands for them. */
import { PpmiError } from '../../domain/errors.ts';
import type { SignInFlags } from '../sign-in-flags.ts';
import type { Profile } from './profile.ts';
import { readProfiles } from './store.ts';

const signInFlagNames = [
  'sign-in',
  'sign-in-tenant',
  'sign-in-client-id',
  'sign-in-certificate',
  'sign-in-assertion',
  'sign-in-token-file',
] as const;

/**
 * A profile is taken as a whole where no flag says how to sign in, so that nothing of two sign-ins is mixed.
 * @throws PpmiError `usage` for a name that no profile has
 */
export function withProfile<F extends SignInFlags>(flags: F): { readonly flags: F; readonly profile: Profile | null } {
  if (flags.signedInBy !== undefined) return { flags, profile: flags.signedInBy };
  const told = signInFlagNames.filter((name) => flags[name] !== undefined);
  if (flags.profile === undefined && told.length > 0) return { flags, profile: null };
  if (told.length > 0) throw usage(`--profile and --${told[0]} exclude each other`);
  const profile = profileOf(flags.profile);
  return profile === null ? { flags, profile } : { flags: { ...flags, ...flagsOf(profile, flags) }, profile };
}

export function profileOf(name: string | undefined): Profile | null {
  const { selected, profiles } = readProfiles();
  const wanted = name ?? selected;
  const found = profiles.find((profile) => profile.name === wanted) ?? null;
  if (found === null && name !== undefined) throw usage(`there is no profile "${name}"; \`ppmi auth list\` shows them`);
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
