/**
 * Codes of NuGet about package signatures (Microsoft Learn: NuGet errors and warnings, read 2026-11-28; documented). What
 * each means for the package of a plug-in.
 */

import type { PlatformEntry } from './entry.ts';

type NugetWords = Pick<PlatformEntry, 'title' | 'cause' | 'see'> & { readonly fix: readonly string[] };

const sign =
  '  dotnet nuget sign <package.nupkg> --certificate-path <certificate.pfx> --timestamper http://timestamp.digicert.com';
const verify = '  dotnet nuget verify --all <package.nupkg>';
const signAgain: readonly string[] = ['Sign the package again:', sign];
const anotherTimestamp: readonly string[] = ['Sign again with a timestamp of another server:', sign];
const ignoreRepository: readonly string[] = [
  "It concerns the signature of the package source, not the author's, which the plug-in's trust is computed from.",
];

function words(title: string, cause: string, fix: readonly string[], see: readonly string[] = []): NugetWords {
  return { title, cause, fix, see };
}

const timestampOnly = "The plug-in's trust does not depend on the timestamp, but verification elsewhere does.";

export const nugetCodes: Readonly<Record<string, NugetWords>> = {
  NU3000: words(
    'The signature has no timestamp, or several',
    'Without a timestamp the signature ends with the certificate.',
    signAgain,
  ),
  NU3001: words(
    'The certificate for signing cannot be used',
    'The password is wrong, the file does not exist or is no certificate, or several certificates match.',
    [
      'Check file and password, or name the certificate by its SHA-256 fingerprint:',
      '  ppmi certificate show <certificate.pfx> --password-file <file>',
    ],
  ),
  NU3002: words(
    'The package is signed without a timestamp',
    'No timestamp server was named (-Timestamper).',
    signAgain,
  ),
  NU3003: words(
    'The signature is invalid or cannot be verified here',
    'The package has no signature, or one that this platform cannot verify.',
    ['See what it carries:', '  ppmi certificate show <package.nupkg>'],
    ['package-unsigned'],
  ),
  NU3004: words(
    'The package is not signed',
    'The package itself carries no signature; a signed DLL inside it does not count.',
    signAgain,
    ['package-unsigned'],
  ),
  NU3005: words(
    'The signature file in the package is invalid',
    'The package holds no valid signature file, or several. Another tool may have rewritten the archive.',
    signAgain,
    ['signature-broken'],
  ),
  NU3006: words(
    'Signed Zip64 packages are not supported',
    'The package uses the Zip64 format, which NuGet cannot sign or verify.',
    ['Build a smaller package, below 4 GB and 65,535 entries.'],
  ),
  NU3007: words(
    'The signature format is too new for this NuGet',
    'The signature has a version that the client does not know.',
    ['Update NuGet or the .NET SDK.'],
  ),
  NU3008: words(
    'The package was changed after it was signed',
    'The integrity check failed: the content is not what was signed.',
    ['Sign last, after anything that changes the package:', sign],
    ['signature-broken'],
  ),
  NU3009: words(
    'The signature does not have exactly one primary signature',
    'The signature holds several signers, or none.',
    signAgain,
    ['signature-several'],
  ),
  NU3010: words(
    'The signature does not contain its certificate',
    'The primary signature names no signing certificate.',
    signAgain,
  ),
  NU3011: words(
    'The primary signature is invalid',
    'NuGet cannot read the certificate chain of the signature.',
    signAgain,
  ),
  NU3012: words(
    'The primary signature does not verify',
    'The signature is invalid, or its certificate is revoked or not trusted.',
    ['Verify the package for details:', verify],
  ),
  NU3013: words(
    'The signature algorithm of the certificate is not supported',
    'NuGet accepts RSA with SHA-256, SHA-384 or SHA-512.',
    ['Get a certificate that is signed with one of these.'],
  ),
  NU3014: words('The key of the certificate is too short', 'NuGet requires an RSA key of at least 2048 bits.', [
    'Get a certificate with an RSA key of 2048 bits or more.',
  ]),
  NU3015: words(
    'The certificate is for lifetime signing',
    'NuGet refuses certificates with the extended key usage for lifetime signing.',
    ['Get a code-signing certificate without it.'],
    ['certificate-eku'],
  ),
  NU3016: words(
    'The hash algorithm of the package is not supported',
    'NuGet accepts SHA-256, SHA-384 and SHA-512.',
    signAgain,
    ['signature-sha1'],
  ),
  NU3017: words(
    'The signing certificate is not yet valid',
    'Its validity period begins in the future, or the clock of this machine is wrong.',
    ['Check the clock and the dates:', '  ppmi certificate show <certificate>'],
    ['certificate-not-yet-valid'],
  ),
  NU3018: words(
    'The signing certificate is not trusted on this machine',
    "The certificate chain of the author's signature does not end in a trusted root: a self-signed certificate, or a private CA. Seen also with a certificate whose extended key usage is not code signing.",
    [
      'Import the root into Trusted Root Certification Authorities where the package is signed or verified, or sign with a certificate of a public CA. On Linux and macOS see NU3042.',
      'See issuer and extended key usage of the certificate:',
      '  ppmi certificate show <certificate>',
    ],
    ['certificate-eku', 'certificate-self-signed-production'],
  ),
  NU3019: words(
    'The timestamp was changed',
    `The integrity check of the timestamp failed. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3020: words(
    'The timestamp does not contain its certificate',
    `The timestamp names no signing certificate. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3021: words(
    'The timestamp signature does not verify',
    `The signature of the timestamp is invalid. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3022: words(
    'The algorithm of the timestamp certificate is not supported',
    `NuGet accepts RSA with SHA-256, SHA-384 or SHA-512. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3023: words(
    'The key of the timestamp certificate is too short',
    `NuGet requires an RSA key of at least 2048 bits. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3024: words(
    'The digest algorithm of the timestamp is not supported',
    `NuGet accepts SHA-256, SHA-384 and SHA-512. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3025: words(
    'The timestamp certificate is not yet valid',
    `Its validity period begins in the future. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3026: words(
    'The answer of the timestamp server is invalid',
    'The nonce of the answer is not the one that was sent.',
    anotherTimestamp,
  ),
  NU3027: words('The signature has no timestamp', 'The signature ends with the certificate.', signAgain),
  NU3028: words(
    'The chain of the timestamp certificate cannot be built',
    'The certificate is not trusted or revoked, or the revocation server cannot be reached, as behind a restrictive proxy.',
    [
      'Allow the revocation servers. In a closed network, the variable NUGET_CERT_REVOCATION_MODE=offline checks only what is cached.',
    ],
  ),
  NU3029: words(
    'The timestamp signature is invalid',
    `The timestamp does not verify. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3030: words(
    'The hash algorithm of the timestamp is not supported',
    `NuGet accepts SHA-256, SHA-384 and SHA-512. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3031: words(
    'The repository countersignature is invalid',
    "The package source's signature does not verify.",
    ignoreRepository,
  ),
  NU3032: words('The package has several repository countersignatures', 'A package may carry one.', ignoreRepository),
  NU3033: words(
    'A repository signature cannot have a repository countersignature',
    "The primary signature is the package source's, not an author's.",
    ['Sign as the author before the package is published:', sign],
    ['package-unsigned'],
  ),
  NU3034: words(
    'The signer is not on the list of trusted signers',
    'signatureValidationMode is require, and no trusted signer of nuget.config matches the certificate.',
    ['Add the signer:', '  dotnet nuget trust author <name> <package.nupkg>'],
  ),
  NU3035: words(
    'The chain of the repository countersignature cannot be built',
    "The certificate of the package source's signature is not trusted here.",
    ignoreRepository,
  ),
  NU3036: words(
    "The time of the timestamp is outside its certificate's validity",
    `The timestamp does not count. ${timestampOnly}`,
    anotherTimestamp,
  ),
  NU3037: words(
    'The signature has expired',
    'The certificate has expired, and no timestamp proves that it was valid at signing.',
    [
      'Sign again with a valid certificate and a timestamp. A new certificate changes the trust: update the credential too.',
      sign,
    ],
    ['certificate-expired', 'hash-old-certificate'],
  ),
  NU3038: words(
    'A repository countersignature is required',
    'The settings accept only packages that their source has signed.',
    ignoreRepository,
  ),
  NU3040: words(
    'Two entries of nuget.config contradict each other',
    'The same certificate is listed with and without allowUntrustedRoot; NuGet takes false.',
    ['Keep one of the two entries.'],
  ),
  NU3042: words(
    "The root certificate is not in NuGet's bundle",
    'On Linux and macOS NuGet trusts the roots of a bundle of the .NET SDK or the system, not the store of the operating system. The message prints the root that is missing.',
    ['Add the root certificate to the bundle that the message names, or sign with a certificate of a public CA.'],
  ),
  NU3043: words(
    'The certificate fingerprint is not SHA-2',
    'The sign command takes a SHA-256, SHA-384 or SHA-512 fingerprint; SHA-1 is no longer accepted.',
    ['Take the SHA-256 fingerprint:', '  ppmi certificate show <certificate>'],
  ),
};
