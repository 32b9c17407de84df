/**
 * The cloud table: hosts, audiences and prefixes of seven clouds, each value with its confidence and source.
 * The values live in `clouds.json`, copied from the project's domain notes; nothing is filled in by analogy.
 */
import { type CloudId, cloudIds } from './cloud-id.ts';
import table from './clouds.json' with { type: 'json' };

export { type CloudId, cloudIds };

/** One value of the table. `conflict`: sources disagree; never repair on the difference. The bundle leaves out sources and notes. */
export interface CloudValue<T = string> {
  readonly value: T | null;
  readonly confidence: 'documented' | 'observed' | 'inferred' | 'unknown';
  readonly conflict?: boolean;
  readonly candidates?: readonly T[];
  readonly alternates?: readonly { readonly value: T; readonly confidence: string }[];
  readonly aliases?: readonly { readonly value: T; readonly confidence: string }[];
}

export interface Cloud {
  readonly displayName: string;
  readonly ficAudience: CloudValue;
  readonly ficIssuerHost: CloudValue;
  readonly ficIssuerTemplate: CloudValue;
  readonly legacyIssuerV0Template: CloudValue;
  readonly subjectPrefix: CloudValue;
  readonly loginHost: CloudValue;
  readonly graphHost: CloudValue;
  readonly armHost: CloudValue;
  readonly armAudience: CloudValue;
  readonly keyVaultSuffix: CloudValue;
  readonly dataverseSuffixes: readonly {
    readonly regex: string;
    readonly flags: string;
    readonly suffixPattern: string;
  }[];
  readonly globalDiscoveryHost: CloudValue;
  readonly bapHost: CloudValue;
  readonly bapAudience: CloudValue;
  readonly powerPlatformApiHost: CloudValue;
  readonly powerPlatformApiAudience: CloudValue;
  readonly environmentHostSuffix: CloudValue;
  readonly environmentHostSuffixLength: CloudValue<number>;
  readonly storageSuffix: CloudValue;
  readonly sqlSuffix: CloudValue;
  readonly powerAppsApiHost: CloudValue;
  readonly makerPortalHost: CloudValue;
  readonly adminCenterHost: CloudValue;
  readonly azurePortalHost: CloudValue;
  readonly crlHosts: CloudValue<readonly string[]>;
  readonly ocspHosts: CloudValue<readonly string[]>;
  readonly m365EndpointSet: CloudValue;
}

const clouds = table.clouds as unknown as Readonly<Record<CloudId, Cloud>>;

export function cloud(id: CloudId): Cloud {
  return clouds[id];
}

/** The public host that sign-in libraries query for instances that they do not know, in every cloud. */
export const instanceDiscoveryHost: string = table.shared.instanceDiscoveryHost.value;

/** Where a network team finds the addresses of a cloud's services; they change, so none are stored. */
export interface AllowListSources {
  /** Of Azure's address ranges; null: not documented for this cloud. */
  readonly serviceTag: string | null;
  /** The endpoint list of Microsoft 365; null: there is none. */
  readonly endpointList: string | null;
  /** False: Microsoft publishes no list of Power Platform's hosts for this cloud that was found. */
  readonly official: boolean;
}

const withoutOfficialList: ReadonlySet<CloudId> = new Set(['dod', 'china', 'usnat', 'ussec']);
const withServiceTag: ReadonlySet<CloudId> = new Set(['public', 'gcc', 'gcchigh', 'dod']);

export function allowListSources(id: CloudId): AllowListSources {
  const set = clouds[id].m365EndpointSet.value;
  const list = table.shared.m365EndpointApi.value;
  return {
    serviceTag: withServiceTag.has(id) ? table.shared.serviceTag.value : null,
    endpointList: set === null ? null : list.replace('{m365EndpointSet}', set).replace('{guid}', '<guid>'),
    official: !withoutOfficialList.has(id),
  };
}

/** The cloud that a tenant's OpenID document names; null: undecided. */
export function cloudOfTenantRegion(subScope: unknown): CloudId | null {
  const hints = table.tenantRegionHints.bySubScope as Readonly<Record<string, { readonly cloud: string | null }>>;
  const hint = typeof subScope === 'string' && Object.hasOwn(hints, subScope) ? hints[subScope]?.cloud : null;
  return cloudIds.find((id) => id === hint) ?? null;
}

/** The clouds whose sign-in host, or alias, this is. Several share one: public and GCC, GCC High and DoD. */
export function cloudsOfLoginHost(host: string): readonly CloudId[] {
  const has = ({ loginHost }: Cloud) =>
    [loginHost.value, ...(loginHost.aliases ?? []).map(({ value }) => value)].includes(host.toLowerCase());
  return cloudIds.filter((id) => has(clouds[id]));
}

/** The environment's host, shortened like the issuer of version 0; empty where the table has no value. */
export function environmentHosts(id: CloudId, environmentId: string): readonly string[] {
  const { environmentHostSuffix: suffix, environmentHostSuffixLength: length } = clouds[id];
  if (suffix.value === null) return [];
  const lengths = length.value === null ? (length.candidates ?? []) : [length.value];
  const joined = environmentId.toLowerCase().replaceAll('-', '');
  return lengths.map((tail) => `${joined.slice(0, -tail)}.${joined.slice(-tail)}.${suffix.value}`);
}

/** The cloud whose Dataverse suffix matches this host; null if none does. */
export function cloudOfOrganizationHost(host: string): CloudId | null {
  const found = cloudIds.filter((id) =>
    clouds[id].dataverseSuffixes.some((suffix) => new RegExp(suffix.regex, suffix.flags).test(host)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The platform application whose token presents every plug-in's trust; one constant for all clouds (documented). */
export const platformApplicationId: string = table.shared.ppmiFirstPartyAppId.value;

/** The documented value first, followed by those of other sources if the sources disagree. */
function candidates(value: CloudValue): readonly string[] {
  const disputed = value.conflict ? (value.alternates ?? []).map((alternate) => alternate.value) : [];
  return [...(value.value === null ? [] : [value.value]), ...disputed];
}

/** `/eid1/c/pub` and similar. More than one where sources disagree (USNat, USSec): all are accepted, none is used for a repair. */
export function subjectPrefixes(id: CloudId): readonly string[] {
  return candidates(clouds[id].subjectPrefix);
}

/** Issuers of versions 1 and 2. More than one where the sources disagree (USSec). */
export function issuers(id: CloudId, tenantId: string): readonly string[] {
  return candidates(clouds[id].ficIssuerTemplate).map((template) => template.replace('{tenantId}', tenantId));
}

/**
 * Issuers of version 0: the environment's host without its last characters. Two if the number of characters is unknown
 * (China). `environmentId` is a GUID or `Default-` and a GUID; the word `default` stays in the host (observed).
 */
export function legacyIssuers(id: CloudId, environmentId: string): readonly string[] {
  const { legacyIssuerV0Template: template, environmentHostSuffixLength: length } = clouds[id];
  const lengths = length.value === null ? (length.candidates ?? []) : [length.value];
  const joined = environmentId.toLowerCase().replaceAll('-', '');
  return template.value === null
    ? []
    : lengths.map((tail) =>
        (template.value ?? '')
          .replace('{environmentIdHead}', joined.slice(0, -tail))
          .replace('{environmentIdTail}', joined.slice(-tail)),
      );
}

/** Lower case; required in one tenant (observed). Nothing is known about clouds other than public and GCC. */
export function legacyAudience(id: CloudId): string | null {
  return id === 'public' || id === 'gcc' ? 'api://azureadtokenexchange' : null;
}

/** The clouds whose subjects begin with this prefix, including disputed ones. */
export function cloudsOfPrefix(prefix: string): readonly CloudId[] {
  return cloudIds.filter((id) => subjectPrefixes(id).includes(prefix));
}

/** The clouds whose tenants have issuers on this host. */
export function cloudsOfIssuerHost(host: string): readonly CloudId[] {
  return cloudIds.filter((id) => candidates(clouds[id].ficIssuerHost).includes(host));
}

/** The clouds whose environments have version 0 issuers on this host. */
export function cloudsOfLegacyIssuerHost(host: string): readonly CloudId[] {
  return cloudIds.filter((id) => host.endsWith(`.${clouds[id].environmentHostSuffix.value}`));
}

/** The clouds with this audience, compared exactly. */
export function cloudsOfAudience(audience: string): readonly CloudId[] {
  return cloudIds.filter((id) => clouds[id].ficAudience.value === audience || legacyAudience(id) === audience);
}
