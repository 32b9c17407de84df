/** The file with the profiles, in the user's own folder, readable only by that user. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isCloudId } from '../../domain/cloud/cloud-id.ts';
import { PpmiError } from '../../domain/errors.ts';
import { wellFormed } from '../../domain/harmless-text.ts';
import { signInMethods, tokenCaches } from '../../domain/sign-in-methods.ts';
import { decodeBytes } from '../../domain/text-encoding.ts';
import { createFolderOf, replaceFile, withFileLock } from '../output-file.ts';
import type { Profile, Profiles } from './profile.ts';

const none: Profiles = { selected: null, profiles: [] };

/** XDG_CONFIG_HOME or `~/.config`; on Windows APPDATA. */
export function configFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { APPDATA, XDG_CONFIG_HOME } = environment;
  const base = platform === 'win32' ? APPDATA : XDG_CONFIG_HOME;
  return join(
    base || join(environment.HOME || homedir(), platform === 'win32' ? 'AppData/Roaming' : '.config'),
    'ppmi',
  );
}

const fileIn = (folder: string) => join(folder, 'profiles.json');

/** @throws PpmiError `file-unreadable`, `file-broken` */
export function readProfiles(folder = configFolder()): Profiles {
  const file = fileIn(folder);
  let text: string;
  try {
    text = decodeBytes(readFileSync(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw new PpmiError('file-unreadable', { file, detail: message });
  }
  const profiles = parseProfiles(text);
  if (profiles !== null) return profiles;
  throw new PpmiError('file-broken', { file, detail: 'it contains no profiles; `ppmi auth clear` replaces it' });
}

/** Null: ppmi did not write this, or it was edited. A profile decides where a sign-in goes, so nothing of it is guessed. */
function parseProfiles(text: string): Profiles | null {
  const value = parsed(text);
  if (!isObject(value) || !Array.isArray(value.profiles) || !value.profiles.every(isProfile)) return null;
  return { selected: typeof value.selected === 'string' ? value.selected : null, profiles: value.profiles };
}

const optionalTexts = [
  'tenant',
  'clientId',
  'certificateFile',
  'passwordFile',
  'assertionFile',
  'tokenFile',
  'environment',
] as const satisfies readonly (keyof Profile)[];

function isProfile(value: unknown): value is Profile {
  if (!isObject(value) || typeof value.name !== 'string') return false;
  const { cloud, method, tokenCache, azureCloud } = value;
  const known: readonly boolean[] = [
    typeof cloud === 'string' && isCloudId(cloud),
    signInMethods.some((each) => each === method),
    tokenCaches.some((each) => each === tokenCache),
    azureCloud === null || azureCloud === 'public' || azureCloud === 'usgov',
    optionalTexts.every((key) => value[key] === null || typeof value[key] === 'string'),
  ];
  return known.every(Boolean);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * Changes the profiles. Runs at the same time wait for each other, so that none undoes what another has written.
 * @throws PpmiError `file-unreadable`, `file-broken`, `file-unwritable`
 */
export async function updateProfiles(
  change: (profiles: Profiles) => Profiles,
  { folder = configFolder(), read = readProfiles }: { folder?: string; read?: (folder: string) => Profiles } = {},
): Promise<Profiles> {
  return withFileLock(fileIn(folder), () => {
    const profiles = change(read(folder));
    writePrivate(fileIn(folder), `${JSON.stringify(profiles, null, 2)}\n`);
    return profiles;
  });
}

/** Readable only by the user, and replaced as a whole: an interrupted run leaves the old file. */
export function writePrivate(file: string, text: string): void {
  createFolderOf(file);
  replaceFile(file, text, 0o600);
}

/** The file of a profile's tokens, in plain text or encrypted by the system. */
export function tokenFileOf(name: string, folder = configFolder()): string {
  return join(folder, `tokens-${encodeURIComponent(wellFormed(name))}.json`);
}
