/** `certificate show`, and the parts of it that other commands show too. */
import type { FindingJson } from '../../catalog/finding.ts';
import type { FileKind, Signature, SignedFile } from '../../domain/signed-file/model.ts';
import type { SigningProblem, SigningVerdict } from '../../domain/signed-file/signing-verdict.ts';
import type { CertificateJson } from '../json/certificate.ts';
import { type Style, wrap } from '../style.ts';
import { type KeyValue, keyValues } from './key-values.ts';

export interface SigningVerdictJson extends Omit<SigningVerdict, 'problems'> {
  /** One sentence. */
  readonly message: string;
  readonly problems: readonly (SigningProblem & { readonly message: string })[];
}

export interface CertificateShow {
  readonly certificate: CertificateJson | null;
  readonly signature: Signature;
  readonly chain: readonly CertificateJson[];
  readonly kind: FileKind;
  readonly otherSigners: readonly CertificateJson[];
  readonly unsigned: SignedFile['unsigned'];
  readonly signedByRepository: string | null;
  /** The file is not signed, or was changed after it was. */
  readonly findings: readonly FindingJson[];
  /** `--details`: everything that the certificate holds, as text. */
  readonly details: string | null;
  /** Whether the certificate can sign plug-ins; null without a certificate. */
  readonly verdict: SigningVerdictJson | null;
  readonly emulated: boolean;
}

export async function certificateShowText(result: CertificateShow, style: Style, now: Date): Promise<string> {
  const { certificate, signature, chain, otherSigners, findings, details, verdict, emulated } = result;
  const above = chain.filter(({ sha256 }) => sha256 !== certificate?.sha256);
  return [
    ...(await findingSections(findings, emulated, style)),
    ...(verdict === null ? [] : [verdictText(verdict, style)]),
    ...(certificate === null ? [] : [certificateText('Certificate', certificate, style, now, verdict?.rsaKeyBits)]),
    ...(signature.kind === null ? [] : [signatureText(result, style)]),
    ...otherSigners.map((signer) => certificateText('Another signer', signer, style, now)),
    ...(certificate === null ? [] : above.map((issuer) => certificateText('Embedded issuer', issuer, style, now))),
    ...(details === null ? [] : [`${style.title('Everything in the certificate')}\n${details.trimEnd()}`]),
  ].join('\n\n');
}

function verdictText({ status, message }: SigningVerdictJson, style: Style): string {
  const [mark, color] =
    status === 'usable'
      ? [style.marks.passed, style.good]
      : status === 'usable-with-warnings'
        ? [style.marks.warning, style.warning]
        : [style.marks.error, style.bad];
  const [first = '', ...rest] = wrap(message, style.width - 2);
  return [`${color(mark)} ${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
}

/** The lines above a file: that it is emulated, and its problems. */
export async function findingSections(
  findings: readonly FindingJson[],
  emulated: boolean,
  style: Style,
): Promise<readonly string[]> {
  if (findings.length === 0 && !emulated) return [];
  const { emulatedBanner, findingLines } = await import('./report.ts');
  const banner = emulated ? [emulatedBanner(style)] : [];
  return [...banner, ...findings.map((finding) => findingLines(finding, style).join('\n'))];
}

/** `keyBits`: null or undefined where the length is not known. */
export function certificateText(
  heading: string,
  certificate: CertificateJson,
  style: Style,
  now: Date,
  keyBits?: number | null,
): string {
  const { names, namesDiffer } = certificate;
  const [documented, other] = names;
  const rows = keyValues(
    [
      ['subject', certificate.subject],
      ['issuer', issuerText(certificate)],
      ['valid', validity(certificate, style, now)],
      ['serial', certificate.serialNumber],
      ['key', keyText(certificate, keyBits ?? null)],
      ['key usage', certificate.keyUsage === null ? 'not limited' : certificate.keyUsage.join(', ')],
      ['made for', madeFor(certificate.extendedKeyUsage)],
      ['thumbprint', `${certificate.sha1} (SHA-1)`],
      ['SHA-256', certificate.sha256],
      ['subject hash', documented?.subjectHash ?? null],
      ['issuer hash', documented?.issuerHash ?? null],
    ],
    style,
  );
  const differ = namesDiffer === null ? [] : wrap(`${namesDiffer} ${shownForm(certificate)}`, style.width, '  ');
  const variant =
    other === undefined
      ? []
      : [
          keyValues(
            [
              ['subject', other.subject === '' ? '(empty)' : other.subject],
              ['issuer', certificate.selfSigned ? null : other.issuer],
              ['subject hash', other.subjectHash],
              ['issuer hash', other.issuerHash],
            ],
            style,
          ),
        ];
  return [style.title(heading), rows, ...differ.map(style.warning), ...variant].join('\n');
}

function keyText({ keyAlgorithm, signatureAlgorithm }: CertificateJson, bits: number | null): string {
  const length = bits === null ? '' : `, ${bits} bits`;
  return `${keyAlgorithm}${length}; the certificate is signed with ${signatureAlgorithm}`;
}

/** Which of the forms stands above the sentence about them, and how sure that is. */
function shownForm({ names }: CertificateJson): string {
  const [first, second] = names;
  if (second !== undefined) return 'Above is the form of Windows, not verified; on Linux:';
  return first?.platform === 'linux' ? 'Above is the form of Linux, not verified.' : '';
}

function issuerText({ issuer, selfSigned, verifiesWithOwnKey }: CertificateJson): string {
  if (!selfSigned) return issuer;
  return verifiesWithOwnKey === false
    ? 'the same name, but another key (self-issued, not self-signed)'
    : 'itself (self-signed)';
}

function validity({ notBefore, notAfter }: CertificateJson, style: Style, now: Date): string {
  const range = `${notBefore} to ${notAfter}`;
  if (Date.parse(notAfter) < now.getTime()) return `${range} ${style.warning('(expired)')}`;
  return Date.parse(notBefore) > now.getTime() ? `${range} ${style.warning('(not valid yet)')}` : range;
}

/** RFC 5280 4.2.1.12, and what certificates for signing often hold beside it. */
const purposes: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'TLS server',
  '1.3.6.1.5.5.7.3.2': 'TLS client',
  '1.3.6.1.5.5.7.3.3': 'code signing',
  '1.3.6.1.5.5.7.3.4': 'e-mail protection',
  '1.3.6.1.5.5.7.3.8': 'time stamping',
  '1.3.6.1.4.1.311.10.3.13': 'lifetime signing',
  '2.5.29.37.0': 'any purpose',
};

function madeFor(usages: CertificateJson['extendedKeyUsage']): string {
  if (usages === null) return 'any purpose (no extended key usage)';
  return usages.map((oid) => (purposes[oid] === undefined ? oid : `${purposes[oid]} (${oid})`)).join(', ');
}

export function signatureText(
  { signature, unsigned, otherSigners }: Pick<CertificateShow, 'signature' | 'unsigned' | 'otherSigners'>,
  style: Style,
): string {
  const signer = (sha256: string) => otherSigners.find((each) => each.sha256 === sha256)?.subject ?? 'the same signer';
  const nested = signature.nested.map(({ digest, sha256 }): KeyValue => ['nested', `${digest}, by ${signer(sha256)}`]);
  const kind = unsigned === 'repository-only' ? 'NuGet repository signature' : 'NuGet author signature';
  return [
    style.title('Signature'),
    keyValues(
      [
        ['kind', signature.kind === 'nuget' ? kind : 'Authenticode'],
        ['state', intactText(signature.intact, style)],
        ['digest', signature.digest],
        ['time stamp', signature.timestamp ?? 'none'],
        ['countersigner', signature.countersigner],
        ...nested,
      ],
      style,
    ),
  ].join('\n');
}

function intactText(intact: boolean | null, style: Style): string {
  if (intact === null) return style.warning('not verified: ppmi does not support this form');
  return intact ? style.good('intact') : style.bad('broken: the file was changed after it was signed');
}
