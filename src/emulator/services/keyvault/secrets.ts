/** The secrets of a vault; clients take name and version from `id` (clients.md 4.6, seen). */

import { derivedId } from '../../derived-id.ts';
import type { Vault } from '../arm/vaults.ts';
import { readJsonObject } from '../odata/json-body.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';
import { refuse } from './answers.ts';

export interface SecretPlace {
  readonly vault: Vault;
  readonly request: EmulatedRequest;
  readonly now: Date;
}

export function listSecrets({ vault, request, now }: SecretPlace): EmulatedResponse {
  const value = Object.keys(vault.secrets).map((name) => ({
    id: `https://${request.host}/secrets/${name}`,
    attributes: attributes(now),
  }));
  return { status: 200, body: { value, nextLink: null } };
}

export function getSecret(place: SecretPlace, name: string, version: string | undefined): EmulatedResponse {
  const found = Object.keys(place.vault.secrets).find((item) => item.toLowerCase() === name.toLowerCase());
  const known = found !== undefined && (version === undefined || version === versionOf(place.vault, found));
  return known
    ? { status: 200, body: secret(place, found) }
    : refuse(
        404,
        'SecretNotFound',
        `A secret with (name/id) ${name}${version === undefined ? '' : `/${version}`} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
      );
}

export function setSecret(place: SecretPlace, name: string): EmulatedResponse {
  const value = readJsonObject(place.request.body)?.value;
  if (typeof value !== 'string') return refuse(400, 'BadParameter', 'Property  has invalid value');
  place.vault.secrets[name] = value;
  return { status: 200, body: secret(place, name) };
}

/** Soft delete: the answer says until when the secret can be recovered, and holds no value (DeletedSecretBundle). */
export function deleteSecret(place: SecretPlace, name: string): EmulatedResponse {
  const found = getSecret(place, name, undefined);
  if (found.status !== 200) return found;
  const { id, attributes: state } = found.body as { id: string; attributes: object };
  const key = Object.keys(place.vault.secrets).find((item) => item.toLowerCase() === name.toLowerCase());
  if (key !== undefined) delete place.vault.secrets[key];
  const deletedDate = Math.floor(place.now.getTime() / 1000);
  const recoveryId = `https://${place.request.host}/deletedsecrets/${name}`;
  const scheduledPurgeDate = deletedDate + 90 * 86_400;
  return { status: 200, body: { recoveryId, deletedDate, scheduledPurgeDate, id, attributes: state } };
}

function secret({ vault, request, now }: SecretPlace, name: string) {
  const id = `https://${request.host}/secrets/${name}/${versionOf(vault, name)}`;
  return { value: vault.secrets[name], id, attributes: attributes(now) };
}

const versionOf = (vault: Vault, name: string): string =>
  derivedId(vault.name, name, vault.secrets[name] ?? '').replaceAll('-', '');

function attributes(now: Date) {
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    enabled: true,
    created: seconds,
    updated: seconds,
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
  };
}
