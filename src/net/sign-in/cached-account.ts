/** Whose sign-in an earlier run has kept. */
import { type ICachePlugin, PublicClientApplication } from '@azure/msal-node';

/** The name that the person signs in with; null: nothing is kept. Nothing is asked of the wire. */
export async function cachedAccount(cache: ICachePlugin, clientId: string): Promise<string | null> {
  const application = new PublicClientApplication({ auth: { clientId }, cache: { cachePlugin: cache } });
  const [account] = await application.getTokenCache().getAllAccounts();
  return account?.username ?? null;
}
