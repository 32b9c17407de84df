/** Problems of the credentials as a set: none, too many, the wrong kind, too new. */

import type { FindingArgs } from '../../../domain/findings.ts';
import { quoted } from '../../../domain/harmless-text.ts';
import { guidWord } from '../../../domain/shell/words.ts';
import { capital, named } from '../../commands.ts';
import { type FindingBodies, firstRelease } from '../../entry.ts';
import type { Printer } from '../../printer.ts';

function nearestOf({ nearest, nearestDiffers }: FindingArgs['fic-missing']): string {
  const differs = nearestDiffers.length === 0 ? '' : `; it differs in: ${nearestDiffers.join(', ')}`;
  return nearest === null ? '' : ` The nearest is ${quoted(nearest)}${differs}.`;
}

const listCredentials = (print: Printer, ...more: readonly string[]): string =>
  print.command('az', 'ad', 'app', 'federated-credential', 'list', '--id', print.applicationId, ...more);

export const credential = {
  'fic-missing': {
    code: 'PPMI2001',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'No federated credential trusts this plug-in',
    message: (args) =>
      `${capital(named('application', args.application))} has no federated identity credential that matches ${named('component', args.component)}.${nearestOf(args)}`,
    cause:
      'Entra issues a token only if a federated identity credential of the application equals the issuer, subject and audience that the platform presents. No credential does, and none differs from it by a known mistake.',
    fix: (_args, print) => [...print.repair(), ...print.byHand()],
    repair: 'create',
    see: ['AADSTS700213', 'AADSTS70021'],
    verify: (print) => [
      'List the credentials of the application, and print what the plug-in presents:',
      listCredentials(print),
      print.command(
        ...['ppmi', 'subject', 'show', '<signed-file>', '--tenant', '<tenant-id>'],
        ...['--environment-id', '<environment-id>'],
      ),
    ],
  },
  'fic-on-other-app': {
    code: 'PPMI2002',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The right credential is on another application',
    message: ({ credential: name, expected, actual }) =>
      `${capital(named('credential', name, 'a credential'))} matches this plug-in, but belongs to ${actual === null ? 'another application' : `application ${actual}`}; the managed identity record names ${expected === null ? 'a different one' : expected}.`,
    cause:
      'The platform requests a token for the application that the record names. Entra ignores the credentials of other applications.',
    fix: (args, print) => [
      'Decide which application the plug-in acts as.',
      'If it is the one that the record names, create the credential there:',
      ...print.repair(),
      ...print.byHand(),
      'If it is the other one, bind the component to a record of that application:',
      ...print.repair('--application-id', guidWord(args.actual, 'application-id')),
    ],
    repair: 'ask',
    see: ['AADSTS700213'],
    verify: (print) => ['List the credentials of both applications:', listCredentials(print)],
  },
  'fic-limit': {
    code: 'PPMI2003',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'The application holds 20 credentials, and none matches',
    message: (args) =>
      `${capital(named('application', args.application))} has ${args.count ?? 'at least 20'} federated identity credentials, and none of them matches ${named('component', args.component)}. Entra allows 20.${nearestOf(args)}`,
    cause:
      'Every environment and every certificate needs a credential of its own. Those of deleted environments and replaced certificates stay until you delete them.',
    fix: (_args, print) => [
      'Find a credential that is no longer used. ppmi cannot know which one that is.',
      listCredentials(print, '--query', '[].{name:name,subject:subject}', '--output', 'table'),
      'Delete it, then plan the new one:',
      print.command(
        ...['az', 'ad', 'app', 'federated-credential', 'delete', '--id', print.applicationId],
        ...['--federated-credential-id', '<credential-name>'],
      ),
      ...print.repair(),
    ],
    repair: 'none',
    see: ['AADSTS700213'],
  },
  'fic-flexible': {
    code: 'PPMI2055',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The credential matches by an expression instead of a subject',
    message: ({ credential: name }) =>
      `${capital(named('credential', name))} has a claims-matching expression and no subject. It cannot be used for a plug-in.`,
    cause:
      'Flexible credentials are for the tokens of GitHub, GitLab and Terraform Cloud. The subject of a plug-in is compared only with an explicit subject, character by character.',
    fix: (_args, print) => [
      'Create a credential with the explicit subject. The flexible one stays.',
      ...print.repair(),
      ...print.byHand(),
    ],
    repair: 'create-beside',
    see: ['AADSTS7002131', 'AADSTS700213'],
    verify: (print) => [
      'A flexible credential has `subject: null`; its expression is in the beta version of Graph only:',
      print.command(
        ...['az', 'rest', '--url'],
        'https://graph.microsoft.com/beta/applications/<object-id>/federatedIdentityCredentials',
      ),
    ],
  },
  'fic-propagating': {
    code: 'PPMI2056',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The credential is right, but not yet effective everywhere',
    message: ({ credential: name }) =>
      `${capital(named('credential', name))} equals what the plug-in presents, but the token exchange still fails.`,
    cause:
      'A new or changed credential takes minutes to reach all of Entra. Until then requests succeed and fail in turn, and a failed one proves nothing. The vendor documents no duration; ppmi allows ten minutes.',
    fix: (_args, print) => [
      'Change nothing. Wait a few minutes, then run the checks again:',
      print.doctor(),
      'If Entra still says AADSTS7002138 ten minutes after a correction, delete the credential and create it again with the same values.',
    ],
    repair: 'wait',
    see: ['AADSTS70021', 'AADSTS70025', 'AADSTS700213'],
    verify: () => [
      'Compare the configured values with those in the error text. If they are equal, character by character, wait.',
    ],
  },
  'fic-stale': {
    code: 'PPMI2068',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'Entra still uses the old form of a corrected credential',
    message: ({ credential: name, changedAt, at }) =>
      `${capital(named('credential', name))} equals what the plug-in presents${changedAt === null ? '' : ` and was last changed ${changedAt}`}, but the token exchange still fails${at === null ? '' : ` (${at})`} as if its subject differed in upper and lower case.`,
    cause:
      'The subject was corrected in place, and Entra did not pick up the correction. In one report, AADSTS7002138 persisted until the credential was deleted and created again. Waiting does not help.',
    fix: (_args, print) => [
      'Delete the credential and create it again with the same values. Until the new one is effective, which takes a few minutes, no exchange with it succeeds.',
      ...print.repair(),
      ...print.byHand('Or send the requests yourself, one after the other:'),
    ],
    repair: 'create',
    see: ['AADSTS7002138'],
    verify: (print) => [
      'Compare the configured subject with the one in the error text: they are equal, character by character. The audit log shows when a credential was changed last:',
      print.command(
        ...['az', 'rest', '--url'],
        "https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '<object-id>')",
      ),
    ],
  },
} as const satisfies Partial<FindingBodies>;
