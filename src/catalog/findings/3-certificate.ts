/** 3xxx: the signature of what is registered, and its certificate. */
import { quoted } from '../../domain/harmless-text.ts';
import { fileWord } from '../../domain/shell/words.ts';
import { capital, named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';
import type { Printer } from '../printer.ts';

const signAssembly = (print: Printer): readonly string[] => [
  'Sign the assembly, then register it again:',
  print.command(
    ...['signtool', 'sign', '/fd', 'SHA256', '/f', 'certificate.pfx'],
    ...['/tr', '<timestamp-url>', '/td', 'SHA256', 'Plugin.dll'],
  ),
];
const signPackage = (print: Printer): readonly string[] => [
  'Sign the package, then register it again:',
  print.command(
    ...['dotnet', 'nuget', 'sign', 'Plugin.nupkg', '--certificate-path', 'certificate.pfx'],
    ...['--timestamper', '<timestamp-url>'],
  ),
];
const showFile = (print: Printer): string => print.command('ppmi', 'certificate', 'show', '<file>');
const lookAt = (print: Printer): readonly string[] => ['Show the signature of the file:', showFile(print)];
const openssl = (print: Printer, ...more: readonly string[]) =>
  print.command('openssl', 'x509', '-in', 'certificate.cer', '-noout', ...more);

/** After the new certificate is there. */
const renewal = (print: Printer): readonly string[] => [
  '1. Print the subject for the new certificate:',
  print.command(
    ...['ppmi', 'subject', 'show', '<new-certificate>', '--tenant', '<tenant-id>'],
    ...['--environment-id', '<environment-id>'],
  ),
  '2. Create a credential with it beside the old one.',
  '3. Sign with the new certificate and register the component.',
  '4. When it works, delete the old credential.',
];
const renew = (print: Printer): readonly string[] => [
  'Renew in this order, without an interruption:',
  ...renewal(print),
];

const theComponent = (args: { readonly component: string | null }) => capital(named('component', args.component));

/** Users plan in days; the exact time is in the certificate. */
function on(time: string | null): string {
  return time === null ? '' : ` on ${time.slice(0, 10)}`;
}

/** `ppmi` has no key and registers nothing: the developer of the plug-in signs it. */
const common = { since: firstRelease, repair: 'none', see: [] } as const;

export const certificate = {
  'assembly-unsigned': {
    ...common,
    code: 'PPMI3001',
    severity: 'error',
    evidence: 'documented',
    title: 'The assembly is not signed',
    message: (args) => `${theComponent(args)} has no Authenticode signature.`,
    cause:
      'The certificate of the signature identifies the plug-in to Entra. Without a signature Dataverse refuses the identity: "must be signed with valid certificate".',
    fix: (_args, print) => signAssembly(print),
    verify: lookAt,
  },
  'assembly-strong-name-only': {
    ...common,
    code: 'PPMI3002',
    severity: 'error',
    evidence: 'observed',
    title: 'The assembly has a strong name, but no signature',
    message: (args) => `${theComponent(args)} has a strong name (.snk), but no Authenticode signature.`,
    cause: 'A strong name is a key pair without a certificate. Nothing in Entra can refer to it.',
    fix: (_args, print) => signAssembly(print),
    verify: lookAt,
  },
  'package-unsigned': {
    ...common,
    code: 'PPMI3003',
    severity: 'error',
    evidence: 'observed',
    title: 'The package is not signed',
    message: (args) =>
      `${theComponent(args)} has no author signature${args.repository !== null ? `; its only signature is that of the repository ${quoted(args.repository)}` : args.signedDllInside ? ', although a DLL inside is signed' : ''}.`,
    cause:
      'A package is identified by the author signature of the .nupkg file. Signed DLLs inside it and the signature of a gallery do not count.',
    fix: (_args, print) => signPackage(print),
    verify: (print) => [
      ...lookAt(print),
      'Or list its signatures with .NET:',
      print.command('dotnet', 'nuget', 'verify', '--all', 'Plugin.nupkg'),
    ],
  },
  'signature-broken': {
    ...common,
    code: 'PPMI3004',
    severity: 'error',
    evidence: 'derived',
    title: 'The file was changed after signing',
    message: (args) => `The signature of ${named('component', args.component)} does not match its content.`,
    cause:
      'A build step after signing changed the file: merging, obfuscating, stamping a version, or packing. What the platform does with such a file is not verified.',
    fix: (_args, print) => [
      'Make signing the last step of the build.',
      ...signAssembly(print),
      'Or, for a package:',
      ...signPackage(print).slice(1),
    ],
    verify: (print) => [
      'On Windows, in PowerShell:',
      print.powershell('Get-AuthenticodeSignature ./Plugin.dll'),
      'On any system:',
      showFile(print),
    ],
  },
  'signature-not-registered': {
    ...common,
    code: 'PPMI3005',
    severity: 'error',
    evidence: 'derived',
    title: 'The registered component is signed differently than the file',
    message: (args) =>
      `The registered ${named('component', args.component, 'component')} is ${args.actual === null ? 'not signed' : 'signed with a different certificate'}, unlike the ${args.file === null ? 'given file' : `file ${quoted(args.file)}`}.`,
    cause:
      'The file was signed after it was registered, or a different build was registered. Only the registered content counts.',
    fix: (args, print) => [
      'Register the signed file, then run the checks again:',
      print.doctor('--assembly', fileWord(args.file, 'file')),
    ],
  },
  'certificate-expired': {
    ...common,
    code: 'PPMI3006',
    severity: 'warning',
    evidence: 'observed',
    title: 'The signing certificate has expired',
    message: (args) => `The signing certificate of ${named('component', args.component)} expired${on(args.notAfter)}.`,
    cause:
      'One report says that token requests fail once the certificate has expired, even if the file has a timestamp. The vendor does not document this, and it is not verified, so it is only a warning.',
    fix: (_args, print) => renew(print),
    verify: lookAt,
  },
  'certificate-not-yet-valid': {
    ...common,
    code: 'PPMI3007',
    severity: 'warning',
    evidence: 'observed',
    title: 'The signing certificate is not valid yet',
    message: (args) =>
      `The signing certificate of ${named('component', args.component)} is not valid before ${args.notBefore?.slice(0, 10) ?? 'a later date'}.`,
    cause:
      'The certificate was issued for a later date, or on a machine with a wrong clock. The effect is not verified.',
    fix: (_args, print) => [
      'Wait for that date, or sign with a certificate that is valid now:',
      ...signAssembly(print).slice(1),
    ],
    verify: lookAt,
  },
  'certificate-expires-soon': {
    ...common,
    code: 'PPMI3008',
    severity: 'warning',
    evidence: 'derived',
    title: 'The signing certificate expires soon',
    message: (args) =>
      `The signing certificate of ${named('component', args.component)} expires${on(args.notAfter) || ' soon'}${args.days === null ? '' : `, in ${args.days} days`}.`,
    cause:
      'A renewed certificate has a different hash. For a self-signed certificate, the credential must be renewed with it, in the right order.',
    fix: (_args, print) => renew(print),
    verify: lookAt,
  },
  'certificate-self-signed-production': {
    ...common,
    code: 'PPMI3009',
    severity: 'warning',
    evidence: 'documented',
    title: 'Self-signed certificate in a production environment',
    message: (args) =>
      `${theComponent(args)} is signed with a self-signed certificate, and the environment is of type Production.`,
    cause: 'It works. The vendor requires a certificate from a trusted certificate authority (CA) in production.',
    fix: (_args, print) => ['Get a code-signing certificate from a CA, then switch to it:', ...renewal(print)],
    verify: lookAt,
  },
  'certificate-eku': {
    ...common,
    code: 'PPMI3010',
    severity: 'warning',
    evidence: 'observed',
    title: 'The certificate is not for code signing',
    message: (args) =>
      `The signing certificate of ${named('component', args.component)} lacks the extended key usage for code signing, 1.3.6.1.5.5.7.3.3${args.actual === null ? '' : `; it has ${args.actual}`}.`,
    cause:
      "One of the vendor's samples creates a certificate for email protection instead. Dataverse accepts it; `nuget sign` refuses it.",
    fix: (_args, print) => [
      'Create or order a certificate with the usage for code signing. A self-signed one, in PowerShell on Windows:',
      print.powershell(
        "New-SelfSignedCertificate -Type CodeSigningCert -Subject 'CN=<name>' -CertStoreLocation Cert:\\CurrentUser\\My",
      ),
    ],
    verify: (print) => ['"Code Signing" is missing in the output:', openssl(print, '-ext', 'extendedKeyUsage')],
  },
  'signature-sha1': {
    ...common,
    code: 'PPMI3011',
    severity: 'warning',
    evidence: 'derived',
    title: 'The signature uses SHA-1',
    message: (args) => `The signature of ${named('component', args.component)} uses the digest SHA-1.`,
    cause: 'SHA-1 is broken, and verifiers are phasing it out. Whether the platform accepts it is not verified.',
    fix: (_args, print) => signAssembly(print),
    verify: lookAt,
  },
  'signature-several': {
    ...common,
    code: 'PPMI3012',
    severity: 'warning',
    evidence: 'derived',
    title: 'Several signatures with different certificates',
    message: (args) =>
      `${theComponent(args)} has signatures with different certificates. ppmi uses the first, outer one${args.signer === null ? '' : ` (${quoted(args.signer)})`}; whether the platform does is not verified.${args.others.length === 0 ? '' : ` The others: ${args.others.map(quoted).join('; ')}.`}`,
    cause: 'A second signature was added, often with a different digest for older systems.',
    fix: (_args, print) => [
      'Sign once, with one certificate. To keep several, read the presented subject from an error log:',
      print.command('ppmi', 'error', 'decode', '<log-file>'),
    ],
    verify: lookAt,
  },
} as const satisfies Partial<FindingBodies>;
