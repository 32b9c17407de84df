/**
 * Every finding by name, with exactly the values that its text needs. The words are in `catalog/findings`, typed by this
 * table: a text that reads another key, or a check that gives one, does not compile. Null means not known.
 */
import type { NetworkFindings } from './network-findings.ts';
import type { MistakeName, MistakenSegment } from './trust/mistakes/mistakes.ts';

type Text = string | null;

interface RecordFindings {
  'environment-of-other-tenant': {
    readonly environment: Text;
    readonly environmentTenantId: Text;
    readonly directoryTenantId: Text;
  };
  'record-missing': { readonly component: Text; readonly candidates: readonly string[] };
  /** `sharedWith`: the other components on the record. */
  'binding-missing': {
    readonly component: Text;
    readonly record: Text;
    readonly sharedWith: readonly string[];
  };
  'binding-other-record': { readonly component: Text; readonly record: Text; readonly otherRecord: Text };
  'binding-assembly-of-package': { readonly component: Text; readonly assembly: Text };
  'record-credential-source': InRecord;
  'record-subject-scope': InRecord;
  'record-application-is-object-id': InRecord;
  'record-application-unknown': InRecord & { readonly applicationId: Text; readonly tenantId: Text };
  'record-tenant-missing': InRecord;
  'record-tenant-other': InRecord;
  'record-inactive': InRecord;
  'record-imported-from-dev': InRecord & { readonly application: Text };
  'record-duplicate': InRecord & { readonly other: Text };
  'record-not-customizable': InRecord & { readonly solution: Text | null };
  'trace-log-off': { readonly environment: Text; readonly organizationId: Text };
}

interface InRecord {
  /** Name of the managed identity record. */
  readonly record: Text;
}

interface CredentialFindings {
  'fic-missing': NothingFits;
  'fic-different': { readonly credential: Text; readonly part: Claim };
  'fic-alternative-form': { readonly credential: Text; readonly part: Claim; readonly reason: Text };
  'audience-version-0-unverified': { readonly credential: Text };
  'fic-on-other-app': { readonly credential: Text };
  'fic-limit': NothingFits & { readonly count: number | null };
  'fic-flexible': { readonly credential: Text };
  'fic-propagating': { readonly credential: Text };
  /** Both ISO times: the latest recorded change, and the failed run after it. */
  'fic-stale': { readonly credential: Text; readonly changedAt: Text; readonly at: Text };
  /** `works`: a credential equals what is presented, exactly. */
  'version-0-deprecated': InRecord & { readonly works: boolean };
}

type Claim = 'issuer' | 'subject' | 'audience';

interface NothingFits {
  readonly application: Text;
  readonly component: Text;
  /** Name of the nearest credential; null: there is none of a plug-in. */
  readonly nearest: Text;
  /** Parts of the trust in which the nearest differs. */
  readonly nearestDiffers: readonly string[];
}

/** A mistake in a credential, or in a subject that is not configured yet. */
export interface MistakeArgs {
  /** Name of the federated identity credential. */
  readonly credential: Text;
  /** What was hashed, or which value or version is meant. */
  readonly detail: Text;
  /** Null unless a segment of the subject is malformed. */
  readonly segment: MistakenSegment | null;
}

interface OfComponent {
  /** Name of the component or file. */
  readonly component: Text;
}

interface CertificateFindings {
  'assembly-unsigned': OfComponent;
  'assembly-strong-name-only': OfComponent;
  'package-unsigned': OfComponent & { readonly signedDllInside: boolean; readonly repository: Text };
  'signature-broken': OfComponent;
  'signature-not-registered': OfComponent & { readonly file: Text };
  'certificate-expired': OfComponent & { readonly notAfter: Text };
  'certificate-not-yet-valid': OfComponent & { readonly notBefore: Text };
  'certificate-expires-soon': OfComponent & { readonly notAfter: Text; readonly days: number | null };
  'certificate-self-signed-production': OfComponent;
  'certificate-eku': OfComponent;
  'signature-sha1': OfComponent;
  'signature-several': OfComponent & { readonly signer: Text; readonly others: readonly string[] };
}

interface Attempt {
  /** ISO time of the failed attempt. */
  readonly at: Text;
  readonly correlationId: Text;
}

interface TokenFindings {
  'scope-no-default': Attempt & { readonly scope: Text };
  'scope-unknown-resource': Attempt & { readonly resource: Text };
  'conditional-access-blocked': Attempt & { readonly application: Text };
  'assertion-expired': { readonly expired: Text };
}

export interface InTenant {
  /** Display name. */
  readonly application: Text;
  readonly applicationId: Text;
  readonly tenantId: Text;
}

interface ApplicationFindings {
  'application-missing': InTenant;
  'service-principal-missing': InTenant;
  'service-principal-disabled': InTenant;
  'managed-identity-deleted': { readonly application: Text };
  'identity-federation-blocked': { readonly application: Text; readonly resourceId: Text };
  'application-other-tenant': Omit<InTenant, 'tenantId'> & { readonly owner: Text };
}

interface AccessFindings {
  'resource-no-role': OnResource & { readonly role: Text; readonly scope: Text };
  'resource-policy-model': OnResource;
  'dataverse-no-application-user': { readonly application: Text; readonly environment: Text };
}

interface OnResource {
  /** Name or client ID of the identity. */
  readonly application: Text;
  readonly resource: Text;
  /** Object ID of the identity. */
  readonly principalId: Text;
}

export interface FindingArgs
  extends RecordFindings,
    CredentialFindings,
    Readonly<Record<MistakeName, MistakeArgs>>,
    CertificateFindings,
    NetworkFindings,
    TokenFindings,
    ApplicationFindings,
    AccessFindings {}

/** Names of mistakes, as in scenarios and in JSON. Permanent. */
export type FindingName = keyof FindingArgs;

export interface Where {
  readonly system: 'dataverse' | 'graph' | 'arm' | 'entra' | 'network' | 'file';
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
}

/**
 * What a repair applies, where the name of the finding does not say: a claim that can never be valid is corrected in
 * place; what may be a working trust of something else stays, and the right credential is created beside it.
 */
export type Remedy =
  | { readonly action: 'update-credential' | 'create-credential' | 'upgrade-record' }
  | { readonly action: 'bind-record'; readonly recordId: string };

/** Values were compared with a subject that Entra quoted instead of the computed one. */
export interface PresentedOverride {
  /** The subject that Entra quoted. */
  readonly presented: string;
  /** ISO time of the attempt. */
  readonly presentedAt: string;
  /** Null: the subject cannot be predicted. */
  readonly computed: string | null;
  /** Parts in which the computation is off. */
  readonly differs: readonly string[];
}

interface FindingValues {
  /** The two values to show under each other, where there are two. */
  readonly expected: string | null;
  readonly actual: string | null;
  readonly remedy: Remedy | null;
  readonly override: PresentedOverride | null;
}

/** A finding as a check reports it: its name and values, no prose. */
export interface Finding<N extends FindingName = FindingName> extends FindingValues {
  readonly name: N;
  readonly where: Where | null;
  readonly args: FindingArgs[N];
}

export function finding<N extends FindingName>(
  name: N,
  where: Where | null,
  args: NoInfer<FindingArgs[N]>,
  { expected = null, actual = null, remedy = null, override = null }: Partial<FindingValues> = {},
): Finding<N> {
  return { name, where, args, expected, actual, remedy, override };
}
