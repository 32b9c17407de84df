/** Mistakes in the issuer: `https://{login host}/{tenant id}/v2.0`. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

const metadata: readonly string[] = [
  "The tenant's own answer holds the issuer letter by letter:",
  '  curl -s https://<login-host>/<tenant-id>/v2.0/.well-known/openid-configuration',
];

export const issuer = {
  'issuer-v1': mistakeIn('issuer', {
    code: 'PPMI2042',
    evidence: 'own',
    title: 'Issuer of version 1 tokens',
    does: 'is that of version 1 tokens, `https://sts.windows.net/…`',
    cause: 'Entra issues tokens in two forms with two issuers. The platform presents the one that ends in `/v2.0`.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-no-v2': mistakeIn('issuer', {
    code: 'PPMI2043',
    evidence: 'own',
    title: '`/v2.0` is missing from the issuer',
    does: 'lacks `/v2.0` at the end',
    cause: 'The issuer is compared as text, not as an address. Without `/v2.0` it is another one.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-trailing-slash': mistakeIn('issuer', {
    code: 'PPMI2044',
    evidence: 'own',
    title: 'Slash at the end of the issuer',
    does: 'ends with a slash too many',
    cause: 'The issuer is compared letter by letter, and a final `/` counts.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-missing-slash': mistakeIn('issuer', {
    code: 'PPMI2045',
    evidence: 'seen',
    title: 'No slash between host and tenant in the issuer',
    does: 'has no slash between host and tenant',
    cause:
      'A script of the vendor joins host and tenant without a slash for China (21Vianet); what it made still lives in tenants.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-common': mistakeIn('issuer', {
    code: 'PPMI2046',
    evidence: 'own',
    title: '`common` or `organizations` instead of the tenant',
    does: 'names no tenant, but `common`, `organizations` or `consumers`',
    cause:
      'Those words are for signing in people of any tenant. What is presented always names the tenant of the environment.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-other-tenant': mistakeIn('issuer', {
    code: 'PPMI2047',
    evidence: 'own',
    title: 'Issuer names another tenant',
    does: "names a tenant that is not the environment's",
    cause:
      'The tenant of the environment is the issuer, also when the application is registered elsewhere. The value may be right for an environment of that tenant, so it is left alone.',
    repair: 'create-beside',
    error: 700211,
    seeYourself: ['Compare the GUID in the issuer with the tenant of the environment.', ...metadata],
  }),
  'issuer-wrong-cloud': mistakeIn('issuer', {
    code: 'PPMI2048',
    evidence: 'documented',
    title: 'Issuer has the login host of another cloud',
    does: 'has the login host of another cloud',
    cause:
      'GCC uses the public host although its environments have addresses of their own; GCC High and DoD use `login.microsoftonline.us`; China uses `login.partner.microsoftonline.cn` although tokens can also be had elsewhere.',
    repair: 'create-beside',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-version-0': mistakeIn('issuer', {
    code: 'PPMI2049',
    evidence: 'seen',
    title: 'Issuer of version 0 with a subject of version 1 or 2',
    does: 'is that of version 0 (`….environment.api…/sts`), but the subject is of version 1 or 2',
    cause: 'Two generations of the instructions were mixed. From version 1 on, Entra itself is the issuer.',
    repair: 'update',
    error: 700211,
    seeYourself: metadata,
  }),
  'issuer-typo-enviornment': mistakeIn('issuer', {
    code: 'PPMI2050',
    evidence: 'seen',
    title: 'Misspelt host: `enviornment`',
    does: 'has `enviornment` in its host; it is spelt `environment`',
    cause: 'Early pages of the vendor printed the host misspelt, and it was copied.',
    repair: 'update',
    error: 700211,
    seeYourself: ['Look for `.enviornment.` in the issuer.'],
  }),
} as const satisfies Partial<FindingBodies>;
