/** The credential that would have matched the presented assertion of a decoded error. */
import { cloud } from '../cloud/cloud.ts';
import { explainSubject, type SubjectExplanation } from '../trust/subject/explain.ts';
import type { PresentedTrust, Trust } from '../trust/trust.ts';
import { noMatch } from './decode/extract-claims.ts';

export interface ExpectedCredentialMatch {
  /** The parsed subject; null for the subject of another workload. */
  readonly explained: SubjectExplanation | null;
  /**
   * The credential that would match. Its subject is the presented one. Issuer and audience come from the message if it
   * names them, otherwise from the tenant and cloud of the subject.
   */
  readonly expected: Trust | null;
}

export function matchExpectedCredential(code: number, presented: PresentedTrust): ExpectedCredentialMatch {
  const { subject } = presented;
  if (subject === null || !noMatch.has(code)) return { explained: null, expected: null };
  const explained = explainSubject(subject, presented.issuer, presented.audience);
  if (explained.kind !== 'plug-in' && explained.kind !== 'version-0') return { explained: null, expected: null };
  return { explained, expected: expectedTrust(explained, presented) };
}

function expectedTrust({ versions, clouds, tenantId }: SubjectExplanation, presented: PresentedTrust): Trust | null {
  const version = versions.length === 0 ? null : Math.max(...versions);
  const [id] = clouds;
  if (version !== 0 && version !== 1 && version !== 2) return null;
  const values = id === undefined || version === 0 ? null : cloud(id);
  const template = values?.ficIssuerTemplate;
  const issuer = tenantId === null ? null : (template?.value?.replace('{tenantId}', tenantId) ?? null);
  const inferred = [
    ...(presented.issuer === null ? [template] : []),
    ...(presented.audience === null ? [values?.ficAudience] : []),
  ];
  const documented = inferred.every((value) => value?.confidence === 'documented' && value.conflict !== true);
  return {
    version,
    issuer: presented.issuer ?? issuer,
    subject: presented.subject,
    audience: presented.audience ?? values?.ficAudience.value ?? null,
    confidence: documented ? 'documented' : 'not-verified',
    alternatives: [],
    issuerAlternatives: [],
    reason: inferred.length === 0 && version !== 0 ? null : reasonOf(version, presented),
  };
}

function reasonOf(version: 0 | 1 | 2, { issuer, audience }: PresentedTrust): string | null {
  if (version !== 0)
    return 'The message does not name issuer or audience; they follow from tenant and cloud of the subject.';
  return issuer !== null && audience !== null
    ? null
    : 'The message does not name issuer or audience, and the cloud does not follow from a subject of version 0.';
}
