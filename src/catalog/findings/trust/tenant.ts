/** Mistakes in the cloud, tenant and platform segments: `/eid1/c/{cloud}/t/{tenant}/a/{platform}`. */
import type { FindingBodies } from '../../entry.ts';
import { decodeGuid, encodeTenant, explainSubject, mistakeIn } from './mistake.ts';

export const tenant = {
  'tenant-big-endian': mistakeIn('subject', {
    code: 'PPMI2004',
    evidence: 'observed',
    title: 'Tenant ID encoded in the wrong byte order',
    predicate:
      'has the tenant ID encoded in the byte order in which a GUID is printed; .NET swaps the bytes of its first three groups',
    cause:
      'The segment after `/t/` is base64url of the 16 bytes of `Guid.ToByteArray()` in .NET. Most languages convert the printed GUID from hex to bytes, which gives different bytes for the first three groups. Both values end in the same ten or eleven characters, so the difference is easy to miss.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      ...decodeGuid(print),
      'The first three groups of the result are reversed, byte by byte.',
      ...encodeTenant(print),
    ],
  }),
  'tenant-raw-guid': mistakeIn('subject', {
    code: 'PPMI2005',
    evidence: 'observed',
    title: 'Tenant ID in the subject as a plain GUID',
    predicate: 'has the tenant ID as a GUID after `/t/`; expected 22 characters of base64url',
    cause: 'The tenant ID was pasted as the portal shows it, without encoding it.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'The part after `/t/` must be 22 characters long and not look like a GUID.',
      ...encodeTenant(print),
    ],
  }),
  'tenant-base64-of-text': mistakeIn('subject', {
    code: 'PPMI2006',
    evidence: 'observed',
    title: "Base64 of the tenant ID's text instead of its bytes",
    predicate: 'encodes the 36 characters of the tenant ID as text; expected the 16 bytes of the GUID',
    cause: 'A general base64 tool encodes the characters of its input. The result is 48 characters long instead of 22.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'Decode the part after `/t/` as base64; the result is a readable GUID:',
      print.powershell("[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('<part after /t/>'))"),
      ...encodeTenant(print),
    ],
  }),
  'tenant-standard-base64': mistakeIn('subject', {
    code: 'PPMI2007',
    evidence: 'observed',
    title: 'Tenant ID in standard base64 instead of base64url',
    predicate: 'has `+`, `/` or `=` in the tenant segment; base64url uses `-` and `_` and no padding',
    cause:
      'The output of a standard base64 function was not converted. A `/` also splits the segment, which Entra may report as a malformed path (AADSTS70050, not verified).',
    repair: 'update',
    error: 700213,
    verify: (print) => ['Look for `+`, `=` or an extra `/` between `/t/` and `/a/`.', ...encodeTenant(print)],
  }),
  'tenant-other': mistakeIn('subject', {
    code: 'PPMI2008',
    evidence: 'derived',
    title: 'Subject names another tenant',
    predicate: 'names a tenant other than that of the environment',
    cause:
      'The subject contains the tenant of the environment, not that of the Azure subscription or the application. The value is well formed and may be valid for another environment, so ppmi does not change it.',
    repair: 'create-beside',
    error: 700213,
    verify: (print) => [
      ...decodeGuid(print),
      'Compare it with the tenant that the Power Platform admin center shows for the environment.',
    ],
  }),
  'prefix-wrong-cloud': mistakeIn('subject', {
    code: 'PPMI2036',
    evidence: 'documented',
    title: 'Subject names another cloud',
    predicate: 'begins with the prefix of another cloud',
    cause:
      'The prefix after `/eid1/c/` is `pub` for public and GCC, `usg` for GCC High and DoD, `chn` for China. The vendor prints `uss` for USNat and `usn` for USSec, which look swapped; ppmi shows that difference as not verified and never changes it.',
    repair: 'create-beside',
    error: 700213,
    verify: (print) => ['Look at the three letters after `/eid1/c/`.', ...explainSubject(print)],
  }),
  'app-segment-own-app': mistakeIn('subject', {
    code: 'PPMI2037',
    evidence: 'derived',
    title: 'Your own client ID instead of the platform application',
    predicate: "has your application's client ID after `/a/`; expected the constant of the platform",
    cause:
      'The segment after `/a/` is the application of Power Platform that presents the assertion. It is the same for every customer: `qzXoWDkuqUa3l6zM5mM0Rw`. Your client ID is not part of the subject.',
    repair: 'update',
    error: 700213,
    verify: (print) => ['The part after `/a/` must be `qzXoWDkuqUa3l6zM5mM0Rw`.', ...explainSubject(print)],
  }),
  'app-segment-test': mistakeIn('subject', {
    code: 'PPMI2038',
    evidence: 'observed',
    title: "Platform application of the vendor's test ring",
    predicate: "has the ID of the vendor's test or pre-production ring after `/a/`",
    cause:
      'Scripts of the vendor contain the application IDs of all rings. Customer environments use the production ring: `qzXoWDkuqUa3l6zM5mM0Rw`.',
    repair: 'update',
    error: 700213,
    verify: () => [
      'The part after `/a/` must be `qzXoWDkuqUa3l6zM5mM0Rw`; `L5f3f5fVhEuUXYRgAT1Q4w` is the test ring, `CQSGf3JJtEi27nY2ePL7UQ` the pre-production ring.',
    ],
  }),
} as const satisfies Partial<FindingBodies>;
