/** `auth`: creates, lists, selects and deletes profiles. */

import { resolve } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { SignInMethod } from '../../domain/sign-in-methods.ts';
import type { CreateProfileFlags, ProfileChoiceFlags } from '../../flags/profile.ts';
import type { Outcome } from '../../render/outcome.ts';
import { count } from '../../render/style.ts';
import { profilesText, profileText } from '../../render/text/profiles.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Profile, ProfileShown, Profiles } from '../../session/profile/profile.ts';
import { readProfiles, updateProfiles } from '../../session/profile/store.ts';

/** Selects the new profile. @throws PpmiError `usage` for a missing flag or a name that is taken */
export async function createProfile(flags: CreateProfileFlags): Promise<Outcome<ProfileShown>> {
  const { selected, profiles: all } = await updateProfiles(({ profiles }) => {
    const profile = profileFrom(flags, profiles);
    if (profiles.some(({ name }) => name === profile.name)) {
      throw usage(`A profile named ${quoted(profile.name)} already exists; delete it or choose another --name`);
    }
    return { selected: profile.name, profiles: [...profiles, profile] };
  });
  const profile = chosen({ selected, profiles: all }, { name: selected ?? '' });
  return {
    result: { profile, account: null },
    exitCode: 0,
    text: (_result, style) => `Saved and selected ${quoted(profile.name)}.\n\n${profileText(profile, null, style)}`,
  };
}

export function listProfiles(): Outcome<Profiles> {
  return shown(readProfiles());
}

export async function selectProfile(choice: ProfileChoiceFlags): Promise<Outcome<Profiles>> {
  const all = await updateProfiles((before) => ({ ...before, selected: chosen(before, choice).name }));
  return shown(all, `Selected ${quoted(all.selected ?? '')}.`);
}

export async function deleteProfile(
  { notify }: CommandContext,
  choice: ProfileChoiceFlags,
): Promise<Outcome<Profiles>> {
  const { selected, profiles } = readProfiles();
  const deleted = chosen({ selected, profiles }, choice);
  const { forgetTokens } = await import('../../session/profile/token-cache.ts');
  await forgetTokens(deleted, { notice: notify });
  const all = await updateProfiles((now) => ({
    selected: now.selected === deleted.name ? null : now.selected,
    profiles: now.profiles.filter(({ name }) => name !== deleted.name),
  }));
  return shown(all, `Deleted ${quoted(deleted.name)}.`);
}

/** Also deletes a damaged file. Its cached tokens stay on disk, because the profiles that own them are unknown. */
export async function clearProfiles({ notify }: CommandContext): Promise<Outcome<Profiles>> {
  const { profiles } = readable();
  const { forgetTokens } = await import('../../session/profile/token-cache.ts');
  for (const profile of profiles) await forgetTokens(profile, { notice: notify });
  const none = await updateProfiles(() => ({ selected: null, profiles: [] }), { read: readable });
  return shown(none, `Deleted ${count(profiles.length, 'profile')}.`);
}

export async function showSelectedProfile({ notify }: CommandContext): Promise<Outcome<ProfileShown>> {
  const profile = selectedProfile();
  const { accountOf } = await import('./account.ts');
  const account = await accountOf(profile, notify);
  return { result: { profile, account }, exitCode: 0, text: (_result, style) => profileText(profile, account, style) };
}

function shown(profiles: Profiles, done?: string): Outcome<Profiles> {
  return {
    result: profiles,
    exitCode: 0,
    text: async (all, style) => [...(done === undefined ? [] : [done, '']), await profilesText(all, style)].join('\n'),
  };
}

/** @throws PpmiError `sign-in-missing` when no profile is selected */
function selectedProfile(): Profile {
  const { selected, profiles } = readProfiles();
  const found = profiles.find(({ name }) => name === selected);
  if (found !== undefined) return found;
  throw new PpmiError('sign-in-missing', { detail: 'no profile is selected' });
}

function readable(): Profiles {
  try {
    return readProfiles();
  } catch (error) {
    if (error instanceof PpmiError && error.id === 'file-broken') return { selected: null, profiles: [] };
    throw error;
  }
}

function chosen({ profiles }: Profiles, { name, index }: ProfileChoiceFlags): Profile {
  if (name === undefined && index === undefined) throw usage('Requires --name or --index');
  const found = index === undefined ? profiles.find((profile) => profile.name === name) : profiles[index - 1];
  if (found === undefined)
    throw usage(`No profile ${name === undefined ? index : quoted(name)}; see \`ppmi auth list\``);
  return found;
}

const byApplication: readonly SignInMethod[] = ['device-code', 'browser', 'client-secret', 'client-certificate'];

function profileFrom(flags: CreateProfileFlags, others: readonly Profile[]): Profile {
  const method = flags['sign-in'];
  const needed = {
    'sign-in-tenant': byApplication.includes(method),
    'sign-in-client-id': byApplication.includes(method),
    'sign-in-certificate': method === 'client-certificate',
    'sign-in-token-file': method === 'token-file',
  };
  for (const name of Object.keys(needed) as (keyof typeof needed)[]) {
    if (needed[name] && flags[name] === undefined) throw usage(`--sign-in ${method} requires --${name}`);
  }
  return {
    name: flags.name ?? `${flags.cloud}-${others.length + 1}`,
    cloud: flags.cloud,
    azureCloud: flags['azure-cloud'] ?? null,
    method,
    tenant: flags['sign-in-tenant'] ?? null,
    clientId: flags['sign-in-client-id'] ?? null,
    certificateFile: absolute(flags['sign-in-certificate']),
    passwordFile: absolute(flags['password-file']),
    assertionFile: absolute(flags['sign-in-assertion']),
    tokenFile: absolute(flags['sign-in-token-file']),
    environment: flags.environment ?? null,
    tokenCache: flags['token-cache'],
  };
}

/** Absolute paths, so that a profile works from any folder. */
const absolute = (file: string | undefined) => (file === undefined ? null : resolve(file));

const usage = (detail: string) => new PpmiError('usage', { detail });
