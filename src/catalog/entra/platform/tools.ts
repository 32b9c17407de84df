/** Errors of pipelines and of signing tools. */
import type { PlatformEntry } from './entry.ts';

const show = ['See what a file carries:', '  ppmi certificate show <file>'] as const;

export const tools = {
  'pipeline-credential': {
    title: "The pipeline's own sign-in has no matching credential",
    cause:
      "The Power Platform Build Tools (pac) could not sign in with the service connection: the federated credential of its service principal does not fit. It is the pipeline's trust, not the plug-in's.",
    fix: () => [
      'Take issuer and subject from the service connection: Azure DevOps > Project settings > Service connections > the connection > Edit. The log masks them with *** when they are secret variables.',
      'Set both on the credential of the application that the connection names: App registrations > the application > Certificates & secrets > Federated credentials.',
      'The issuer is https://vstoken.dev.azure.com/<organization-id> with the subject sc://<organization>/<project>/<connection>; a newer connection has the Entra issuer and a subject that begins with /eid1/.',
    ],
    see: [],
    confidence: 'seen',
  },
  'id-token-permission-missing': {
    title: 'The workflow may not request an ID token',
    cause:
      'GitHub gives a job the address for ID tokens only when the job has the permission `id-token: write`. No token was requested from Entra yet.',
    fix: () => [
      'Add the permission to the workflow or the job. Permissions that are not listed are removed, so list what the job needs besides:',
      '  permissions:',
      '    id-token: write',
      '    contents: read',
      'A called (reusable) workflow gets no more than its caller has. Pull requests from forks never get the permission.',
    ],
    see: [],
    confidence: 'seen',
  },
  'nuget-signing': {
    title: 'A NuGet package signature cannot be created or verified',
    cause: 'NuGet prints a code of the family NU3000 to NU3043 for signatures.',
    fix: () => ['Verify the package:', '  dotnet nuget verify --all <package.nupkg>'],
    see: [],
    confidence: 'documented',
  },
  'signtool-no-certificate': {
    title: 'signtool found no certificate to sign with',
    cause:
      'No certificate in the store or file passes every filter: the name or thumbprint does not match, it has expired, its extended key usage lacks code signing, or it has no private key.',
    fix: () => [
      'See which filter removed it:',
      '  signtool sign /debug /fd SHA256 /sha1 <thumbprint> <file>',
      'See what the certificate allows:',
      '  ppmi certificate show <certificate>',
    ],
    see: ['certificate-eku', 'certificate-expired'],
    confidence: 'documented',
  },
  'signtool-no-private-key': {
    title: 'The certificate has no private key here',
    cause: 'A .cer or .crt file holds only the certificate. Signing needs the private key too.',
    fix: () => ['Sign with the PFX file, or on the machine or token that holds the key.'],
    see: [],
    confidence: 'documented',
  },
  'signtool-password': {
    title: 'The password of the PFX file is wrong',
    cause: 'signtool could not open the PFX file with the password of /p.',
    fix: () => ['Check password and file:', '  ppmi certificate show <certificate.pfx> --password-file <file>'],
    see: [],
    confidence: 'documented',
  },
  'signtool-timestamp': {
    title: 'The timestamp server did not answer',
    cause:
      'The server of /tr or /t is unreachable, often because a proxy blocks plain HTTP, or it does not support the protocol that was asked for.',
    fix: () => [
      'Use an RFC 3161 server with /tr and /td:',
      '  signtool sign /fd SHA256 /tr http://timestamp.digicert.com /td SHA256 /sha1 <thumbprint> <file>',
    ],
    see: [],
    confidence: 'documented',
  },
  'signtool-failed': {
    title: 'signtool could not sign the file',
    cause:
      'The signing call failed. The code in parentheses names the reason; 0x8007000B stands for a file whose format or hash algorithm the signature does not support.',
    fix: () => [
      'Sign with the SHA-256 digest, and show details:',
      '  signtool sign /debug /fd SHA256 /sha1 <thumbprint> <file>',
    ],
    see: [],
    confidence: 'documented',
  },
  'signature-missing': {
    title: 'The file has no signature',
    cause: 'Windows found no Authenticode signature (TRUST_E_NOSIGNATURE).',
    fix: () => [...show, 'Sign it, and register the signed file again.'],
    see: ['assembly-unsigned'],
    confidence: 'documented',
  },
  'signature-untrusted': {
    title: 'The signature is not trusted on this machine',
    cause:
      'The certificate chain does not end in a trusted root: a self-signed certificate, or one of a private CA. Dataverse itself does not need this trust for a plug-in.',
    fix: () => [
      'Import the root into Trusted Root Certification Authorities where the signature is verified, or sign with a certificate of a public CA.',
      ...show,
    ],
    see: ['certificate-self-signed-production'],
    confidence: 'documented',
  },
  'signature-changed': {
    title: 'The file was changed after it was signed',
    cause: 'The digest over the file is not the signed one (TRUST_E_BAD_DIGEST).',
    fix: () => ['Sign last: after the build, after strong naming, after any rewriting.', ...show],
    see: ['signature-broken'],
    confidence: 'documented',
  },
  'certificate-expired': {
    title: 'The signing certificate is expired or not yet valid',
    cause: 'The certificate is outside its validity period, and no timestamp proves that it was valid at signing.',
    fix: () => [
      'Sign with a valid certificate and a timestamp. A new certificate changes the trust: update the credential too.',
      ...show,
    ],
    see: ['certificate-expired', 'certificate-not-yet-valid', 'hash-old-certificate'],
    confidence: 'documented',
  },
  'certificate-wrong-usage': {
    title: 'The certificate is not for code signing',
    cause: 'The extended key usage does not contain code signing (1.3.6.1.5.5.7.3.3).',
    fix: () => ['Get a code-signing certificate.', ...show],
    see: ['certificate-eku'],
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
