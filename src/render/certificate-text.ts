/** `certificate show`, and the parts of it that other commands show too. */
import type { Signature, SignedFile } from '../domain/certificate/model.ts';
import type { CertificateJson } from './certificate-json.ts';
import { fields } from './fields.ts';
import type { Style } from './style.ts';

export interface CertificateShow {
  readonly certificate: CertificateJson | null;
  readonly signature: Signature;
  readonly chain: readonly CertificateJson[];
}

export function certificateShowText(result: CertificateShow, unsigned: SignedFile['unsigned'], style: Style): string {
  const { certificate, signature, chain } = result;
  if (certificate === null) return unsignedText(unsigned, style);
  const above = chain.filter(({ sha256 }) => sha256 !== certificate.sha256);
  return [
    certificateText('Certificate', certificate, style),
    ...(signature.kind === null ? [] : [signatureText(signature, style)]),
    ...above.map((issuer) => certificateText('Embedded issuer', issuer, style)),
  ].join('\n\n');
}

export function certificateText(heading: string, certificate: CertificateJson, style: Style): string {
  const { names } = certificate;
  const others = names.length > 1 ? names.slice(1) : [];
  const rows = fields(
    [
      ['subject', certificate.subject],
      ['issuer', certificate.selfSigned ? 'itself (self-signed)' : certificate.issuer],
      ['valid', `${day(certificate.notBefore)} to ${day(certificate.notAfter)}`],
      ['serial', certificate.serialNumber],
      ['SHA-1', certificate.sha1],
      ['SHA-256', certificate.sha256],
      ['subject hash', names[0]?.subjectHash ?? null],
      ['issuer hash', names[0]?.issuerHash ?? null],
    ],
    style,
  );
  const variants = others.map(({ platform, subject, issuer, subjectHash, issuerHash }) =>
    fields(
      [
        ['subject', subject],
        ['issuer', certificate.selfSigned ? null : issuer],
        ['subject hash', subjectHash],
        ['issuer hash', issuerHash],
      ],
      style,
    ).replace(/^/, `  ${style.doubtful(`On ${platform} .NET prints the names differently:`)}\n`),
  );
  return [style.title(heading), rows, ...variants].join('\n');
}

export function signatureText(signature: Signature, style: Style): string {
  return [
    style.title('Signature'),
    fields(
      [
        ['kind', signature.kind === 'nuget' ? 'NuGet author signature' : 'Authenticode'],
        ['state', intactText(signature.intact, style)],
        ['digest', signature.digest],
        ['time stamp', signature.timestamp],
        ['countersigner', signature.countersigner],
        ...signature.nested.map(({ digest, sha256 }) => ['nested', `${digest} by ${sha256}`] as const),
      ],
      style,
    ),
  ].join('\n');
}

export function unsignedText(unsigned: SignedFile['unsigned'], style: Style): string {
  return `${style.bad('Not signed.')} ${unsignedReasons[unsigned ?? 'nothing']}`;
}

const unsignedReasons = {
  nothing: 'The file carries no signature, so the platform presents no managed identity for it.',
  'strong-name-only': 'A strong name is not a signature: sign the assembly with a certificate.',
  'signed-dll-inside': 'A DLL inside is signed, but the package itself must be.',
  'repository-only': 'Only a repository signed the package; the author must.',
} as const;

function intactText(intact: boolean | null, style: Style): string {
  if (intact === null) return style.doubtful('not verified: this tool cannot judge it');
  return intact ? style.good('intact') : style.bad('broken: the file was changed after it was signed');
}

function day(time: string): string {
  return time.slice(0, 10);
}
