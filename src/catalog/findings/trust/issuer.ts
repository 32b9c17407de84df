/** Mistakes in the issuer: `https://{login host}/{tenant id}/v2.0`. */
import type { FindingBodies } from '../../entry.ts';
import type { Printer } from '../../printer.ts';
import { mistakeIn } from './mistake.ts';

const metadata = (print: Printer): readonly string[] => [
  'The metadata of the tenant contain the exact issuer:',
  print.command('curl', '-s', 'https://<login-host>/<tenant-id>/v2.0/.well-known/openid-configuration'),
];

export const issuer = {
  'issuer-v1': mistakeIn('issuer', {
    code: 'PPMI2042',
    evidence: 'derived',
    title: 'Issuer of version 1 tokens',
    predicate: 'is that of version 1 tokens, `https://sts.windows.net/…`',
    cause:
      'Entra issues tokens in two versions with two issuers. The platform presents the issuer that ends in `/v2.0`.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-no-v2': mistakeIn('issuer', {
    code: 'PPMI2043',
    evidence: 'derived',
    title: '`/v2.0` is missing from the issuer',
    predicate: 'lacks `/v2.0` at the end',
    cause: 'Entra compares the issuer as text, not as an address. Without `/v2.0` it is a different issuer.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-trailing-slash': mistakeIn('issuer', {
    code: 'PPMI2044',
    evidence: 'derived',
    title: 'Slash at the end of the issuer',
    predicate: 'ends with a slash; expected none',
    cause: 'Entra compares the issuer exactly, and a final `/` counts.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-missing-slash': mistakeIn('issuer', {
    code: 'PPMI2045',
    evidence: 'observed',
    title: 'No slash between host and tenant in the issuer',
    predicate: 'has no slash between host and tenant',
    cause:
      'A script of the vendor joins host and tenant without a slash for China (21Vianet). Credentials that it created are still in use.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-common': mistakeIn('issuer', {
    code: 'PPMI2046',
    evidence: 'derived',
    title: '`common` or `organizations` instead of the tenant',
    predicate: 'names `common`, `organizations` or `consumers` instead of a tenant',
    cause:
      'These words are for signing in users of any tenant. The presented issuer always names the tenant of the environment.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-other-tenant': mistakeIn('issuer', {
    code: 'PPMI2047',
    evidence: 'derived',
    title: 'Issuer names another tenant',
    predicate: 'names a tenant other than that of the environment',
    cause:
      'The issuer is the tenant of the environment, even if the application is registered elsewhere. The value may be valid for an environment of the other tenant, so ppmi does not change it.',
    repair: 'create-beside',
    error: 700211,
    verify: (print) => ['Compare the GUID in the issuer with the tenant of the environment.', ...metadata(print)],
  }),
  'issuer-wrong-cloud': mistakeIn('issuer', {
    code: 'PPMI2048',
    evidence: 'documented',
    title: 'Issuer has the login host of another cloud',
    predicate: 'has the login host of another cloud',
    cause:
      'GCC uses the public host although its environments have addresses of their own; GCC High and DoD use `login.microsoftonline.us`; China uses `login.partner.microsoftonline.cn`, although other hosts issue tokens there too.',
    repair: 'create-beside',
    error: 700211,
    verify: metadata,
  }),
  'issuer-version-0': mistakeIn('issuer', {
    code: 'PPMI2049',
    evidence: 'observed',
    title: 'Issuer of version 0 with a subject of version 1 or 2',
    predicate: 'is that of version 0 (`….environment.api…/sts`), but the subject is of version 1 or 2',
    cause: 'Instructions for two versions were mixed. From version 1 on, Entra is the issuer.',
    repair: 'update',
    error: 700211,
    verify: metadata,
  }),
  'issuer-typo-enviornment': mistakeIn('issuer', {
    code: 'PPMI2050',
    evidence: 'observed',
    title: 'Misspelled host: `enviornment`',
    predicate: 'has `enviornment` in its host; expected `environment`',
    cause: 'Early documentation of the vendor misspelled the host, and the misspelling was copied.',
    repair: 'update',
    error: 700211,
    verify: () => ['Look for `.enviornment.` in the issuer.'],
  }),
} as const satisfies Partial<FindingBodies>;
