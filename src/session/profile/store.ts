/** The file with the profiles, in the user's own folder, readable only by that user. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { PpmiError } from '../../domain/errors.ts';
import type { Profiles } from './profile.ts';

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
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw new PpmiError('file-unreadable', { file, detail: message });
  }
  try {
    const { selected, profiles } = JSON.parse(text) as Profiles;
    if (Array.isArray(profiles)) return { selected, profiles };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new PpmiError('file-broken', { file, detail: 'it contains no profiles; `ppmi auth clear` replaces it' });
}

export function writeProfiles(profiles: Profiles, folder = configFolder()): void {
  writePrivate(fileIn(folder), `${JSON.stringify(profiles, null, 2)}\n`);
}

/** Readable only by the user, and replaced as a whole: an interrupted run leaves the old file. */
export function writePrivate(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** The file of a profile's tokens, in plain text or encrypted by the system. */
export function tokenFileOf(name: string, folder = configFolder()): string {
  return join(folder, `tokens-${encodeURIComponent(name)}.json`);
}
