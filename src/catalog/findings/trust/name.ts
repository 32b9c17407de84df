/**
 * Mistakes in the names of an issued certificate, `/i/{issuer}/s/{subject}`: version 2 hashes the distinguished name as
 * .NET prints it, version 1 holds the common names.
 */

import type { MistakeArgs } from '../../../domain/findings.ts';
import { named } from '../../commands.ts';
import type { FindingBodies } from '../../entry.ts';
import type { Printer } from '../../printer.ts';
import { mistakeIn } from './mistake.ts';

const dotnetName = (print: Printer): readonly string[] => [
  'Print the name that is hashed, in PowerShell on Windows:',
  print.powershell('(Get-AuthenticodeSignature ./Plugin.dll).SignerCertificate | Format-List Issuer, Subject'),
  'Print the name and its hash, on any system:',
  print.command('ppmi', 'certificate', 'show', '<signed-file>'),
];

/** The words, and in parentheses which tool makes the text that was hashed. */
const made =
  (words: string) =>
  ({ detail }: MistakeArgs) =>
    detail === null ? words : `${words} (${detail})`;

export const name = {
  'dn-openssl-order': mistakeIn('subject', {
    code: 'PPMI2026',
    evidence: 'derived',
    title: "Name hashed in the certificate's order instead of .NET's",
    predicate: made('hashes the distinguished name in the order of the certificate; .NET prints the reverse order'),
    cause:
      'OpenSSL and Node print `C=…` first, in the encoded order. .NET on Windows prints `CN=…` first, and that text is hashed.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'dn-st-for-s': mistakeIn('subject', {
    code: 'PPMI2027',
    evidence: 'derived',
    title: 'Name hashed with short names of another tool',
    predicate: made(
      'hashes the distinguished name with short names such as `ST=` or `emailAddress=`; .NET prints `S=` and `E=`',
    ),
    cause: 'Tools use different short names for the same attribute. The hash is that of the text that .NET prints.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'dn-no-space': mistakeIn('subject', {
    code: 'PPMI2028',
    evidence: 'derived',
    title: 'Name hashed without the space after the comma',
    predicate: made('hashes the distinguished name with `,` between its parts; .NET prints `, `'),
    cause: 'RFC 4514 and several tools print no space after the comma.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'dn-cn-only': mistakeIn('subject', {
    code: 'PPMI2029',
    evidence: 'derived',
    title: 'Hash of the common name alone',
    predicate: made('hashes the common name alone; version 2 hashes the whole distinguished name'),
    cause: 'Version 1 holds the common name as text. Hashing that text mixes both versions.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'dn-root-issuer': mistakeIn('subject', {
    code: 'PPMI2030',
    evidence: 'derived',
    title: "The root's name instead of the issuer's",
    predicate: 'has the name of another certificate of the chain after `/i/`; expected the immediate issuer',
    cause:
      'The issuer is the one that the signing certificate names. For nearly every public certificate that is an intermediate CA, not the root.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'dn-hex-hash': mistakeIn('subject', {
    code: 'PPMI2031',
    evidence: 'derived',
    title: 'Name hashes in hex instead of base64url',
    predicate: 'has the right name hashes in hex after `/i/` and `/s/`; expected base64url',
    cause:
      'Hex is the form of the certificate hash after `/h/`. Name hashes are 43 characters of base64url without padding.',
    repair: 'update',
    error: 700213,
    verify: (print) => ['The parts after `/i/` and `/s/` must be 43 characters long, not 64.', ...dotnetName(print)],
  }),
  'dn-trailing-newline': mistakeIn('subject', {
    code: 'PPMI2032',
    evidence: 'derived',
    title: 'A newline was hashed with the name',
    predicate: made('hashes the distinguished name together with a newline'),
    cause: '`echo` and most editors add a newline, which becomes part of the hashed text.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'The hash of the name without a newline is different:',
      print.each({
        bash: "printf %s '<name>' | openssl dgst -sha256 -binary | base64",
        powershell:
          "[Convert]::ToBase64String([Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes('<name>')))",
      }),
      ...dotnetName(print),
    ],
  }),
  'dn-swapped': mistakeIn('subject', {
    code: 'PPMI2033',
    evidence: 'derived',
    title: 'Issuer and subject hash are swapped',
    predicate: 'has the two name hashes swapped: expected the issuer after `/i/` and the subject after `/s/`',
    cause: 'The two values look alike and were pasted in the wrong order.',
    repair: 'update',
    error: 700213,
    verify: dotnetName,
  }),
  'cn-comma': mistakeIn('subject', {
    code: 'PPMI2034',
    evidence: 'documented',
    title: 'Version 1 with a comma in the common name',
    predicate: (args) => `is of version 1, and ${named('common name', args.detail)} contains a comma`,
    cause:
      'How the platform writes a common name with a comma is not published, so the version 1 subject cannot be predicted. Version 2 hashes the full name and has no such limit.',
    repair: 'upgrade',
    error: 700213,
    verify: (print) => [
      'Look at `CN=` of subject and issuer:',
      print.command('openssl', 'x509', '-in', 'certificate.cer', '-noout', '-subject', '-issuer'),
    ],
  }),
  'cn-non-ascii': mistakeIn('subject', {
    code: 'PPMI2035',
    evidence: 'documented',
    title: 'Version 1 with a non-ASCII common name',
    predicate: (args) => `is of version 1, and ${named('common name', args.detail)} contains a non-ASCII character`,
    cause:
      'Entra rejects such a subject with AADSTS70050 before it looks at any credential. Version 2 hashes the name and has no such limit.',
    repair: 'upgrade',
    error: 70050,
    verify: (print) => [
      'Look at `CN=` of subject and issuer:',
      print.command(
        ...['openssl', 'x509', '-in', 'certificate.cer', '-noout', '-subject', '-issuer', '-nameopt', 'utf8'],
      ),
    ],
  }),
} as const satisfies Partial<FindingBodies>;
