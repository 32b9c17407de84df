/** From a decoded error to the set-up: which credential would have fitted what was presented. */
import { cloud } from '../cloud/cloud.ts';
import { explainSubject, type SubjectExplanation } from '../trust/subject/explain.ts';
import type { PresentedTrust, Trust } from '../trust/trust.ts';
import { noMatch } from './decode/extract-claims.ts';

export interface ExpectedCredentialMatch {
  /** What the presented subject says; null for a subject that no plug-in has. */
  readonly explained: SubjectExplanation | null;
  /**
   * The credential that would fit. The presented subject is the platform's own word; issuer and audience come from the
   * message where it names them, else from tenant and cloud of the subject.
   */
  readonly wanted: Trust | null;
}

export function matchExpectedCredential(code: number, presented: PresentedTrust): ExpectedCredentialMatch {
  const { subject } = presented;
  if (subject === null || !noMatch.has(code)) return { explained: null, wanted: null };
  const explained = explainSubject(subject, presented.issuer, presented.audience);
  if (explained.kind !== 'plug-in' && explained.kind !== 'version-0') return { explained: null, wanted: null };
  return { explained, wanted: wantedTrust(explained, presented) };
}

function wantedTrust({ versions, clouds, tenantId }: SubjectExplanation, presented: PresentedTrust): Trust | null {
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
    reason:
      inferred.length === 0
        ? null
        : 'Issuer or audience is not in the message; it follows from tenant and cloud of the subject.',
  };
}
