/** `auth`. */

import type { Style } from '../style.ts';
import { keyValues } from './key-values.ts';
import { table } from './table.ts';

export interface ShownProfile {
  readonly name: string;
  readonly cloud: string;
  readonly azureCloud: string | null;
  readonly method: string;
  readonly tenant: string | null;
  readonly clientId: string | null;
  readonly certificateFile: string | null;
  readonly passwordFile: string | null;
  readonly assertionFile: string | null;
  readonly tokenFile: string | null;
  readonly environment: string | null;
  readonly tokenCache: string;
}

export interface ShownProfiles {
  readonly selected: string | null;
  readonly profiles: readonly ShownProfile[];
}

export async function profilesText({ selected, profiles }: ShownProfiles, style: Style): Promise<string> {
  if (profiles.length === 0) return `No profiles. Create one with \`${style.command('ppmi auth create')}\`.`;
  const rows = profiles.map(({ name, cloud, method, tenant, environment }, index) => [
    `${index + 1}${name === selected ? '*' : ''}`,
    name,
    cloud,
    method,
    tenant ?? '',
    environment ?? '',
  ]);
  return table(['#', 'name', 'cloud', 'sign-in', 'tenant', 'environment'], rows, style);
}

/** `account`: the user whose sign-in is cached. */
export function profileText(profile: ShownProfile, account: string | null, style: Style): string {
  const interactive = profile.method === 'device-code' || profile.method === 'browser';
  return keyValues(
    [
      ['profile', profile.name],
      ['cloud', profile.cloud],
      ['Azure cloud', profile.azureCloud],
      ['sign-in', profile.method],
      ['tenant', profile.tenant],
      ['client ID', profile.clientId],
      ['certificate', profile.certificateFile],
      ['password', profile.passwordFile],
      ['assertion', profile.assertionFile],
      ['tokens', profile.tokenFile],
      ['environment', profile.environment],
      ['token cache', interactive ? profile.tokenCache : null],
      ['signed in', interactive ? (account ?? 'not cached') : null],
    ],
    style,
  );
}
