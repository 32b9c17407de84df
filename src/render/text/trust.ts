/** `subject show`: what goes into the federated identity credential, ready to be copied. */
import type { Trust } from '../../domain/trust/trust.ts';
import { type Style, wrap } from '../style.ts';
import { type CertificateShow, certificateText, findingSections, signatureText } from './certificate.ts';
import { keyValues } from './key-values.ts';

export interface SubjectShow extends Omit<CertificateShow, 'chain' | 'details' | 'verdict'> {
  readonly trusts: readonly Trust[];
}

export async function subjectText(result: SubjectShow, style: Style, now: Date): Promise<string> {
  const { trusts, certificate, signature, findings, emulated } = result;
  return [
    ...(await findingSections(findings, emulated, style)),
    // The newest version first: it is the one that a new configuration should use.
    ...trusts.toReversed().map((trust) => trustText(trust, style)),
    ...(certificate === null ? [] : [certificateText('Certificate', certificate, style, now)]),
    ...(signature.kind === null ? [] : [signatureText(result, style)]),
  ].join('\n\n');
}

function trustText(trust: Trust, style: Style): string {
  const verified = trust.confidence === 'documented' ? '' : `  ${style.warning('not verified')}`;
  return [
    `${style.title(`Version ${trust.version}`)}${verified}`,
    keyValues(
      [
        ['issuer', trust.issuer ?? style.warning('not known for this cloud')],
        ...trust.issuerAlternatives.map((issuer) => ['or', issuer] as const),
        ['subject', trust.subject ?? style.warning('cannot be predicted')],
        ...trust.alternatives.map((subject) => ['or', subject] as const),
        ['audience', trust.audience ?? style.warning('not known for this cloud')],
      ],
      style,
    ),
    ...(trust.reason === null ? [] : wrap(trust.reason, style.width, '  ')),
  ].join('\n');
}
