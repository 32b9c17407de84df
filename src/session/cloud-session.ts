/** A sign-in to a cloud, for commands that need no environment. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import type { ConnectionFlags, TrustFlags } from '../flags/shared.ts';
import { type ContextOptions, type HttpContext, openHttpContext } from './http-context.ts';
import { createServiceClientsOpener, type ServiceClients } from './service-clients.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export type CloudFlags = ConnectionFlags & SignInFlags & Pick<TrustFlags, 'cloud'>;

export interface CloudSession {
  readonly context: HttpContext;
  readonly cloudId: CloudId;
  readonly clients: ServiceClients;
}

export async function openCloudSession(flags: CloudFlags, options: ContextOptions = {}): Promise<CloudSession> {
  const context = await openHttpContext(flags, options);
  try {
    const profile = context.target.withProfile(flags).profile;
    const cloudId = flags.cloud ?? context.target.defaults.cloud ?? profile?.cloud ?? 'public';
    const clients = await createServiceClientsOpener(flags, context)(cloudId, null);
    return { context, cloudId, clients };
  } catch (error) {
    await context.close();
    throw error;
  }
}
