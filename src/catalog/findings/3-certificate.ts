/** 3xxx: the signature of what is registered, and the certificate that made it. */
import { capital, doctor, named, slot } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const signAssembly: readonly string[] = [
  'Sign the assembly, then register it again:',
  '  signtool sign /fd SHA256 /f certificate.pfx /tr <timestamp-url> /td SHA256 Plugin.dll',
];
const signPackage: readonly string[] = [
  'Sign the package, then register it again:',
  '  dotnet nuget sign Plugin.nupkg --certificate-path certificate.pfx --timestamper <timestamp-url>',
];
const lookAt: readonly string[] = ['Show what signature the file carries:', '  ppmi certificate show <file>'];

const renewal: readonly string[] = [
  'Renew in this order, so that nothing stops:',
  '1. See the subject that the new certificate makes:',
  '  ppmi subject show <new certificate> --tenant <tenant-id> --environment-id <environment-id>',
  '2. Add a credential for it beside the old one.',
  '3. Sign with the new certificate and register.',
  '4. When it works, delete the old credential.',
];

const theComponent = (args: { readonly component: string | null }) => capital(named('component', args.component));

/** Days are what a person plans by; the exact time is in the certificate. */
function day(time: string | null): string | null {
  return time?.slice(0, 10) ?? null;
}

function on(time: string | null): string {
  const date = day(time);
  return date === null ? '' : ` on ${date}`;
}

/** `ppmi` has no key and registers nothing: signing is always the work of whoever builds the plug-in. */
const common = { since: firstRelease, repair: 'none', see: [] } as const;

export const certificate = {
  'assembly-unsigned': {
    ...common,
    code: 'PPMI3001',
    severity: 'error',
    evidence: 'documented',
    title: 'The assembly is not signed',
    says: (args) => `${theComponent(args)} carries no Authenticode signature.`,
    cause:
      'The certificate of the signature is what names the plug-in to Entra. Without one Dataverse refuses the identity: "must be signed with valid certificate".',
    fix: () => signAssembly,
    seeYourself: lookAt,
  },
  'assembly-strong-name-only': {
    ...common,
    code: 'PPMI3002',
    severity: 'error',
    evidence: 'seen',
    title: 'The assembly has a strong name, but no signature',
    says: (args) => `${theComponent(args)} has a strong name (.snk) and no Authenticode signature.`,
    cause: 'A strong name is a bare key pair. It has no certificate, and nothing in Entra can refer to it.',
    fix: () => signAssembly,
    seeYourself: lookAt,
  },
  'package-unsigned': {
    ...common,
    code: 'PPMI3003',
    severity: 'error',
    evidence: 'seen',
    title: 'The package is not signed',
    says: (args) =>
      `${theComponent(args)} carries no author signature${args.repository !== null ? `; the one it has is by the repository ${args.repository}` : args.signedDllInside ? ', although a DLL inside is signed' : ''}.`,
    cause:
      'The trust of a package comes from the author signature of the .nupkg file, not from signed DLLs inside it and not from the signature of a gallery.',
    fix: () => signPackage,
    seeYourself: [...lookAt, 'A signed package has a file `.signature.p7s`:', '  unzip -l Plugin.nupkg .signature.p7s'],
  },
  'signature-broken': {
    ...common,
    code: 'PPMI3004',
    severity: 'error',
    evidence: 'own',
    title: 'The file was changed after signing',
    says: (args) => `The signature of ${named('component', args.component)} does not belong to its content.`,
    cause:
      'A build step after signing changed the file: merging, obfuscating, stamping a version, packing again. What the platform does with such a file is not verified.',
    fix: () => ['Make signing the last step of the build.', ...signAssembly, ...signPackage.slice(1)],
    seeYourself: ['On Windows:', '  Get-AuthenticodeSignature ./Plugin.dll', 'Anywhere:', ...lookAt.slice(1)],
  },
  'signature-not-registered': {
    ...common,
    code: 'PPMI3005',
    severity: 'error',
    evidence: 'own',
    title: 'The registered component is not signed as the local file is',
    says: (args) =>
      `${theComponent(args)} as it is registered is ${args.actual == null ? 'not signed' : 'signed by another certificate'}, unlike the file ${slot(args.file, 'file')}.`,
    cause:
      'The file was signed after it was registered, or another build was registered. Only what is registered counts.',
    fix: (args) => [
      'Register the signed file, then look again:',
      `${doctor(args)}${args.emulate == null ? ` --assembly ${slot(args.file, 'file')}` : ''}`,
    ],
  },
  'certificate-expired': {
    ...common,
    code: 'PPMI3006',
    severity: 'warning',
    evidence: 'seen',
    title: 'The signing certificate has expired',
    says: (args) => `The signing certificate of ${named('component', args.component)} expired${on(args.notAfter)}.`,
    cause:
      'One report says that tokens stop at expiry although the file is time-stamped; the vendor does not say. Not verified, so it is shown as a warning.',
    fix: () => renewal,
    seeYourself: lookAt,
  },
  'certificate-not-yet-valid': {
    ...common,
    code: 'PPMI3007',
    severity: 'warning',
    evidence: 'seen',
    title: 'The signing certificate is not valid yet',
    says: (args) =>
      `The signing certificate of ${named('component', args.component)} is not valid before ${day(args.notBefore) ?? 'a later date'}.`,
    cause:
      'The certificate was issued for a later date, or on a machine whose clock is wrong. The effect is not verified.',
    fix: () => ['Wait for the date, or sign with a certificate that is valid now.', ...signAssembly.slice(1)],
    seeYourself: lookAt,
  },
  'certificate-expires-soon': {
    ...common,
    code: 'PPMI3008',
    severity: 'warning',
    evidence: 'own',
    title: 'The signing certificate expires soon',
    says: (args) =>
      `The signing certificate of ${named('component', args.component)} expires${on(args.notAfter) || ' soon'}${args.days == null ? '' : `, in ${args.days} days`}.`,
    cause:
      'A renewed certificate has another hash. For a self-signed one the trust must be renewed with it, in the right order.',
    fix: () => renewal,
    seeYourself: lookAt,
  },
  'certificate-self-signed-production': {
    ...common,
    code: 'PPMI3009',
    severity: 'warning',
    evidence: 'documented',
    title: 'Self-signed certificate in a production environment',
    says: (args) =>
      `${theComponent(args)} is signed with a self-signed certificate, and the environment is of type Production.`,
    cause: 'It works. The vendor asks for a certificate from a trusted authority in production.',
    fix: () => [
      'Get a code-signing certificate, sign with it, and add its credential before you register.',
      ...renewal.slice(1),
    ],
    seeYourself: lookAt,
  },
  'certificate-eku': {
    ...common,
    code: 'PPMI3010',
    severity: 'warning',
    evidence: 'seen',
    title: 'The certificate is not made for code signing',
    says: (args) =>
      `The signing certificate of ${named('component', args.component)} lacks the code-signing usage 1.3.6.1.5.5.7.3.3${args.actual == null ? '' : `; it has ${args.actual}`}.`,
    cause: "A sample of the vendor's asks for e-mail protection instead. Dataverse takes it; `nuget sign` refuses it.",
    fix: () => [
      'Make or order a certificate with the code-signing usage. A self-signed one, in PowerShell on Windows:',
      "  New-SelfSignedCertificate -Type CodeSigningCert -Subject 'CN=<name>' -CertStoreLocation Cert:\\CurrentUser\\My",
    ],
    seeYourself: ['Look for "Code Signing":', '  openssl x509 -in certificate.cer -noout -ext extendedKeyUsage'],
  },
  'signature-sha1': {
    ...common,
    code: 'PPMI3011',
    severity: 'warning',
    evidence: 'own',
    title: 'The signature uses SHA-1',
    says: (args) => `The signature of ${named('component', args.component)} uses the digest SHA-1.`,
    cause: 'SHA-1 is broken; verifiers stop accepting it one by one. Whether the platform does is not verified.',
    fix: () => signAssembly,
    seeYourself: lookAt,
  },
  'signature-several': {
    ...common,
    code: 'PPMI3012',
    severity: 'warning',
    evidence: 'own',
    title: 'Several signatures by different certificates',
    says: (args) =>
      `${theComponent(args)} carries signatures by different certificates. We take the outer, first one${args.signer == null ? '' : ` (${args.signer})`}; that the platform does so is not verified.${args.others.length === 0 ? '' : ` The others: ${args.others.join('; ')}.`}`,
    cause: 'A second signature was added, often with another digest for older systems.',
    fix: () => [
      'Sign once, with one certificate. If it must stay so, take the presented subject from an error stack:',
      '  ppmi error decode <file with the error>',
    ],
    seeYourself: lookAt,
  },
} as const satisfies Partial<FindingBodies>;
