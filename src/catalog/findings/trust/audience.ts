/** Mistakes in the audience, a constant of each cloud. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

const constants: readonly string[] = [
  'Public and GCC: `api://AzureADTokenExchange`; GCC High and DoD: `api://AzureADTokenExchangeUSGov`; China: `api://AzureADTokenExchangeChina`.',
  '  az ad app federated-credential list --id <application-id> --query "[].{name:name,audiences:audiences}"',
];

export const audience = {
  'audience-case': mistakeIn('audience', {
    code: 'PPMI2051',
    evidence: 'documented',
    title: 'Audience in the wrong letter case',
    does: 'has the right letters in the wrong case',
    cause: 'The audience is compared letter by letter.',
    repair: 'update',
    error: 700212,
    seeYourself: constants,
  }),
  'audience-version-0': mistakeIn('audience', {
    code: 'PPMI2052',
    evidence: 'seen',
    title: 'Audience of version 0 with a subject of version 1 or 2',
    does: 'is the lower-case one of version 0, but the subject is of version 1 or 2',
    cause: 'Version 0 asked for `api://azureadtokenexchange` in lower case. Versions 1 and 2 present it with capitals.',
    repair: 'update',
    error: 700212,
    seeYourself: constants,
  }),
  'audience-wrong-cloud': mistakeIn('audience', {
    code: 'PPMI2053',
    evidence: 'documented',
    title: 'Audience of another cloud',
    does: 'is that of another cloud',
    cause:
      'Each cloud has its own audience; GCC uses the public one. Issuer and subject of a credential must be unique on an application, so the audience is corrected in place.',
    repair: 'update',
    error: 700212,
    seeYourself: constants,
  }),
  'audience-app-uri': mistakeIn('audience', {
    code: 'PPMI2054',
    evidence: 'own',
    title: "The application's own URI as audience",
    does: 'is the URI of an application, `api://{client id}`',
    cause: 'The audience says for whom the assertion is meant: the token exchange of Entra, not your application.',
    repair: 'update',
    error: 700212,
    seeYourself: constants,
  }),
} as const satisfies Partial<FindingBodies>;
