/** Mistakes in the certificate segment `/h/{SHA-256}`, and `/h/` where `/i/…/s/…` belongs or the reverse. */
import type { FindingBodies } from '../../entry.ts';
import type { Printer } from '../../printer.ts';
import { mistakeIn } from './mistake.ts';

const openssl = (print: Printer, ...more: readonly string[]) =>
  print.command('openssl', 'x509', '-in', 'certificate.cer', '-noout', ...more);

const rightHash = (print: Printer): readonly string[] => [
  'Compute the expected value (write it in lower case, without colons):',
  openssl(print, '-fingerprint', '-sha256'),
  'Or read it from the signed file:',
  print.command('ppmi', 'certificate', 'show', '<signed-file>'),
];

export const hash = {
  'hash-segment-long': mistakeIn('subject', {
    code: 'PPMI2013',
    evidence: 'observed',
    title: '`/hash/` instead of `/h/`',
    predicate: 'has the certificate hash after `/hash/`; expected `/h/`',
    cause: 'Early instructions used `/hash/`, and blogs and scripts still do.',
    repair: 'update',
    error: 700213,
    verify: () => ['The last but one segment must be `h`.'],
  }),
  'hash-upper-case': mistakeIn('subject', {
    code: 'PPMI2014',
    evidence: 'observed',
    title: 'Certificate hash in upper case',
    predicate: 'has the certificate hash in upper case; expected lower case',
    cause: 'PowerShell and .NET print hashes in upper case. Entra compares exactly, character by character.',
    repair: 'update',
    error: 7002138,
    verify: (print) => ['The 64 characters after `/h/` must contain no upper-case letter.', ...rightHash(print)],
  }),
  'hash-base64url': mistakeIn('subject', {
    code: 'PPMI2015',
    evidence: 'observed',
    title: 'Certificate hash in base64url instead of hex',
    predicate: 'has the right certificate hash in base64url after `/h/`; expected hex',
    cause:
      'base64url is the form of the two name hashes after `/i/` and `/s/`. The certificate hash after `/h/` is 64 hex digits.',
    repair: 'update',
    error: 700213,
    verify: (print) => ['The part after `/h/` must be 64 characters long, not 43.', ...rightHash(print)],
  }),
  'hash-sha1': mistakeIn('subject', {
    code: 'PPMI2016',
    evidence: 'observed',
    title: 'SHA-1 thumbprint instead of the SHA-256 hash',
    predicate: 'has the SHA-1 thumbprint of the certificate after `/h/`',
    cause:
      'Windows, the portal and most tools call the SHA-1 value "thumbprint" and show it first. `/h/` requires SHA-256.',
    repair: 'update',
    error: 700213,
    verify: (print) => ['40 hex digits are SHA-1, 64 are SHA-256.', ...rightHash(print)],
  }),
  'hash-of-pem': mistakeIn('subject', {
    code: 'PPMI2017',
    evidence: 'observed',
    title: 'Hash of the PEM file instead of the certificate',
    predicate: ({ detail }) => `has the SHA-256 of ${detail ?? 'the PEM text'} after \`/h/\``,
    cause:
      'A PEM file is the certificate in base64 with a header and newlines. Hashing the file gives the hash of that text; expected the hash of the binary certificate.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'If this prints the hash in the subject, the text was hashed:',
      print.command('openssl', 'dgst', '-sha256', 'certificate.pem'),
      ...rightHash(print),
    ],
  }),
  'hash-of-pfx': mistakeIn('subject', {
    code: 'PPMI2018',
    evidence: 'derived',
    title: 'Hash of the PFX file instead of the certificate',
    predicate: 'has the SHA-256 of the PFX file after `/h/`',
    cause:
      'A PFX contains the key and the certificate, encrypted differently each time it is written. Its hash identifies nothing.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'If this prints the hash in the subject, the PFX file was hashed:',
      print.command('openssl', 'dgst', '-sha256', 'certificate.pfx'),
      ...rightHash(print),
    ],
  }),
  'hash-old-certificate': mistakeIn('subject', {
    code: 'PPMI2019',
    evidence: 'observed',
    title: 'Credential names another certificate',
    predicate: 'names a certificate that the component is not signed with',
    cause:
      'The plug-in was signed with a renewed certificate, which has a different hash, or the credential belongs to another plug-in, so ppmi does not change it. The right order is: create the new credential, register the newly signed plug-in, then delete the old credential.',
    repair: 'create-beside',
    error: 700213,
    verify: (print) => ['Compare the hash after `/h/` with that of what is registered:', ...rightHash(print)],
  }),
  'kind-hash-for-issued': mistakeIn('subject', {
    code: 'PPMI2020',
    evidence: 'derived',
    title: '`/h/` although the certificate was issued by a CA',
    predicate: 'identifies the certificate by its hash, but the certificate was issued by a certificate authority (CA)',
    cause:
      'Only a self-signed certificate is identified by its hash. An issued one is identified by issuer and subject: `/i/…/s/…`. The vendor does not define "self-signed"; ppmi takes it to mean that subject and issuer are the same name (not verified).',
    repair: 'update',
    error: 700213,
    verify: (print) => ['Subject and issuer differ on an issued certificate:', openssl(print, '-subject', '-issuer')],
  }),
  'kind-issued-for-self-signed': mistakeIn('subject', {
    code: 'PPMI2021',
    evidence: 'derived',
    title: '`/i/…/s/…` although the certificate is self-signed',
    predicate: 'identifies the certificate by issuer and subject, but the certificate is self-signed',
    cause:
      'A self-signed certificate is identified by its hash: `/h/`. The vendor does not define "self-signed"; ppmi takes it to mean that subject and issuer are the same name (not verified).',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'Subject and issuer are equal on a self-signed certificate:',
      openssl(print, '-subject', '-issuer'),
      ...rightHash(print),
    ],
  }),
} as const satisfies Partial<FindingBodies>;
