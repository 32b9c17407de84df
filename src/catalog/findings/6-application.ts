/** 6xxx: the application or user-assigned managed identity in Entra that the plug-in acts as. */
import type { InTenant } from '../../domain/findings.ts';
import { armIdWord, guidWord } from '../../domain/shell/words.ts';
import { capital, named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';
import type { Printer } from '../printer.ts';

const common = { since: firstRelease, severity: 'error' } as const;
const theApplication = ({ application, applicationId }: Pick<InTenant, 'application' | 'applicationId'>) =>
  capital(
    named('application', application, applicationId === null ? 'the application' : `application ${applicationId}`),
  );
const theTenant = ({ tenantId }: Pick<InTenant, 'tenantId'>) =>
  tenantId === null ? 'the tenant' : `tenant ${tenantId}`;
const show = (print: Printer): readonly string[] => [
  'Read both objects from Entra:',
  print.command('az', 'ad', 'app', 'show', '--id', print.applicationId),
  print.command('az', 'ad', 'sp', 'show', '--id', print.applicationId),
];
const query = (print: Printer, value: string) =>
  print.command('az', 'ad', 'sp', 'show', '--id', print.applicationId, '--query', value);
/** The first versions that have the setting are of 2026; which one is not documented, so the newest is asked. */
const readIdentity = (print: Printer, resourceId: string | null | undefined) =>
  print.command(
    ...['az', 'resource', 'show', '--api-version', '2026-05-31', '--query', 'properties'],
    ...['--ids', armIdWord(resourceId, 'resource-id')],
  );

export const application = {
  'application-missing': {
    ...common,
    code: 'PPMI6001',
    evidence: 'observed',
    title: 'The application does not exist in the tenant',
    message: (args) => `${theApplication(args)} does not exist in ${theTenant(args)}.`,
    cause:
      'It was deleted, or the client ID is from another tenant. A deleted registration can be restored for 30 days.',
    fix: (args, print) => [
      'Look for it among the deleted applications:',
      print.command(
        ...[
          'az',
          'rest',
          '--url',
          'https://graph.microsoft.com/v1.0/directory/deletedItems/microsoft.graph.application',
        ],
        ...['--url-parameters', `$filter=appId eq '${guidWord(args.applicationId, 'client-id')}'`],
      ),
      'Restore it, or set the client ID of another application in the managed identity record.',
    ],
    repair: 'none',
    see: ['AADSTS700016'],
    verify: show,
  },
  'service-principal-missing': {
    ...common,
    code: 'PPMI6002',
    evidence: 'observed',
    title: 'The registration has no service principal in the tenant',
    message: (args) => `${theApplication(args)} is registered, but has no service principal in ${theTenant(args)}.`,
    cause:
      'The portal creates both at once; scripts and templates often create only the registration. Without a service principal the application cannot sign in.',
    fix: (args, print) => [
      'Create it:',
      print.command('az', 'ad', 'sp', 'create', '--id', guidWord(args.applicationId, 'client-id')),
    ],
    repair: 'ask',
    see: ['AADSTS700016', 'AADSTS7000229'],
    verify: show,
  },
  'service-principal-disabled': {
    ...common,
    code: 'PPMI6003',
    evidence: 'observed',
    title: 'The service principal is disabled',
    message: (args) => `${theApplication(args)} is disabled in ${theTenant(args)}.`,
    cause: 'An administrator, a lifecycle policy or the vendor disabled it. Find out why before you enable it.',
    fix: (args, print) => [
      'A Cloud Application Administrator can enable it: Entra admin center > Enterprise applications > (name) > Properties > Enabled for users to sign in.',
      print.command(
        ...['az', 'ad', 'sp', 'update', '--id', guidWord(args.applicationId, 'client-id')],
        ...['--set', 'accountEnabled=true'],
      ),
    ],
    repair: 'none',
    see: ['AADSTS7000112'],
    verify: (print) => ['`accountEnabled` is false:', query(print, 'accountEnabled')],
  },
  'managed-identity-deleted': {
    ...common,
    code: 'PPMI6004',
    evidence: 'derived',
    title: 'The user-assigned managed identity was deleted',
    message: (args) =>
      `The Azure resource of ${named('managed identity', args.application)} was deleted; its service principal still exists.`,
    cause:
      'The resource was deleted in Azure, and its federated credentials with it. Entra removes the service principal later. A new identity of the same name has a different client ID.',
    fix: (_args, print) => [
      'Create an identity and set its client ID in the managed identity record:',
      print.command(
        ...['az', 'identity', 'create', '--name', '<name>', '--resource-group', '<group>', '--query', 'clientId'],
      ),
    ],
    repair: 'none',
    see: ['AADSTS700016'],
    verify: (print) => [
      'The resource ID is in `alternativeNames`; reading the resource fails:',
      query(print, 'alternativeNames'),
      print.command('az', 'resource', 'show', '--ids', '<resource-id>'),
    ],
  },
  'identity-federation-blocked': {
    ...common,
    code: 'PPMI6006',
    evidence: 'documented',
    title: 'Federated credentials are blocked on the managed identity',
    message: (args) =>
      `${capital(named('managed identity', args.application))} does not allow federated credentials: \`federationBlocked\` is true.`,
    cause:
      'An administrator or a policy blocked federation on the identity. A plug-in gets a token only through a federated credential. How Entra answers in that case is not known; it may be one of the codes that mean "no matching credential".',
    fix: (args, print) => [
      'Find out why it was blocked. The owner of the identity can allow federation again, or name another identity for plug-ins. To see the setting:',
      readIdentity(print, args.resourceId),
      'Or choose an application that allows it, and set its client ID in the managed identity record:',
      ...print.repair('--application-id', '<client-id>'),
    ],
    repair: 'none',
    see: ['AADSTS70025'],
    verify: (print) => ['`federationBlocked` is true:', readIdentity(print, null)],
  },
  'application-other-tenant': {
    ...common,
    code: 'PPMI6005',
    evidence: 'derived',
    title: 'The application is registered in another tenant',
    message: (args) =>
      `${theApplication(args)} is registered in ${args.owner === null ? 'another tenant' : `tenant ${args.owner}`}, not in that of the environment.`,
    cause:
      'Federated credentials belong to the tenant where the application is registered. The vendor does not document managed identities across tenants; treat the result as not verified.',
    fix: (_args, print) => [
      'Register an application in the tenant of the environment, and set its client ID in the managed identity record:',
      print.command('az', 'ad', 'app', 'create', '--display-name', '<name>', '--query', 'appId'),
    ],
    repair: 'none',
    see: ['AADSTS700016', 'AADSTS65001'],
    verify: (print) => ['The tenant that owns the application:', query(print, 'appOwnerOrganizationId')],
  },
} as const satisfies Partial<FindingBodies>;
