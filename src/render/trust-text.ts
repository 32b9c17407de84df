/** `subject show`: what goes into the federated identity credential, ready to be copied. */
import type { Signature, SignedFile } from '../domain/certificate/model.ts';
import type { Trust } from '../domain/trust.ts';
import type { CertificateJson } from './certificate-json.ts';
import { certificateText, signatureText, unsignedText } from './certificate-text.ts';
import { fields } from './fields.ts';
import { type Style, wrap } from './style.ts';

export interface SubjectShow {
  readonly trusts: readonly Trust[];
  readonly certificate: CertificateJson | null;
  readonly signature: Signature;
}

export function subjectText(result: SubjectShow, unsigned: SignedFile['unsigned'], style: Style): string {
  const { trusts, certificate, signature } = result;
  if (certificate === null) return unsignedText(unsigned, style);
  return [
    // The newest version first: it is the one that a new set-up should use.
    ...trusts.toReversed().map((trust) => trustText(trust, style)),
    certificateText('Certificate', certificate, style),
    ...(signature.kind === null ? [] : [signatureText(signature, style)]),
  ].join('\n\n');
}

function trustText(trust: Trust, style: Style): string {
  const verified = trust.confidence === 'documented' ? '' : `  ${style.doubtful('not verified')}`;
  return [
    `${style.title(`Version ${trust.version}`)}${verified}`,
    fields(
      [
        ['issuer', trust.issuer ?? style.doubtful('not known for this cloud')],
        ...trust.issuerAlternatives.map((issuer) => ['or', issuer] as const),
        ['subject', trust.subject ?? style.doubtful('must not be predicted')],
        ...trust.alternatives.map((subject) => ['or', subject] as const),
        ['audience', trust.audience ?? style.doubtful('not known for this cloud')],
      ],
      style,
    ),
    ...(trust.reason === null ? [] : wrap(trust.reason, style.width, '  ')),
  ].join('\n');
}
