/** The user whose sign-in an earlier run cached. */
import { type ICachePlugin, PublicClientApplication } from '@azure/msal-node';

/** The user name; null: nothing is cached. Makes no requests. */
export async function cachedAccount(cache: ICachePlugin, clientId: string): Promise<string | null> {
  const application = new PublicClientApplication({ auth: { clientId }, cache: { cachePlugin: cache } });
  const [account] = await application.getTokenCache().getAllAccounts();
  return account?.username ?? null;
}
