/** Where a person's tokens stay between runs: with the operating system, in a plain file where that was asked for, or nowhere. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ICachePlugin } from '@azure/msal-node';
import { PpmiError } from '../../domain/errors.ts';
import type { SignInFlags } from '../sign-in-flags.ts';
import { tokenFileOf } from './store.ts';

/** The part of `@azure/msal-node-extensions` that is used (its README; documented, not installed here). */
export interface Extensions {
  readonly PersistenceCreator: {
    createPersistence(options: {
      readonly cachePath: string;
      readonly dataProtectionScope: string;
      readonly serviceName: string;
      readonly accountName: string;
      readonly usePlaintextFileOnLinux: boolean;
    }): Promise<object>;
  };
  readonly PersistenceCachePlugin: new (persistence: object) => ICachePlugin;
}

const extensions = '@azure/msal-node-extensions';

/** Undefined: memory. Only the sign-ins of a person are worth keeping, and only under a profile. */
export async function profileCache(
  { signedInBy: profile }: SignInFlags,
  notice: (text: string) => void,
  load: () => Extensions | null = installedExtensions,
): Promise<ICachePlugin | undefined> {
  if (profile === undefined || !['device-code', 'browser'].includes(profile.method)) return undefined;
  const file = tokenFileOf(profile.name);
  if (profile.tokenCache === 'plain-file') return plainFileCache(file);
  if (profile.tokenCache === 'memory') return undefined;
  const found = load();
  if (found === null) {
    notice(`The sign-in is kept in memory and ends with this run: ${extensions} is not installed beside ppmi.`);
    return undefined;
  }
  const persistence = await found.PersistenceCreator.createPersistence({
    cachePath: file,
    dataProtectionScope: 'CurrentUser',
    serviceName: 'ppmi',
    accountName: profile.name,
    usePlaintextFileOnLinux: false,
  });
  return new found.PersistenceCachePlugin(persistence);
}

/** Looked for where ppmi itself is installed, never in the folder it is run in, which may be anybody's. */
function installedExtensions(): Extensions | null {
  const require = createRequire(import.meta.url);
  try {
    return require(extensions) as Extensions;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** For the person who asked for it: readable by nobody else, and encrypted by nothing. */
export function plainFileCache(file: string): ICachePlugin {
  return {
    async beforeCacheAccess(context) {
      context.tokenCache.deserialize(readOrEmpty(file));
    },
    async afterCacheAccess(context) {
      if (!context.cacheHasChanged) return;
      writeFileSync(file, context.tokenCache.serialize(), { mode: 0o600 });
      // The mode above holds for a new file only.
      chmodSync(file, 0o600);
    },
  };
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '{}';
    throw new PpmiError('file-unreadable', { file, detail: message });
  }
}
