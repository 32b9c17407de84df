/** Faults of the credentials as a set: none, too many, the wrong kind, too new. */

import type { FindingArgs } from '../../../domain/findings.ts';
import { capital, createCredential, doctor, named, patchRecord, repair, slot } from '../../commands.ts';
import { type FindingBodies, firstRelease } from '../../entry.ts';

function nearestOf({ nearest, nearestDiffers }: FindingArgs['fic-missing']): string {
  const differs = nearestDiffers.length === 0 ? '' : `; it differs in: ${nearestDiffers.join(', ')}`;
  return nearest === null ? '' : ` The nearest is "${nearest}"${differs}.`;
}

export const credential = {
  'fic-missing': {
    code: 'PPMI2001',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'No federated credential trusts this plug-in',
    says: (args) =>
      `${capital(named('application', args.application))} has no federated identity credential that fits ${named('component', args.component)}.${nearestOf(args)}`,
    cause:
      'Entra gives a token only if a federated identity credential of the application equals the issuer, subject and audience that the platform presents. None does, and none shows by a known mistake that it was meant to.',
    fix: (args) => [
      ...repair(args),
      ...createCredential(args),
      ...(args.action === 'upgrade'
        ? ['Then set the version of the record:', ...patchRecord(args, { version: 2 })]
        : []),
    ],
    repair: 'create',
    see: ['AADSTS700213', 'AADSTS70021'],
    seeYourself: [
      'List what the application trusts and compare it with what the plug-in presents:',
      '  az ad app federated-credential list --id <application-id>',
      '  ppmi subject show <signed file> --tenant <tenant-id> --environment-id <environment-id>',
    ],
  },
  'fic-on-other-app': {
    code: 'PPMI2002',
    severity: 'error',
    since: firstRelease,
    evidence: 'own',
    title: 'The right credential is on another application',
    says: ({ credential: name, expected, actual }) =>
      `${capital(named('credential', name, 'a credential'))} is right for this plug-in, but is on application ${slot(actual, 'other-application-id')}; the managed identity record names ${slot(expected, 'application-id')}.`,
    cause:
      'The platform asks Entra for a token of the application that the record names. Credentials of other applications are not looked at.',
    fix: (args) => [
      'Decide which application the plug-in is to be.',
      'The one that the record names: create the credential there.',
      ...repair(args),
      ...createCredential({ ...args, expected: null, applicationId: args.expected }),
      'The other one: make it the application of the managed identity record.',
      ...patchRecord(args, { applicationid: slot(args.actual, 'other-application-id') }),
    ],
    repair: 'ask',
    see: ['AADSTS700213'],
    seeYourself: [
      'List the credentials of both applications:',
      '  az ad app federated-credential list --id <application-id>',
    ],
  },
  'fic-limit': {
    code: 'PPMI2003',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'The application holds 20 credentials, and none fits',
    says: (args) =>
      `${capital(named('application', args.application))} holds ${args.count ?? 'at least 20'} federated identity credentials, none of them fits ${named('component', args.component)}, and Entra allows no more than 20.${nearestOf(args)}`,
    cause:
      'Every environment and every certificate needs a credential of its own. Those of deleted environments and replaced certificates stay until somebody deletes them.',
    fix: (args) => [
      'Find a credential that nobody needs; ppmi does not choose for you.',
      `  az ad app federated-credential list --id ${slot(args.applicationId, 'application-id')} --query "[].{name:name,subject:subject}" --output table`,
      ...(args.stale == null ? [] : [`Likely stale: ${args.stale}`]),
      'Delete it, then let ppmi plan the new one.',
      `  az ad app federated-credential delete --id ${slot(args.applicationId, 'application-id')} --federated-credential-id <credential-name>`,
      ...repair(args),
    ],
    repair: 'none',
    see: ['AADSTS700213'],
  },
  'fic-flexible': {
    code: 'PPMI2055',
    severity: 'error',
    since: firstRelease,
    evidence: 'own',
    title: 'The credential matches by an expression instead of a subject',
    says: ({ credential: name }) =>
      `${capital(named('credential', name))} has a claims-matching expression and no subject. It is not usable here.`,
    cause:
      'Flexible credentials are made for the tokens of GitHub, GitLab and Terraform Cloud. What a plug-in presents is matched only against an explicit subject, letter by letter.',
    fix: (args) => [
      'Create a credential with the explicit subject; the flexible one stays.',
      ...repair(args),
      ...createCredential(args),
    ],
    repair: 'create-beside',
    see: ['AADSTS7002131', 'AADSTS700213'],
    seeYourself: [
      'A flexible credential shows `subject: null`; the expression is in the beta version of Graph only:',
      '  az rest --url "https://graph.microsoft.com/beta/applications(appId=\'<application-id>\')/federatedIdentityCredentials"',
    ],
  },
  'fic-propagating': {
    code: 'PPMI2056',
    severity: 'error',
    since: firstRelease,
    evidence: 'seen',
    title: 'The credential is right, but not yet known everywhere in Entra',
    says: ({ credential: name }) =>
      `${capital(named('credential', name))} equals what the plug-in presents; the exchange still fails.`,
    cause:
      'A new or changed credential needs minutes to reach all of Entra. Until then attempts fail and succeed in turn, and a failed one proves nothing. No number is documented; ten minutes is our margin.',
    fix: (args) => ['Change nothing. Wait a few minutes and look again:', doctor(args)],
    repair: 'wait',
    see: ['AADSTS70021', 'AADSTS70025', 'AADSTS700213'],
    seeYourself: [
      'Compare the configured values with those in the error text. If they are equal letter by letter, wait.',
    ],
  },
} as const satisfies Partial<FindingBodies>;
