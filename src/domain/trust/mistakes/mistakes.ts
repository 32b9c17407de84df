/** The known mistakes in a trust, by name, with the repair of each. */
import type { MalformedSegment, TrustPart } from '../parts.ts';

/**
 * `update`: the old value can never be valid, so it is corrected in place. `create-beside`: it may be the working trust
 * of something else, so the right one is added. `upgrade`: the managed identity record is raised. `explain`: nothing to do.
 */
export type MistakeRepair = 'update' | 'create-beside' | 'upgrade' | 'explain';

export const mistakeRepairs = {
  'tenant-big-endian': 'update',
  'tenant-raw-guid': 'update',
  'tenant-base64-of-text': 'update',
  'tenant-standard-base64': 'update',
  'tenant-other': 'create-beside',
  'environment-is-organization': 'update',
  'environment-without-dashes': 'update',
  'environment-upper-case': 'update',
  'environment-other': 'create-beside',
  'hash-segment-long': 'update',
  'hash-upper-case': 'update',
  'hash-base64url': 'update',
  'hash-sha1': 'update',
  'hash-of-pem': 'update',
  'hash-of-pfx': 'update',
  'hash-old-certificate': 'create-beside',
  'kind-hash-for-issued': 'update',
  'kind-issued-for-self-signed': 'update',
  'version-record-2-fic-1': 'create-beside',
  'version-record-1-fic-2': 'upgrade',
  'version-record-null-fic-1': 'upgrade',
  'version-record-2-fic-0': 'create-beside',
  'dn-openssl-order': 'update',
  'dn-st-for-s': 'update',
  'dn-no-space': 'update',
  'dn-cn-only': 'update',
  'dn-root-issuer': 'update',
  'dn-hex-hash': 'update',
  'dn-trailing-newline': 'update',
  'dn-swapped': 'update',
  'cn-comma': 'upgrade',
  'cn-non-ascii': 'upgrade',
  'prefix-wrong-cloud': 'create-beside',
  'app-segment-own-app': 'update',
  'app-segment-test': 'update',
  'subject-case': 'update',
  'subject-blank': 'update',
  'subject-percent-encoded': 'update',
  'subject-malformed': 'update',
  'subject-placeholder': 'update',
  'subject-path-converted': 'update',
  'issuer-v1': 'update',
  'issuer-no-v2': 'update',
  'issuer-trailing-slash': 'update',
  'issuer-missing-slash': 'update',
  'issuer-common': 'update',
  'issuer-other-tenant': 'create-beside',
  'issuer-wrong-cloud': 'create-beside',
  'issuer-version-0': 'update',
  'issuer-typo-enviornment': 'update',
  'issuer-environment-host': 'update',
  'audience-case': 'update',
  'audience-version-0': 'update',
  'audience-wrong-cloud': 'update',
  'audience-app-uri': 'update',
} as const satisfies Readonly<Record<string, MistakeRepair>>;

export type MistakeName = keyof typeof mistakeRepairs;

export const mistakeNames = Object.keys(mistakeRepairs) as readonly MistakeName[];

/** A detected mistake: its name, its place, and the values for its text. */
export interface Mistake {
  readonly name: MistakeName;
  readonly part: TrustPart;
  /** As in the table above, but `create-beside` where this value may be valid for something else. */
  readonly repair: MistakeRepair;
  /** Another explanation of a difference that an earlier mistake of the list explains as well. */
  readonly candidate: boolean;
  /** What was hashed, or which value or version is meant; null where the name says it all. */
  readonly detail: string | null;
  /** Null unless a segment of the subject is malformed. */
  readonly segment: MistakenSegment | null;
}

export interface MistakenSegment extends MalformedSegment {
  /** Of its value, without what introduces it. */
  readonly length: number;
}

export function mistake(
  name: MistakeName,
  part: TrustPart,
  {
    repair = mistakeRepairs[name],
    candidate = false,
    detail = null,
    segment = null,
  }: Partial<Omit<Mistake, 'name' | 'part'>> = {},
): Mistake {
  return { name, part, repair, candidate, detail, segment };
}
