/** `fic list`: of an application by its id alone, or of the one behind a component. */
import type { CredentialsJson } from '../../render/json/identity.ts';
import { inPlace } from '../../session/cloud-session.ts';
import { openSession, type SessionFlags } from '../../session/session.ts';
import { applicationOf, listCredentials } from './identities.ts';

export async function listOfFlags(flags: SessionFlags, prompt: (text: string) => void): Promise<CredentialsJson> {
  const { environment, 'application-id': applicationId } = flags;
  if (applicationId !== undefined && environment === undefined) {
    return inPlace(flags, prompt, async ({ wire, access }) => ({
      ...(await listCredentials(access.directory, applicationId)),
      emulated: wire.emulator !== null,
    }));
  }
  const session = await openSession(flags, prompt);
  try {
    const found = await listCredentials(session.access.directory, applicationId ?? (await applicationOf(session)));
    return session.wire.redactor.redactData({ ...found, emulated: session.wire.emulator !== null });
  } finally {
    await session.close();
  }
}
