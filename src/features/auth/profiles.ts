/** What `ppmi auth` does to the profiles. */
import { resolve } from 'node:path';
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { SignInMethod } from '../../domain/sign-in-methods.ts';
import type { Profile, Profiles, TokenCache } from '../../session/profile/profile.ts';
import { readProfiles, writeProfiles } from '../../session/profile/store.ts';
import { forgetTokens } from '../../session/profile/token-cache.ts';
import type { SignInFlags } from '../../session/sign-in-flags.ts';

export interface CreateFlags extends SignInFlags {
  readonly name?: string | undefined;
  readonly cloud: CloudId;
  readonly environment?: string | undefined;
  readonly 'sign-in': SignInMethod;
  readonly 'token-cache': TokenCache;
}

/** Which one is meant: its name, or its number in the list, from 1. */
export interface Choice {
  readonly name?: string | undefined;
  readonly index?: number | undefined;
}

/** The new profile is the selected one. @throws PpmiError `usage` for what the way to sign in lacks, or a name in use */
export function createProfile(flags: CreateFlags): Profile {
  const { profiles } = readProfiles();
  const profile = profileFrom(flags, profiles);
  if (profiles.some(({ name }) => name === profile.name)) {
    throw usage(`a profile "${profile.name}" is there already: delete it, or give another --name`);
  }
  writeProfiles({ selected: profile.name, profiles: [...profiles, profile] });
  return profile;
}

export function selectProfile(choice: Choice): Profiles {
  const all = readProfiles();
  return written({ ...all, selected: chosen(all, choice).name });
}

/** `notice` shows what could not be forgotten. */
export async function deleteProfile(choice: Choice, notice: (text: string) => void): Promise<Profiles> {
  const { selected, profiles } = readProfiles();
  const gone = chosen({ selected, profiles }, choice);
  await forgetTokens(gone, { notice });
  const left = profiles.filter(({ name }) => name !== gone.name);
  return written({ selected: selected === gone.name ? null : selected, profiles: left });
}

/** Also where the file cannot be read any more: then its tokens stay, and that is said by what is left on the disk. */
export async function clearProfiles(notice: (text: string) => void): Promise<Profiles> {
  for (const profile of readable().profiles) await forgetTokens(profile, { notice });
  return written({ selected: null, profiles: [] });
}

/** @throws PpmiError `sign-in-missing` when none is selected */
export function selectedProfile(): Profile {
  const { selected, profiles } = readProfiles();
  const found = profiles.find(({ name }) => name === selected);
  if (found !== undefined) return found;
  throw new PpmiError('sign-in-missing', { detail: 'no profile is selected: `ppmi auth create` makes one' });
}

function readable(): Profiles {
  try {
    return readProfiles();
  } catch (error) {
    if (error instanceof PpmiError && error.id === 'file-broken') return { selected: null, profiles: [] };
    throw error;
  }
}

function written(profiles: Profiles): Profiles {
  writeProfiles(profiles);
  return profiles;
}

function chosen({ profiles }: Profiles, { name, index }: Choice): Profile {
  if (name === undefined && index === undefined) throw usage('which profile? Give --name or --index');
  const found = index === undefined ? profiles.find((profile) => profile.name === name) : profiles[index - 1];
  if (found === undefined) throw usage(`there is no profile ${name ?? index}; \`ppmi auth list\` shows them`);
  return found;
}

const byApplication: readonly SignInMethod[] = ['device-code', 'browser', 'client-secret', 'client-certificate'];

function profileFrom(flags: CreateFlags, others: readonly Profile[]): Profile {
  const method = flags['sign-in'];
  const needed = {
    'sign-in-tenant': byApplication.includes(method),
    'sign-in-client-id': byApplication.includes(method),
    'sign-in-certificate': method === 'client-certificate',
    'sign-in-token-file': method === 'token-file',
  };
  for (const name of Object.keys(needed) as (keyof typeof needed)[]) {
    if (needed[name] && flags[name] === undefined) throw usage(`--sign-in ${method} needs --${name}`);
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

/** A profile is used from any folder. */
const absolute = (file: string | undefined) => (file === undefined ? null : resolve(file));

const usage = (detail: string) => new PpmiError('usage', { detail });
