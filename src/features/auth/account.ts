/** The user of a profile, from the accounts that are cached on this machine. */
import type { Profile } from '../../session/profile/profile.ts';
import { profileCache } from '../../session/profile/token-cache.ts';
import { newRunRedactor } from '../../session/run-redactor.ts';

export async function accountOf(profile: Profile, notice: (text: string) => void): Promise<string | null> {
  const cache = await profileCache(profile, { redactor: newRunRedactor(), notice });
  if (cache === undefined || profile.clientId === null) return null;
  const { cachedAccount } = await import('../../net/sign-in/cached-account.ts');
  return cachedAccount(cache, profile.clientId);
}
