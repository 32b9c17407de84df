/** Records of an environment, and what stands behind their client ids. */

import { findApplication, readCredentials } from '../../diagnosis/facts/application.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import {
  applicationJson,
  type CredentialsJson,
  credentialJson,
  type IdentityJson,
  type IdentityShowJson,
  identityJson,
  type UnreadJson,
} from '../../render/json/identity.ts';
import type { ServiceClients } from '../../session/service-clients.ts';
import type { Session } from '../../session/session.ts';

export async function listIdentities(session: Session): Promise<readonly IdentityJson[]> {
  const { dataverse } = session.sharedSources();
  const [records, components] = await Promise.all([dataverse.records(), dataverse.components()]);
  return records.map((record) => identityJson(record, components));
}

/** @throws PpmiError `usage` where no record, or more than one, has this name or id */
export async function showIdentity(session: Session, wanted: string): Promise<Omit<IdentityShowJson, 'emulated'>> {
  const all = await listIdentities(session);
  const text = wanted.toLowerCase();
  const [identity, ...others] = all.filter(({ id, name }) => id === text || name.toLowerCase() === text);
  if (identity === undefined || others.length > 0) {
    const names = all.map(({ name, id }) => `${name} (${id})`).join(', ');
    const what = identity === undefined ? 'no record' : 'more than one record';
    throw new PpmiError('usage', {
      detail: `${what} of the environment is "${wanted}"; there are: ${names || 'none'}`,
    });
  }
  if (identity.applicationId === null) return { identity, application: null, unread: null };
  try {
    const found = await findApplication(session.sharedSources().graph, identity.applicationId);
    return { identity, application: applicationJson(found), unread: null };
  } catch (error) {
    return { identity, application: null, unread: unreadOf(error) };
  }
}

/** A directory that refuses leaves the record to be shown. */
function unreadOf(error: unknown): UnreadJson {
  if (!(error instanceof PpmiError) || error.id !== 'refused') throw error;
  const { permission, who, detail } = error.args;
  return {
    permission: typeof permission === 'string' ? permission : null,
    grantedBy: typeof who === 'string' ? who : null,
    detail: String(detail ?? error.message),
  };
}

export async function listCredentials(
  { directory, signedInAs }: Pick<ServiceClients, 'directory' | 'signedInAs'>,
  applicationId: string,
): Promise<Omit<CredentialsJson, 'emulated'>> {
  const found = await findApplication(directory.graph, applicationId);
  const read = await readCredentials(directory, found, signedInAs()?.tenantId ?? null);
  const rows: readonly FederatedCredential[] | null = read?.credentials ?? null;
  return { applicationId, application: applicationJson(found), credentials: rows?.map(credentialJson) ?? null };
}
