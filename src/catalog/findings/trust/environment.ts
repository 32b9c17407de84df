/** Mistakes in the environment segment: `/e/{environment id}`. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

const whereItStands: readonly string[] = [
  'The environment id stands in the Power Platform admin center under Environments > (name) > Environment ID, and in Power Apps under Settings > Session details.',
  '  az rest --resource <environment-url> --url "<environment-url>/api/data/v9.2/RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType\'Default\')" --query Detail.EnvironmentId',
];

export const environment = {
  'environment-is-organization': mistakeIn('subject', {
    code: 'PPMI2009',
    evidence: 'seen',
    title: 'Organization id instead of environment id',
    does: 'has the organization id of Dataverse after `/e/`; the environment id of Power Platform belongs there',
    cause:
      'An environment has two GUIDs: the id of Power Platform and the id of its Dataverse database. Most developer tools and `WhoAmI` show the second, the trust is built from the first.',
    repair: 'update',
    error: 700213,
    seeYourself: [
      'If this prints the id in the subject, it is the wrong one:',
      '  az rest --resource <environment-url> --url "<environment-url>/api/data/v9.2/WhoAmI" --query OrganizationId',
      ...whereItStands,
    ],
  }),
  'environment-without-dashes': mistakeIn('subject', {
    code: 'PPMI2010',
    evidence: 'seen',
    title: 'Environment id without dashes',
    does: 'has the environment id without its dashes',
    cause:
      'The id without dashes is right in the host name of a version 0 issuer and wrong in every subject. Both stand side by side in older instructions.',
    repair: 'update',
    error: 700213,
    seeYourself: ['The part after `/e/` must have 36 characters, four of them dashes.', ...whereItStands],
  }),
  'environment-upper-case': mistakeIn('subject', {
    code: 'PPMI2011',
    evidence: 'own',
    title: 'Environment id in capitals or braces',
    does: 'has the right environment id, but in capitals or braces',
    cause:
      'Entra compares letter by letter. Some tools print GUIDs in capitals or in braces; the platform presents lower case without braces.',
    repair: 'update',
    error: 7002138,
    seeYourself: ['The part after `/e/` must hold digits, `a` to `f` and dashes only.'],
  }),
  'environment-other': mistakeIn('subject', {
    code: 'PPMI2012',
    evidence: 'seen',
    title: 'Credential of another environment',
    does: 'names another environment',
    cause:
      'The credential was copied, often from development to test or production. Each environment needs its own. The old one may be working where it came from, so it is never overwritten.',
    repair: 'create-beside',
    error: 700213,
    seeYourself: whereItStands,
  }),
} as const satisfies Partial<FindingBodies>;
