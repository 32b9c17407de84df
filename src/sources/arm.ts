import { PpmiError } from '../domain/errors.ts';
import type { CredentialsFact, FederatedCredential } from '../domain/facts.ts';
import { readGrants, readResourceId, readVault } from './arm-access.ts';
import type { ServiceClient } from './client.ts';
import { checkedArmId, text, texts } from './json.ts';
import { type Json, object } from './response.ts';
import type { ArmSource } from './sources.ts';

/** The oldest stable version, for the widest reach: sovereign clouds lag, and the bodies did not change since. */
const apiVersion = '2023-01-31';

/** `federationBlocked` is documented for a version of 2026; the newest has it. */
const newestApiVersion = '2026-05-31';

/** A cloud that lags behind answers 400 `NoRegisteredProviderFound` to a version that it does not know (documented). */
function unlessUnknownVersion(error: unknown): undefined {
  if (error instanceof PpmiError && error.id === 'answer-malformed' && error.args.status === 400) return undefined;
  throw error;
}

/** Azure Resource Manager. `base` is `https://{ARM host}`. */
export function createArm(client: ServiceClient, base: string): ArmSource {
  return {
    async credentials(resourceId): Promise<CredentialsFact | null> {
      const path = `${base}${checkedArmId(resourceId, 'the identity')}/federatedIdentityCredentials`;
      const url = `${path}?api-version=${apiVersion}`;
      const rows = await client.listIfThere(url);
      if (rows === null) {
        // A cloud also returns 404 for a type that it does not know; only the 404 of the identity itself means that it
        // does not exist.
        if ((await client.get(`${base}${resourceId}?api-version=${apiVersion}`)) === null) return null;
        const detail = '404 for the credentials of an identity that is there';
        throw new PpmiError('answer-malformed', { host: new URL(base).host, detail });
      }
      return { credentials: rows.map((row) => readCredential(row, path)), url, system: 'arm' };
    },

    async identity(resourceId) {
      const url = `${base}${checkedArmId(resourceId, 'the identity')}?api-version=${newestApiVersion}`;
      const row = await client.get(url).catch(unlessUnknownVersion);
      if (row === null) return null;
      if (row === undefined) return { id: resourceId, federationBlocked: null };
      const { federationBlocked } = object(row.properties, url);
      return { id: resourceId, federationBlocked: federationBlocked === true };
    },

    vault: (resourceId) => readVault(client, base, resourceId),
    resourceId: (types, name) => readResourceId(client, base, types, name),
    grants: (scope, principalId) => readGrants(client, base, scope, principalId),
  };
}

function readCredential(row: Json, path: string): FederatedCredential {
  const name = text(row, 'name') ?? '';
  const properties = object(row.properties, path);
  return {
    id: text(row, 'id') ?? name,
    name,
    issuer: typeof properties.issuer === 'string' ? properties.issuer : '',
    subject: typeof properties.subject === 'string' ? properties.subject : null,
    audiences: texts(properties, 'audiences'),
    description: null,
    url: `${path}/${encodeURIComponent(name)}?api-version=${apiVersion}`,
  };
}
