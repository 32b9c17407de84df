/** Certificates as the fixtures record them, without reading a file. Not a test. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Certificate } from '../../../src/domain/certificate/model.ts';

interface Expected {
  readonly subject: string;
  readonly issuer: string;
  readonly subjectDer: string;
  readonly issuerDer: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly sameName: boolean;
  readonly verifiesWithOwnKey: boolean | null;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serialNumber: string;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
}

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')) as T;
}

/** The values of the common names, read from the printed name: good enough for the fixtures' names. */
function commonNamesOf(text: string): string[] {
  return [...text.matchAll(/(?:^|, | \+ )CN=("(?:[^"]|"")*"|[^,+]*)/g)]
    .map(([, value = '']) => (value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value.trimEnd()))
    .reverse();
}

/** What Windows prints by rule where the fixtures record what .NET printed on Linux. */
const windowsForms: readonly (readonly [RegExp, string])[] = [
  [/businessCategory=/, 'OID.2.5.4.15='],
  [/jurisdictionStateOrProvinceName=/, 'OID.1.3.6.1.4.1.311.60.2.1.2='],
  [/jurisdictionCountryName=/, 'OID.1.3.6.1.4.1.311.60.2.1.3='],
  [/organizationIdentifier=/, 'OID.2.5.4.97='],
  [/^$/, 'CN=Fabrikam & Sons, O=Fabrikam & Sons, C=US'],
];

function windowsForm(text: string): string {
  return windowsForms.reduce((form, [linux, windows]) => form.replace(linux, windows), text);
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

function toCertificate(file: string, expected: Expected): Certificate {
  const subject = windowsForm(expected.subject);
  const issuer = windowsForm(expected.issuer);
  const windows = { subject, issuer, subjectHash: hashOf(subject), issuerHash: hashOf(issuer) };
  const { subjectHash, issuerHash } = expected;
  const linux = { subject: expected.subject, issuer: expected.issuer, subjectHash, issuerHash };
  const differ = subject !== expected.subject || issuer !== expected.issuer;
  return {
    der: readFileSync(new URL(`../../fixtures/${file}`, import.meta.url)),
    subject,
    issuer,
    subjectDer: Buffer.from(expected.subjectDer, 'hex'),
    issuerDer: Buffer.from(expected.issuerDer, 'hex'),
    subjectCommonNames: commonNamesOf(subject),
    issuerCommonNames: commonNamesOf(issuer),
    sha1: expected.sha1,
    sha256: expected.sha256,
    serialNumber: expected.serialNumber,
    selfSigned: expected.sameName,
    verifiesWithOwnKey: expected.verifiesWithOwnKey,
    notBefore: expected.notBefore,
    notAfter: expected.notAfter,
    names: differ
      ? [
          { platform: 'windows', ...windows },
          { platform: 'linux', ...linux },
        ]
      : [{ platform: 'any', ...windows }],
    namesDiffer: differ ? 'for the test' : null,
    keyAlgorithm: expected.keyAlgorithm,
    signatureAlgorithm: expected.signatureAlgorithm,
    extendedKeyUsage: null,
    keyUsage: null,
  };
}

/** By the name of the file without folder and extension: `self-rsa`, `issued-plain`, … */
export const certificates: ReadonlyMap<string, Certificate> = new Map(
  fixture<{ certificates: readonly { file: string; expected: Expected }[] }>('certificates.json').certificates.map(
    ({ file, expected }) => [file.replace(/^certificates\/|\.cer$/g, ''), toCertificate(file, expected)],
  ),
);

export function certificate(name: string): Certificate {
  const found = certificates.get(name);
  if (found === undefined) throw new Error(`no such fixture: ${name}`);
  return found;
}

export function certificateBySha256(sha256: string): Certificate {
  const found = [...certificates.values()].find((each) => each.sha256 === sha256);
  if (found === undefined) throw new Error(`no fixture with the hash ${sha256}`);
  return found;
}

export { fixture };
