/** Mistakes in the cloud, tenant and platform segments: `/eid1/c/{cloud}/t/{tenant}/a/{platform}`. */
import type { FindingBodies } from '../../entry.ts';
import { decodeGuid, encodeTenant, explainSubject, mistakeIn } from './mistake.ts';

export const tenant = {
  'tenant-big-endian': mistakeIn('subject', {
    code: 'PPMI2004',
    evidence: 'seen',
    title: 'Tenant id encoded in the wrong byte order',
    does: 'has the tenant id encoded in the order in which a GUID is printed; .NET swaps the bytes of the first three groups',
    cause:
      "The segment after `/t/` is base64url of the 16 bytes of .NET's `Guid.ToByteArray()`. Turning the printed GUID from hex into bytes, as most languages do, gives other bytes for the first three groups. Right and wrong value share their last ten or eleven characters, which makes it easy to miss.",
    repair: 'update',
    error: 700213,
    seeYourself: [...decodeGuid, 'Its first three groups come out reversed, byte by byte.', ...encodeTenant],
  }),
  'tenant-raw-guid': mistakeIn('subject', {
    code: 'PPMI2005',
    evidence: 'seen',
    title: 'Tenant id stands in the subject as a plain GUID',
    does: 'has the tenant id as a GUID after `/t/`, where 22 characters of base64url belong',
    cause: 'The tenant id was pasted as it is shown in the portal instead of being encoded.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'The part after `/t/` must be 22 characters long and hold no dash pattern of a GUID.',
      ...encodeTenant,
    ],
  }),
  'tenant-base64-of-text': mistakeIn('subject', {
    code: 'PPMI2006',
    evidence: 'seen',
    title: "Base64 of the tenant id's text instead of its bytes",
    does: 'has the 36 characters of the tenant id encoded as text; the 16 bytes of the GUID belong there',
    cause:
      'A general base64 tool encodes the letters that it is given. The result is 48 characters long instead of 22.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'Decode the part after `/t/` as base64; a readable GUID comes out:',
      "  [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('<part after /t/>'))",
      ...encodeTenant,
    ],
  }),
  'tenant-standard-base64': mistakeIn('subject', {
    code: 'PPMI2007',
    evidence: 'seen',
    title: 'Tenant id in standard base64 instead of base64url',
    does: 'has `+`, `/` or `=` in the tenant segment; base64url has `-` and `_` and no padding',
    cause:
      'Standard base64 was used as it came out. A `/` also cuts the segment in two, which Entra may report as a malformed path (AADSTS70050, not verified).',
    repair: 'update',
    error: 700213,
    seeYourself: ['Look for `+`, `=` or an extra `/` between `/t/` and `/a/`.', ...encodeTenant],
  }),
  'tenant-other': mistakeIn('subject', {
    code: 'PPMI2008',
    evidence: 'own',
    title: 'Subject names another tenant',
    does: "names a tenant that is not the environment's",
    cause:
      'The subject holds the tenant of the environment. Somebody took the tenant of the Azure subscription, of the application, or of another customer. The value is well formed and may be right for another environment, so it is left alone.',
    repair: 'create-beside',
    error: 700213,
    seeYourself: [
      ...decodeGuid,
      'Compare it with the tenant that the Power Platform admin center shows for the environment.',
    ],
  }),
  'prefix-wrong-cloud': mistakeIn('subject', {
    code: 'PPMI2036',
    evidence: 'documented',
    title: 'Subject names another cloud',
    does: 'begins with the prefix of another cloud',
    cause:
      'After `/eid1/c/` stands `pub` for public and GCC, `usg` for GCC High and DoD, `chn` for China. The vendor prints `uss` for USNat and `usn` for USSec, which look swapped; that difference alone is shown as not verified and never changed.',
    repair: 'create-beside',
    error: 700213,
    seeYourself: ['Look at the three letters after `/eid1/c/`.', ...explainSubject],
  }),
  'app-segment-own-app': mistakeIn('subject', {
    code: 'PPMI2037',
    evidence: 'own',
    title: 'Your own client id stands where the platform application belongs',
    does: "has your application's client id after `/a/`; the platform's constant belongs there",
    cause:
      'The segment after `/a/` names the application of Power Platform that presents the assertion, the same for every customer: `qzXoWDkuqUa3l6zM5mM0Rw`. Your client id is not part of the subject at all.',
    repair: 'update',
    error: 700213,
    seeYourself: ['The part after `/a/` must read `qzXoWDkuqUa3l6zM5mM0Rw`.', ...explainSubject],
  }),
  'app-segment-test': mistakeIn('subject', {
    code: 'PPMI2038',
    evidence: 'seen',
    title: "Platform application of the vendor's test ring",
    does: "has the id of the vendor's test or pre-production ring after `/a/`",
    cause:
      'Scripts that came from the vendor hold the application ids of all rings. Customers are always served by the production one: `qzXoWDkuqUa3l6zM5mM0Rw`.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'The part after `/a/` must read `qzXoWDkuqUa3l6zM5mM0Rw`; `L5f3f5fVhEuUXYRgAT1Q4w` is the test ring, `CQSGf3JJtEi27nY2ePL7UQ` the pre-production ring.',
    ],
  }),
} as const satisfies Partial<FindingBodies>;
