/**
 * Mistakes in the names of an issued certificate, `/i/{issuer}/s/{subject}`: version 2 hashes the distinguished name as
 * .NET prints it, version 1 holds the common names.
 */

import type { MistakeArgs } from '../../../domain/findings.ts';
import { named } from '../../commands.ts';
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

const dotnetName: readonly string[] = [
  'The name that is hashed, in PowerShell:',
  '  (Get-AuthenticodeSignature ./Plugin.dll).SignerCertificate | Format-List Issuer, Subject',
  'The name and its hash, anywhere:',
  '  ppmi certificate show <signed file>',
];

/** The words, and in brackets which tool or habit makes the text that was hashed. */
const made =
  (words: string) =>
  ({ detail }: MistakeArgs) =>
    detail === null ? words : `${words} (${detail})`;

export const name = {
  'dn-openssl-order': mistakeIn('subject', {
    code: 'PPMI2026',
    evidence: 'own',
    title: "Name hashed in the certificate's order instead of .NET's",
    does: made('hashes the distinguished name in the order of the certificate; .NET prints it from the end'),
    cause:
      'OpenSSL and Node print `C=…` first, as it is encoded. .NET on Windows prints `CN=…` first, and that text is hashed.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'dn-st-for-s': mistakeIn('subject', {
    code: 'PPMI2027',
    evidence: 'own',
    title: 'Name hashed with short names of another tool',
    does: made(
      'hashes the distinguished name with short names such as `ST=` or `emailAddress=`; .NET prints `S=` and `E=`',
    ),
    cause: 'The short names of attributes are not the same everywhere. Only the way .NET prints them gives the hash.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'dn-no-space': mistakeIn('subject', {
    code: 'PPMI2028',
    evidence: 'own',
    title: 'Name hashed without the blank after the comma',
    does: made('hashes the distinguished name with `,` between its parts; .NET prints `, `'),
    cause: 'RFC 4514 and several tools print no blank after the comma.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'dn-cn-only': mistakeIn('subject', {
    code: 'PPMI2029',
    evidence: 'own',
    title: 'Hash of the common name alone',
    does: made('hashes the common name alone; version 2 hashes the whole distinguished name'),
    cause: 'Version 1 holds the common name as text. Hashing that text mixes both versions.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'dn-root-issuer': mistakeIn('subject', {
    code: 'PPMI2030',
    evidence: 'own',
    title: "The root's name instead of the issuer's",
    does: 'has the name of another certificate of the chain after `/i/`; the immediate issuer belongs there',
    cause:
      'The issuer is the one that the signing certificate itself names, which is an intermediate authority for nearly every public certificate.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'dn-hex-hash': mistakeIn('subject', {
    code: 'PPMI2031',
    evidence: 'own',
    title: 'Name hashes in hex instead of base64url',
    does: 'has the right name hashes in hex; base64url belongs after `/i/` and `/s/`',
    cause:
      'Hex is the form of the certificate hash after `/h/`. Name hashes are 43 characters of base64url without padding.',
    repair: 'update',
    error: 700213,
    seeYourself: ['The parts after `/i/` and `/s/` must be 43 characters long, not 64.', ...dotnetName],
  }),
  'dn-trailing-newline': mistakeIn('subject', {
    code: 'PPMI2032',
    evidence: 'own',
    title: 'A line end was hashed with the name',
    does: made('hashes the distinguished name together with a line end'),
    cause: '`echo` and most editors add a line end, and it becomes part of what is hashed.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'With `printf %s` instead of `echo` the hash is another one:',
      "  printf %s '<name>' | openssl dgst -sha256 -binary | base64",
      ...dotnetName,
    ],
  }),
  'dn-swapped': mistakeIn('subject', {
    code: 'PPMI2033',
    evidence: 'own',
    title: 'Issuer and subject hash are exchanged',
    does: 'has the two name hashes exchanged: the issuer belongs after `/i/`, the subject after `/s/`',
    cause: 'Two values of the same look, pasted in the wrong order.',
    repair: 'update',
    error: 700213,
    seeYourself: dotnetName,
  }),
  'cn-comma': mistakeIn('subject', {
    code: 'PPMI2034',
    evidence: 'documented',
    title: 'Version 1 with a comma in the common name',
    does: (args) => `is of version 1, and ${named('common name', args.detail)} has a comma`,
    cause:
      'The platform changes a common name with a comma in a way that is not published, so no version 1 subject can be predicted. Version 2 hashes the whole name and has no such limit.',
    repair: 'upgrade',
    error: 700213,
    seeYourself: ['Look at `CN=` of subject and issuer:', '  openssl x509 -in certificate.cer -noout -subject -issuer'],
  }),
  'cn-non-ascii': mistakeIn('subject', {
    code: 'PPMI2035',
    evidence: 'documented',
    title: 'Version 1 with a common name beyond ASCII',
    does: (args) => `is of version 1, and ${named('common name', args.detail)} has a character beyond ASCII`,
    cause:
      'Entra refuses such a path with AADSTS70050 before it looks at any credential. Version 2 hashes the name and has no such limit.',
    repair: 'upgrade',
    error: 70050,
    seeYourself: [
      'Look at `CN=` of subject and issuer:',
      '  openssl x509 -in certificate.cer -noout -subject -issuer -nameopt utf8',
    ],
  }),
} as const satisfies Partial<FindingBodies>;
