/** Parses issuers leniently: what they name, and the mistakes that show in the text alone. */
import { type CloudId, cloud, cloudIds, cloudsOfIssuerHost, cloudsOfLegacyIssuerHost } from '../cloud/cloud.ts';
import { parseGuid } from '../guid.ts';
import type { MistakeName } from './mistakes/mistakes.ts';

export interface ParsedIssuer {
  readonly raw: string;
  /** `entra`: a tenant's token issuer (versions 1 and 2 of a trust). `environment`: the host of version 0. */
  readonly kind: 'entra' | 'environment' | 'unrecognised';
  readonly host: string | null;
  /** The clouds where this host is the issuer's; empty for an alias or an unknown host. */
  readonly clouds: readonly CloudId[];
  /** A lower-case GUID; null for `common` and the like. */
  readonly tenantId: string | null;
  /** GUID or `Default-` and a GUID. */
  readonly environmentId: string | null;
  /** Mistakes whatever the expected issuer is, specific ones first. */
  readonly mistakes: readonly MistakeName[];
}

/** A host directly followed by the tenant is a mistake too: a vendor's script joined them for China (documented). */
const entraForm =
  /^https:\/\/([a-z0-9.-]+?)(\/?)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|common|organizations|consumers)(|\/|\/v2\.0|\/v2\.0\/)$/i;

/** Early documentation pages spelled it `enviornment`. */
const environmentForm =
  /^https:\/\/(default)?-?([0-9a-f-]+)\.([0-9a-f]{1,2})\.(environment|enviornment)\.([a-z0-9.-]+)\/sts(\/?)$/i;

/** Hosts of version 1 tokens: never the issuer of a credential for a plug-in. */
const version1Host = /^sts\./i;

export function parseIssuer(raw: string): ParsedIssuer {
  const text = raw.trim();
  return parseEntra(raw, text) ?? parseEnvironment(raw, text) ?? { ...nothing, raw };
}

const nothing = {
  kind: 'unrecognised',
  host: null,
  clouds: [],
  tenantId: null,
  environmentId: null,
  mistakes: [],
} as const;

function parseEntra(raw: string, text: string): ParsedIssuer | null {
  const [, host, slash, tenant, tail] = entraForm.exec(text) ?? [];
  if (host === undefined || tenant === undefined) return null;
  const tenantId = parseGuid(tenant);
  const version1 = version1Host.test(host);
  const mistakes: MistakeName[] = [];
  if (version1) mistakes.push('issuer-v1');
  if (slash === '') mistakes.push('issuer-missing-slash');
  if (tenantId === null) mistakes.push('issuer-common');
  if (!version1 && (tail === '' || tail === '/')) mistakes.push('issuer-no-v2');
  if (tail === '/v2.0/') mistakes.push('issuer-trailing-slash');
  return { ...nothing, raw, kind: 'entra', host, clouds: cloudsOfIssuerHost(host.toLowerCase()), tenantId, mistakes };
}

function parseEnvironment(raw: string, text: string): ParsedIssuer | null {
  const [, word, head, tail, label, api, slash] = environmentForm.exec(text) ?? [];
  if (label === undefined) return null;
  const typo = label.toLowerCase() !== 'environment';
  const guid = parseGuid(`${head}${tail}`.replaceAll('-', ''));
  const mistakes: MistakeName[] = [];
  if (typo) mistakes.push('issuer-typo-enviornment');
  if (slash === '/') mistakes.push('issuer-trailing-slash');
  return {
    ...nothing,
    raw,
    kind: 'environment',
    host: `${word ?? ''}${head}.${tail}.${label}.${api}`,
    clouds: cloudsOfLegacyIssuerHost(`x.environment.${api}`.toLowerCase()),
    environmentId: guid === null || word === undefined ? guid : `Default-${guid}`,
    mistakes,
  };
}

/** True for a sign-in host of any cloud, aliases included: a token never carries an alias as issuer. */
export function isSignInHost(host: string): boolean {
  return cloudIds.some((id) => {
    const { loginHost, ficIssuerHost } = cloud(id);
    const others = [...(loginHost.aliases ?? []), ...(ficIssuerHost.alternates ?? [])].map(({ value }) => value);
    return [loginHost.value, ficIssuerHost.value, ...others].includes(host.toLowerCase());
  });
}
