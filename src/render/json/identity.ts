/** The JSON of `identity list|show` and `fic list`. */

import type { ApplicationsFact, ComponentFact, FederatedCredential, IdentityRecord } from '../../domain/facts.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { explainSubject } from '../../domain/trust/subject/explain.ts';
import { type ExplanationJson, explanationJson } from './subject.ts';

export interface IdentityJson extends IdentityRecord {
  /** What points to it. */
  readonly components: readonly Pick<ComponentFact, 'type' | 'id' | 'name'>[];
  /** Number of components that point to it. */
  readonly usage: number;
  /** Null: could not be read. */
  readonly customizable: boolean | null;
  /** Null: of no solution but this environment's own changes, or it could not be read. */
  readonly solution: SolutionJson | null;
}

export interface SolutionJson {
  readonly uniqueName: string;
  readonly name: string;
  readonly managed: boolean;
}

/** A component that no record is bound to. */
export interface UnboundComponentJson extends Pick<ComponentFact, 'type' | 'id' | 'name'> {
  /** Null: its content could not be read. */
  readonly signed: boolean | null;
}

/** A component that is bound to a record, and not signed as far as its content shows. */
export interface UnsignedComponentJson extends UnboundComponentJson {
  readonly recordId: string | null;
}

export interface LayerJson {
  /** `Active`: changes that were made in this environment. */
  readonly solution: string;
  readonly publisher: string | null;
  readonly order: number | null;
}

export interface IdentitiesJson {
  readonly identities: readonly IdentityJson[];
  /** Null without `--unbound`. */
  readonly unbound: readonly UnboundComponentJson[] | null;
  /** Null without `--unsigned`. */
  readonly unsigned: readonly UnsignedComponentJson[] | null;
  readonly emulated: boolean;
}

export interface ApplicationJson {
  /** Null: nothing in the tenant that is signed in to has this client ID. */
  readonly kind: 'app-registration' | 'managed-identity' | 'application-of-another-tenant' | null;
  readonly objectId: string | null;
  readonly displayName: string | null;
  /** ARM ID of a user-assigned managed identity. */
  readonly resourceId: string | null;
  readonly ownerTenantId: string | null;
  readonly servicePrincipalId: string | null;
  /** Of the service principal. */
  readonly enabled: boolean | null;
}

export interface IdentityShowJson {
  readonly identity: IdentityJson;
  /** Null: the record names no application, or it could not be looked for. */
  readonly application: ApplicationJson | null;
  /** Why it could not be looked for. */
  readonly unread: UnreadJson | null;
  /** The effective one first; null: could not be read. */
  readonly layers: readonly LayerJson[] | null;
  readonly emulated: boolean;
}

export interface UnreadJson {
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string;
}

export interface CredentialJson extends Omit<FederatedCredential, 'url'> {
  /** What the subject says; null where the credential has no subject (claims-matching expression). */
  readonly explanation: ExplanationJson | null;
}

export interface CredentialsJson {
  readonly applicationId: string;
  readonly application: ApplicationJson;
  /** Null: nothing that could have credentials is there. */
  readonly credentials: readonly CredentialJson[] | null;
  readonly emulated: boolean;
}

/** @param bound the components that are bound to it */
export function identityJson(
  record: IdentityRecord,
  bound: readonly ComponentFact[],
  origin: Pick<IdentityJson, 'customizable' | 'solution'> | null,
): IdentityJson {
  return {
    ...record,
    components: bound.map(({ type, id, name }) => ({ type, id, name })),
    usage: bound.length,
    customizable: origin?.customizable ?? null,
    solution: origin?.solution ?? null,
  };
}

export function applicationJson({ application, servicePrincipal }: ApplicationsFact): ApplicationJson {
  return {
    kind: kindOf({ application, servicePrincipal }),
    objectId: application?.id ?? null,
    displayName: application?.displayName ?? servicePrincipal?.displayName ?? null,
    resourceId: servicePrincipal?.resourceId ?? null,
    ownerTenantId: servicePrincipal?.ownerTenantId ?? null,
    servicePrincipalId: servicePrincipal?.id ?? null,
    enabled: servicePrincipal?.enabled ?? null,
  };
}

function kindOf({
  application,
  servicePrincipal,
}: Pick<ApplicationsFact, 'application' | 'servicePrincipal'>): ApplicationJson['kind'] {
  if (application !== null) return 'app-registration';
  if (servicePrincipal === null) return null;
  return servicePrincipal.resourceId === null ? 'application-of-another-tenant' : 'managed-identity';
}

export function credentialJson({ url: _url, ...credential }: FederatedCredential, shell: ShellTarget): CredentialJson {
  const { subject, issuer, audiences } = credential;
  const [audience = null] = audiences;
  return {
    ...credential,
    explanation: subject === null ? null : explanationJson(explainSubject(subject, issuer, audience), shell),
  };
}
