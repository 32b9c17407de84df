/** Who is signed in under a profile, as far as that is kept on this machine. */
import { newRunRedactor } from '../run-redactor.ts';
import type { Profile } from './profile.ts';
import { profileCache } from './token-cache.ts';

export async function accountOf(profile: Profile, notice: (text: string) => void): Promise<string | null> {
  const cache = await profileCache(profile, { redactor: newRunRedactor(), notice });
  if (cache === undefined || profile.clientId === null) return null;
  const { keptAccount } = await import('../../net/sign-in/kept-account.ts');
  return keptAccount(cache, profile.clientId);
}
