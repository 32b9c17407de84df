/** Mistakes in the audience, a constant of each cloud. */
import type { FindingBodies } from '../../entry.ts';
import type { Printer } from '../../printer.ts';
import { mistakeIn } from './mistake.ts';

const constants = (print: Printer): readonly string[] => [
  'Public and GCC: `api://AzureADTokenExchange`; GCC High and DoD: `api://AzureADTokenExchangeUSGov`; China: `api://AzureADTokenExchangeChina`.',
  print.command(
    ...['az', 'ad', 'app', 'federated-credential', 'list', '--id', print.applicationId],
    ...['--query', '[].{name:name,audiences:audiences}'],
  ),
];

export const audience = {
  'audience-case': mistakeIn('audience', {
    code: 'PPMI2051',
    evidence: 'documented',
    title: 'Audience in the wrong letter case',
    predicate: 'differs from the expected one in letter case only',
    cause: 'Entra compares the audience exactly, character by character.',
    repair: 'update',
    error: 700212,
    verify: constants,
  }),
  'audience-version-0': mistakeIn('audience', {
    code: 'PPMI2052',
    evidence: 'observed',
    title: 'Audience of version 0 with a subject of version 1 or 2',
    predicate: 'is the lower-case audience of version 0, but the subject is of version 1 or 2',
    cause:
      'Version 0 uses `api://azureadtokenexchange` in lower case. Versions 1 and 2 present `api://AzureADTokenExchange`.',
    repair: 'update',
    error: 700212,
    verify: constants,
  }),
  'audience-wrong-cloud': mistakeIn('audience', {
    code: 'PPMI2053',
    evidence: 'documented',
    title: 'Audience of another cloud',
    predicate: 'is that of another cloud',
    cause:
      'Each cloud has its own audience; GCC uses the public one. Issuer and subject of a credential must be unique on an application, so the audience is corrected in place.',
    repair: 'update',
    error: 700212,
    verify: constants,
  }),
  'audience-app-uri': mistakeIn('audience', {
    code: 'PPMI2054',
    evidence: 'derived',
    title: "The application's own URI as audience",
    predicate: 'is the URI of an application, `api://{client id}`',
    cause: 'The audience names the recipient of the assertion: the token exchange of Entra, not your application.',
    repair: 'update',
    error: 700212,
    verify: constants,
  }),
} as const satisfies Partial<FindingBodies>;
