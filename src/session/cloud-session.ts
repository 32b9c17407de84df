/** A sign-in to a cloud, for commands that need no environment. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import { openWire, type Wire, type WireFlags } from './http-context.ts';
import { withProfile } from './profile/with-profile.ts';
import { type Access, createAccessOpener } from './service-clients.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export interface PlaceFlags extends WireFlags, SignInFlags {
  readonly cloud?: CloudId | undefined;
}

export interface Place {
  readonly wire: Wire;
  readonly cloudId: CloudId;
  readonly access: Access;
}

export async function inPlace<T>(
  flags: PlaceFlags,
  prompt: (text: string) => void,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const wire = await openWire(flags);
  try {
    const profile = wire.emulator === null ? withProfile(flags).profile : null;
    const cloudId = flags.cloud ?? wire.emulator?.world.cloud ?? profile?.cloud ?? 'public';
    const access = await createAccessOpener(flags, wire, prompt)(cloudId, null);
    return wire.redactor.redactData(await work({ wire, cloudId, access }));
  } finally {
    await wire.close();
  }
}
