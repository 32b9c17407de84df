/** Mistakes in the certificate segment `/h/{SHA-256}`, and `/h/` where `/i/…/s/…` belongs or the reverse. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

const rightHash: readonly string[] = [
  'The right value, from the certificate alone:',
  '  openssl x509 -in certificate.cer -outform DER | sha256sum',
  'or from whatever carries it:',
  '  ppmi certificate show <signed file>',
];

export const hash = {
  'hash-segment-long': mistakeIn('subject', {
    code: 'PPMI2013',
    evidence: 'seen',
    title: '`/hash/` instead of `/h/`',
    does: 'names the certificate after `/hash/`; the segment is called `/h/`',
    cause: 'An early reading of the documentation that lives on in blogs and scripts.',
    repair: 'update',
    error: 700213,
    seeYourself: ['The last but one segment must read `h`.'],
  }),
  'hash-upper-case': mistakeIn('subject', {
    code: 'PPMI2014',
    evidence: 'seen',
    title: 'Certificate hash in capitals',
    does: 'has the certificate hash in capitals; lower case is presented',
    cause: 'PowerShell and .NET print hashes in capitals. Entra compares letter by letter.',
    repair: 'update',
    error: 7002138,
    seeYourself: ['The 64 characters after `/h/` must hold no capital letter.', ...rightHash],
  }),
  'hash-base64url': mistakeIn('subject', {
    code: 'PPMI2015',
    evidence: 'seen',
    title: 'Certificate hash in base64url instead of hex',
    does: 'has the right certificate hash in base64url after `/h/`; hex belongs there',
    cause:
      'base64url is the form of the two name hashes after `/i/` and `/s/`. The certificate hash after `/h/` is 64 hex digits.',
    repair: 'update',
    error: 700213,
    seeYourself: ['The part after `/h/` must be 64 characters long, not 43.', ...rightHash],
  }),
  'hash-sha1': mistakeIn('subject', {
    code: 'PPMI2016',
    evidence: 'seen',
    title: 'SHA-1 thumbprint instead of the SHA-256 hash',
    does: 'has the SHA-1 thumbprint of the certificate after `/h/`',
    cause:
      'Windows, the portal and most tools call the SHA-1 value "thumbprint" and show it first. `/h/` wants SHA-256.',
    repair: 'update',
    error: 700213,
    seeYourself: ['40 hex digits are SHA-1, 64 are SHA-256.', ...rightHash],
  }),
  'hash-of-pem': mistakeIn('subject', {
    code: 'PPMI2017',
    evidence: 'seen',
    title: 'Hash of the PEM file instead of the certificate',
    does: ({ detail }) => `has the SHA-256 of ${detail ?? 'the PEM text'} after \`/h/\``,
    cause:
      'A PEM file is the certificate in base64 with a header and line ends. Hashing the file gives the hash of that text; the hash of the binary certificate is wanted.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'If this prints the hash in the subject, the text was hashed:',
      '  sha256sum certificate.pem',
      ...rightHash,
    ],
  }),
  'hash-of-pfx': mistakeIn('subject', {
    code: 'PPMI2018',
    evidence: 'own',
    title: 'Hash of the PFX file instead of the certificate',
    does: 'has the SHA-256 of the PFX file after `/h/`',
    cause:
      'A PFX holds the key and the certificate, encrypted anew each time it is written. Its hash means nothing to anybody.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'If this prints the hash in the subject, the container was hashed:',
      '  sha256sum certificate.pfx',
      ...rightHash,
    ],
  }),
  'hash-old-certificate': mistakeIn('subject', {
    code: 'PPMI2019',
    evidence: 'seen',
    title: 'Credential names another certificate',
    does: 'names a certificate that the component is not signed with',
    cause:
      'Either the plug-in was signed with a renewed certificate, which has another hash, or the credential belongs to another plug-in; it is left unchanged. The right order is: add the new credential, then register the newly signed plug-in, then remove the old credential.',
    repair: 'create-beside',
    error: 700213,
    seeYourself: ['Compare the hash after `/h/` with that of what is registered:', ...rightHash],
  }),
  'kind-hash-for-issued': mistakeIn('subject', {
    code: 'PPMI2020',
    evidence: 'own',
    title: '`/h/` although the certificate was issued by a CA',
    does: 'names the certificate by its hash, but it was issued by a certification authority',
    cause:
      'Only a self-signed certificate is named by its hash. An issued one is named by issuer and subject: `/i/…/s/…`. The vendor does not define "self-signed"; we take it as: subject and issuer are the same name (not verified).',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'Subject and issuer differ on an issued certificate:',
      '  openssl x509 -in certificate.cer -noout -subject -issuer',
    ],
  }),
  'kind-issued-for-self-signed': mistakeIn('subject', {
    code: 'PPMI2021',
    evidence: 'own',
    title: '`/i/…/s/…` although the certificate is self-signed',
    does: 'names the certificate by issuer and subject, but it is self-signed',
    cause:
      'A self-signed certificate is named by its hash: `/h/`. The vendor does not define "self-signed"; we take it as: subject and issuer are the same name (not verified).',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'Subject and issuer are equal on a self-signed certificate:',
      '  openssl x509 -in certificate.cer -noout -subject -issuer',
      ...rightHash,
    ],
  }),
} as const satisfies Partial<FindingBodies>;
