/** Explains every segment of a subject, and finds the mistakes that are visible without an expected value. */
import { type CloudId, cloudsOfPrefix } from '../../cloud/cloud.ts';
import { type ParsedIssuer, parseIssuer } from '../issuer.ts';
import { decodeHashVariants } from '../mistakes/decode-variants.ts';
import { recognizeCommonName } from '../mistakes/detectors/common-name.ts';
import { recognizeTrust } from '../mistakes/detectors/trust.ts';
import { inferTenant, inferTrust } from '../mistakes/infer-intended.ts';
import { type Mistake, type MistakeName, mistake } from '../mistakes/mistakes.ts';
import type { PresentedTrust, TrustVersion } from '../trust.ts';
import { identifyWorkload } from '../workloads/identify.ts';
import { type WorkloadFault, workloadFault } from '../workloads/malformed.ts';
import { type Workload, workloadTitles } from '../workloads/workload.ts';
import { normalPrefix, type ParsedSubject, parseSubject } from './parse.ts';
import { type Segment, segmentsOf } from './segments.ts';

export interface ExplainedCertificate {
  readonly kind: 'hash' | 'names' | 'hashed-names' | 'thumbprint';
  /** 64 lower-case hex digits, if the typed text can be read as such. */
  readonly sha256: string | null;
  /** 40 upper-case hex. */
  readonly sha1: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
}

export interface SubjectExplanation {
  /** Null when several versions write it like that, or none. */
  readonly version: TrustVersion | null;
  readonly versions: readonly TrustVersion[];
  /** The three letters, such as `pub`; null in version 0. */
  readonly cloud: string | null;
  readonly clouds: readonly CloudId[];
  readonly tenantId: string | null;
  readonly applicationId: string | null;
  readonly component: string | null;
  readonly environmentId: string | null;
  readonly certificate: ExplainedCertificate | null;
  readonly mistakes: readonly Mistake[];
  readonly kind: ParsedSubject['kind'];
  /** Whose subject it is; null for an unknown subject. */
  readonly workload: Workload | null;
  /** The service of a subject that is not the platform's, if known. */
  readonly service: string | null;
  /** Version 0 with a comma in a name: the end of each name is a guess. */
  readonly ambiguous: boolean;
  readonly segments: readonly Segment[];
}

export function explainSubject(
  subject: string,
  issuer: string | null = null,
  audience: string | null = null,
): SubjectExplanation {
  const parsed = parseSubject(subject);
  const parsedIssuer = issuer === null ? null : parseIssuer(issuer);
  const versions = versionsOf(parsed);
  const [only = null] = versions.length === 1 ? versions : [];
  const fault = parsed.kind === 'unrecognised' ? workloadFault(subject) : null;
  return {
    version: only,
    versions,
    cloud: parsed.pieces.prefix?.clean.split('/').at(-1)?.toLowerCase() ?? null,
    clouds: cloudsOf(parsed, parsedIssuer),
    tenantId: parsed.pieces.tenant === null ? null : inferTenant(parsed, issuer),
    applicationId: parsed.applicationId,
    component: parsed.pieces.component?.clean ?? null,
    environmentId: parsed.environmentId,
    certificate: certificateOf(parsed),
    mistakes: fault === null ? mistakesAlone(parsed, { subject, issuer, audience }) : [faultMistake(fault)],
    ...ownerOf(parsed, issuer, fault),
    ambiguous: parsed.ambiguous,
    segments: segmentsOf(parsed),
  };
}

/** A subject of no Microsoft service may still be that of a system that is known. */
function ownerOf(
  { kind, service, raw }: ParsedSubject,
  issuer: string | null,
  fault: WorkloadFault | null,
): Pick<SubjectExplanation, 'kind' | 'service' | 'workload'> {
  const workload = identifyWorkload(issuer, raw);
  if (fault !== null && fault.kind !== null) {
    const same = workload?.kind === fault.kind ? workload : { kind: fault.kind, parts: [] };
    return { kind: 'foreign', service: workloadTitles[fault.kind], workload: same };
  }
  if (kind !== 'unrecognised' || workload === null || workload.parts.length === 0) return { kind, service, workload };
  return { kind: 'foreign', service: workloadTitles[workload.kind], workload };
}

/** The part is the nearest of a plug-in's: what stands first, or whose subject it is. */
function faultMistake({ kind, problem, text, form }: WorkloadFault): Mistake {
  const part = kind === null ? 'prefix' : 'component';
  const segment = { part, problem: `other-${problem}`, text, length: text.length } as const;
  return mistake('subject-malformed', part, { detail: form, segment });
}

function versionsOf({ kind, certificate }: ParsedSubject): readonly TrustVersion[] {
  if (kind === 'version-0') return [0];
  if (kind !== 'plug-in') return [];
  if (certificate?.kind === 'names') return [1];
  return certificate?.kind === 'hashed-names' ? [2] : [1, 2];
}

/** The issuer's host tells clouds of one prefix apart, and is the only sign of the cloud in version 0. */
function cloudsOf({ pieces }: ParsedSubject, issuer: ParsedIssuer | null): readonly CloudId[] {
  const byIssuer = issuer?.clouds ?? [];
  if (pieces.prefix === null) return byIssuer;
  const byPrefix = cloudsOfPrefix(normalPrefix(pieces.prefix));
  const both = byPrefix.filter((id) => byIssuer.includes(id));
  return both.length > 0 ? both : byPrefix;
}

/** Mistakes against what was most likely meant. Where two claims contradict each other, either may be the wrong one. */
function mistakesAlone(parsed: ParsedSubject, typed: PresentedTrust): readonly Mistake[] {
  const { mistakes } = recognizeTrust(inferTrust(parsed, typed), typed, parsed, {});
  const has = (name: MistakeName) => mistakes.some((each) => each.name === name);
  // Two of three claims outvote the third; of two, either may be the wrong one.
  const alone = typed.issuer === null || typed.audience === null;
  const either = [
    ...(has('issuer-other-tenant') ? [mistake('tenant-other', 'tenant', { candidate: true })] : []),
    ...(alone && (has('issuer-wrong-cloud') || has('audience-wrong-cloud'))
      ? [mistake('prefix-wrong-cloud', 'prefix', { candidate: true })]
      : []),
  ];
  return [...mistakes, ...either, ...recognizeCommonName(parsed, commonNamesOf(parsed))];
}

function commonNamesOf({ certificate }: ParsedSubject): readonly string[] {
  return certificate?.kind === 'names' ? [certificate.issuer, certificate.subject] : [];
}

function certificateOf({ certificate }: ParsedSubject): ExplainedCertificate | null {
  if (certificate === null) return null;
  const nothing = { sha256: null, sha1: null, issuer: null, subject: null };
  if (certificate.kind === 'names' || certificate.kind === 'hashed-names') return { ...nothing, ...certificate };
  const hash = decodeHashVariants(certificate.value)?.value ?? '';
  return {
    ...nothing,
    kind: certificate.kind,
    sha256: hash.length === 64 ? hash : null,
    sha1: hash.length === 40 ? hash.toUpperCase() : null,
  };
}
