/** Three independent signals of the cloud of an environment (connectivity, section 2). Where they disagree, nothing is guessed. Pure. */
import {
  type CloudId,
  cloudIds,
  cloudOfOrganizationHost,
  cloudOfTenantRegion,
  cloudsOfLoginHost,
} from '../../domain/cloud/cloud.ts';
import type { CloudSignal, CloudSignals } from './report.ts';

/** The document of a tenant. That of `common` and `organizations` is no signal: it has been seen to name another cloud. */
export function tenantSignal(document: Readonly<Record<string, unknown>>): CloudSignal | null {
  const { tenant_region_scope: scope, tenant_region_sub_scope: subScope, token_endpoint: endpoint } = document;
  const texts = [scope, subScope].filter((value): value is string => typeof value === 'string' && value !== '');
  const login = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint).hostname : null;
  const region = cloudOfTenantRegion(subScope);
  // Without a sub scope that decides, the host that issues the tokens still does: China and US Government have their own.
  const clouds = region === null ? (login === null ? [] : cloudsOfLoginHost(login)) : [region];
  if (texts.length === 0 && clouds.length === 0) return null;
  return { value: [...texts, ...(region === null && login !== null ? [login] : [])].join(', '), clouds };
}

export const challengeSignal = (loginHost: string): CloudSignal => ({
  value: loginHost,
  clouds: cloudsOfLoginHost(loginHost),
});

export function cloudSignals(
  environmentUrl: string | undefined,
  tenantRegion: CloudSignal | null,
  challenge: CloudSignal | null,
): CloudSignals {
  const host = environmentUrl === undefined ? null : new URL(environmentUrl).hostname;
  const cloud = host === null ? null : cloudOfOrganizationHost(host);
  const organizationHost = host === null ? null : { value: host, clouds: cloud === null ? [] : [cloud] };
  const deciding = [organizationHost, tenantRegion, challenge].flatMap((signal) =>
    signal === null || signal.clouds.length === 0 ? [] : [signal.clouds],
  );
  const common = cloudIds.filter((id) => deciding.every((clouds) => clouds.includes(id)));
  return { organizationHost, tenantRegion, challenge, agree: deciding.length < 2 ? null : common.length > 0 };
}

/** All three, for a finding. */
export function signalsText({ organizationHost, tenantRegion, challenge }: CloudSignals): string {
  const said = (what: string, signal: CloudSignal | null) =>
    signal === null
      ? `${what} is not known`
      : `${what} (${signal.value}) ${signal.clouds.length === 0 ? 'names none' : `says ${orList(signal.clouds)}`}`;
  return [
    said('the host name', organizationHost),
    said('the tenant', tenantRegion),
    said('the sign-in host of the environment', challenge),
  ].join('; ');
}

export const orList = (clouds: readonly CloudId[]) => clouds.join(' or ');
