/** Where the tokens of an interactive sign-in are kept between runs: by the operating system, in a plain file, or nowhere. */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ICachePlugin } from '@azure/msal-node';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Redactor } from '../../domain/redact.ts';
import { decodeBytes } from '../../domain/text-encoding.ts';
import { isInteractive, type Profile } from './profile.ts';
import { tokenFileOf, writePrivate } from './store.ts';

/** The part of `@azure/msal-node-extensions` that is used (5.6; its README and source, and run here on Linux). */
export interface Extensions {
  readonly PersistenceCreator: {
    createPersistence(options: {
      readonly cachePath: string;
      readonly dataProtectionScope: string;
      readonly serviceName: string;
      readonly accountName: string;
      readonly usePlaintextFileOnLinux: boolean;
    }): Promise<Persistence>;
  };
  readonly PersistenceCachePlugin: new (persistence: Persistence) => ICachePlugin;
}

export interface Persistence {
  delete(): Promise<boolean>;
}

export interface TokenCacheOptions {
  readonly redactor: Redactor;
  /** Shows a text on standard error. */
  readonly notice: (text: string) => void;
  /** Null: not installed. */
  readonly load?: () => Extensions | null;
}

const extensions = '@azure/msal-node-extensions';

/** Undefined: memory. Only the tokens of an interactive sign-in are kept, and only for a profile. */
export async function profileCache(
  profile: Profile | undefined,
  { redactor, notice, load = installedExtensions }: TokenCacheOptions,
): Promise<ICachePlugin | undefined> {
  if (profile === undefined || !isInteractive(profile) || profile.tokenCache === 'memory') return undefined;
  const inMemory = (why: string) => notice(`The sign-in is kept in memory only and ends with this run: ${why}`);
  if (profile.tokenCache === 'plain-file')
    return watched(plainFileCache(tokenFileOf(profile.name)), redactor, inMemory);
  try {
    const found = load();
    if (found !== null) {
      const cache = new found.PersistenceCachePlugin(await persistenceOf(profile, found));
      return watched(cache, redactor, inMemory);
    }
    inMemory(`${extensions} is not installed next to ppmi.`);
  } catch (error) {
    inMemory(whyNotKept(error));
  }
  return undefined;
}

/** Deletes the tokens of a profile, wherever they are kept. Reports tokens that could not be deleted. */
export async function forgetTokens(
  profile: Profile,
  { notice, load = installedExtensions }: Omit<TokenCacheOptions, 'redactor'>,
): Promise<void> {
  const file = tokenFileOf(profile.name);
  // The stores of the system leave a marker file. Without it, nothing was kept.
  const kept = existsSync(file);
  rmSync(file, { force: true });
  if (!kept || profile.tokenCache !== 'system') return;
  const stays = (why: string) =>
    notice(`Could not delete the sign-in of ${quoted(profile.name)} from the system's store: ${why}`);
  try {
    const found = load();
    if (found === null) return stays(`${extensions} is no longer installed next to ppmi.`);
    await (await persistenceOf(profile, found)).delete();
  } catch (error) {
    stays(whyNotKept(error));
  }
}

function persistenceOf({ name }: Profile, { PersistenceCreator }: Extensions): Promise<Persistence> {
  return PersistenceCreator.createPersistence({
    cachePath: tokenFileOf(name),
    dataProtectionScope: 'CurrentUser',
    serviceName: 'ppmi',
    accountName: name,
    usePlaintextFileOnLinux: false,
  });
}

/** Resolved from where ppmi is installed, never from the current folder, which may belong to anyone. */
function installedExtensions(): Extensions | null {
  const require = createRequire(import.meta.url);
  try {
    require.resolve(extensions);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
  return require(extensions) as Extensions;
}

/**
 * What a computer may lack: a keyring (no D-Bus in an SSH session), libsecret, the native part of keytar, disk space or
 * permissions. Anything else is a bug. Returns the first line; the next ones are a stack.
 */
function whyNotKept(error: unknown): string {
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  const [line = ''] = String(message).split('\n');
  if (name === 'PersistenceError' || /^E[A-Z]+$/.test(code)) return line;
  if (['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND'].includes(code)) {
    const unbuilt = line.includes('keytar.node') ? '; npm builds keytar only with --allow-scripts=keytar' : '';
    return `${extensions} does not work here: ${line}${unbuilt}`;
  }
  throw error;
}

/**
 * Registers the tokens of earlier runs with the redactor, because nothing acquired them in this one. A cache that fails is
 * reported once, and the sign-in continues in memory.
 */
function watched(cache: ICachePlugin, redactor: Redactor, inMemory: (why: string) => void): ICachePlugin {
  let notified = false;
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const unwritable = error instanceof PpmiError && error.id === 'file-unwritable';
      if (error instanceof PpmiError && !unwritable) throw error;
      const why = unwritable ? `${error.args.file}: ${error.args.detail}` : whyNotKept(error);
      if (!notified) inMemory(why);
      notified = true;
    }
  }
  return {
    beforeCacheAccess: (context) =>
      attempt(async () => {
        await cache.beforeCacheAccess(context);
        for (const secret of secretsIn(context.tokenCache.serialize())) redactor.register(secret);
      }),
    afterCacheAccess: (context) => attempt(() => cache.afterCacheAccess(context)),
  };
}

/** Refresh, access and id tokens stand under `secret`, whatever the kind (MSAL's cache schema). */
function secretsIn(cache: string): readonly string[] {
  const found: string[] = [];
  JSON.parse(cache, (key, value) => {
    if (key === 'secret' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

/** Readable only by the user, and not encrypted. */
export function plainFileCache(file: string): ICachePlugin {
  return {
    async beforeCacheAccess(context) {
      context.tokenCache.deserialize(readOrEmpty(file));
    },
    async afterCacheAccess(context) {
      if (context.cacheHasChanged) writePrivate(file, context.tokenCache.serialize());
    },
  };
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws PpmiError `sign-in-failed`: replacing the file silently would hide that another program writes it */
function readOrEmpty(file: string): string {
  try {
    const text = decodeBytes(readFileSync(file));
    if (isObject(JSON.parse(text))) return text;
    throw new SyntaxError('it is no JSON object');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '{}';
    const why = error instanceof SyntaxError ? `${file} contains no tokens; delete it and sign in again` : message;
    throw new PpmiError('sign-in-failed', { detail: `the cached sign-in could not be read: ${why}` });
  }
}
