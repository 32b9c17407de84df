/** `fic list`: of an application by its id alone, or of the one behind a component. */
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireApplicationId } from '../../diagnosis/facts/require-fact.ts';
import type { CredentialsJson } from '../../render/json/identity.ts';
import { withCloudSession } from '../../session/cloud-session.ts';
import { openSession, type SessionFlags } from '../../session/session.ts';
import { listCredentials } from './identities.ts';

export async function listCredentialsOf(flags: SessionFlags, prompt: (text: string) => void): Promise<CredentialsJson> {
  const { environment, 'application-id': applicationId } = flags;
  if (applicationId !== undefined && environment === undefined) {
    return withCloudSession(flags, { notify: prompt }, async ({ context, access }) => ({
      ...(await listCredentials(access, applicationId)),
      emulated: context.target.emulated,
    }));
  }
  const session = await openSession(flags, { notify: prompt });
  try {
    const read = createFactStore(factReaders, session.sharedSources());
    const id = applicationId ?? (await requireApplicationId(read));
    const found = await listCredentials(session.clients, id);
    return session.context.redactor.redactData({ ...found, emulated: session.context.target.emulated });
  } finally {
    await session.close();
  }
}
