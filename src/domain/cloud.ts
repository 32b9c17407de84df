/**
 * The cloud table: hosts, audiences and prefixes of seven clouds, each value with its confidence and source.
 * The values live in `clouds.json`, copied from the project's domain notes; nothing is filled in by analogy.
 */
import table from './clouds.json' with { type: 'json' };

export const cloudIds = ['public', 'gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec'] as const;
export type CloudId = (typeof cloudIds)[number];

/** One value of the table. `conflict`: sources disagree; never repair on the difference. */
export interface CloudValue<T = string> {
  readonly value: T | null;
  readonly confidence: 'documented' | 'observed' | 'inferred' | 'unknown';
  readonly source?: string;
  readonly note?: string;
  readonly conflict?: boolean;
  readonly candidates?: readonly T[];
  readonly alternates?: readonly { readonly value: T; readonly confidence: string; readonly note?: string }[];
  readonly aliases?: readonly { readonly value: T; readonly confidence: string; readonly note?: string }[];
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
}

const clouds = table.clouds as unknown as Readonly<Record<CloudId, Cloud>>;

export function cloud(id: CloudId): Cloud {
  return clouds[id];
}

/** The public host that sign-in libraries ask about authorities they do not know, whatever the cloud. */
export const instanceDiscoveryHost: string = table.shared.instanceDiscoveryHost.value;

/** The cloud whose Dataverse suffix fits this host; null when none does. */
export function cloudOfOrganizationHost(host: string): CloudId | null {
  const found = cloudIds.filter((id) =>
    clouds[id].dataverseSuffixes.some((suffix) => new RegExp(suffix.regex, suffix.flags).test(host)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
