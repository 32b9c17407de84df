/** Mistakes in the environment segment: `/e/{environment id}`. */
import type { FindingBodies } from '../../entry.ts';
import type { Printer } from '../../printer.ts';
import { mistakeIn } from './mistake.ts';

const findId = (print: Printer): readonly string[] => [
  'The environment ID is in Power Platform admin center > Environments > (name) > Environment ID, and in Power Apps > Settings > Session details.',
  print.readDataverse(
    "RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default')",
    ...['--query', 'Detail.EnvironmentId'],
  ),
];

export const environment = {
  'environment-is-organization': mistakeIn('subject', {
    code: 'PPMI2009',
    evidence: 'observed',
    title: 'Organization ID instead of environment ID',
    predicate:
      'has the organization ID of Dataverse in the environment segment; expected the environment ID of Power Platform',
    cause:
      'An environment has two GUIDs: its Power Platform environment ID and the ID of its Dataverse organization. Most developer tools and `WhoAmI` show the second; the subject contains the first.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'If this prints the ID in the subject, it is the organization ID:',
      print.readDataverse('WhoAmI', '--query', 'OrganizationId'),
      ...findId(print),
    ],
  }),
  'environment-without-dashes': mistakeIn('subject', {
    code: 'PPMI2010',
    evidence: 'observed',
    title: 'Environment ID without dashes',
    predicate: 'has the environment ID without its dashes',
    cause:
      'The ID without dashes is part of the host name of a version 0 issuer, and of no subject. Older instructions show both forms side by side.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'The environment ID in the subject must have 36 characters, four of them dashes.',
      ...findId(print),
    ],
  }),
  'environment-upper-case': mistakeIn('subject', {
    code: 'PPMI2011',
    evidence: 'derived',
    title: 'Environment ID in upper case or braces',
    predicate: 'has the right environment ID, but in upper case or in braces',
    cause:
      'Entra compares exactly, character by character. Some tools print GUIDs in upper case or in braces; the platform presents lower case without braces.',
    repair: 'update',
    error: 7002138,
    verify: () => ['The environment ID in the subject must contain digits, `a` to `f` and dashes only.'],
  }),
  'environment-other': mistakeIn('subject', {
    code: 'PPMI2012',
    evidence: 'observed',
    title: 'Credential of another environment',
    predicate: 'names another environment',
    cause:
      'The credential was copied, often from development to test or production. Each environment needs its own. The old one may still be in use for the other environment, so ppmi never overwrites it.',
    repair: 'create-beside',
    error: 700213,
    verify: findId,
  }),
} as const satisfies Partial<FindingBodies>;
