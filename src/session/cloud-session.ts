/** A sign-in to a cloud, for commands that need no environment. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import { type ConnectionFlags, type HttpContext, openHttpContext } from './http-context.ts';
import { withProfile } from './profile/with-profile.ts';
import { createServiceClientsOpener, type ServiceClients } from './service-clients.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export interface CloudFlags extends ConnectionFlags, SignInFlags {
  readonly cloud?: CloudId | undefined;
}

export interface CloudSession {
  readonly context: HttpContext;
  readonly cloudId: CloudId;
  readonly access: ServiceClients;
}

export async function withCloudSession<T>(
  flags: CloudFlags,
  prompt: (text: string) => void,
  work: (place: CloudSession) => Promise<T>,
): Promise<T> {
  const context = await openHttpContext(flags);
  try {
    const profile = context.emulator === null ? withProfile(flags).profile : null;
    const cloudId = flags.cloud ?? context.emulator?.world.cloud ?? profile?.cloud ?? 'public';
    const access = await createServiceClientsOpener(flags, context, prompt)(cloudId, null);
    return context.redactor.redactData(await work({ context, cloudId, access }));
  } finally {
    await context.close();
  }
}
