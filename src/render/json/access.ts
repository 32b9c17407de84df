/** `access check --json`: `ppmi.access/1`, schema in schemas/access-check.schema.json. */
import type { FindingJson } from '../../catalog/finding.ts';
import type { ApplicationUser } from '../../domain/resource/access.ts';

export interface AccessJson {
  readonly schema: 'ppmi.access/1';
  readonly emulated: boolean;
  readonly resource: {
    readonly kind: 'key-vault' | 'azure' | 'dataverse';
    /** ARM ID; null for Dataverse. */
    readonly id: string | null;
    readonly name: string;
  };
  readonly identity: {
    readonly applicationId: string;
    /** Of the service principal, which roles are given to; null where it was not needed. */
    readonly objectId: string | null;
    readonly name: string | null;
  };
  /** What was judged, such as `secrets get`; null where roles are only listed. */
  readonly permission: string | null;
  /** Null: not judged, or not to be known from what can be read; `reason` says why. */
  readonly allowed: boolean | null;
  readonly reason: string | null;
  readonly model: 'roles' | 'access-policies' | null;
  /** Roles at the resource or above it, through groups as well. */
  readonly roles: readonly {
    readonly role: string;
    readonly scope: string;
    readonly direct: boolean;
    readonly conditional: boolean;
  }[];
  /** What access policies give to the identity itself: permissions by kind. */
  readonly policy: Readonly<Record<string, readonly string[]>> | null;
  readonly applicationUser: ApplicationUser | null;
  readonly findings: readonly FindingJson[];
}
