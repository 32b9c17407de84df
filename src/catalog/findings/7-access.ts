/** 7xxx: Entra issues the token, and the resource refuses it. */
import { armIdWord, guidWord, nameWord, plainWord } from '../../domain/shell/words.ts';
import { capital, named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error', repair: 'none' } as const;

export const access = {
  'resource-no-role': {
    ...common,
    code: 'PPMI7001',
    evidence: 'documented',
    title: 'The identity has no role on the resource',
    message: (args) =>
      `${capital(named('application', args.application))} has no role on ${named('resource', args.resource)} that allows the request; the resource answers 403.`,
    cause:
      'A token proves who the plug-in is, not what it may do. Owner and Contributor grant no access to data. A new assignment takes minutes to become effective.',
    fix: (args, print) => [
      'Assign the role to the object ID of the service principal, not to the client ID:',
      print.command('az', 'ad', 'sp', 'show', '--id', print.applicationId, '--query', 'id', '--output', 'tsv'),
      print.command(
        ...['az', 'role', 'assignment', 'create', '--assignee-object-id', guidWord(args.principalId, 'object-id')],
        ...['--assignee-principal-type', 'ServicePrincipal', '--role', plainWord(args.role, 'role')],
        ...['--scope', armIdWord(args.scope, 'resource-id')],
      ),
    ],
    see: [],
    verify: (print) => [
      'List the roles of the identity, including those it has through groups:',
      print.command(
        ...['az', 'role', 'assignment', 'list', '--assignee', '<object-id>', '--all', '--include-inherited'],
        ...['--include-groups', '--output', 'table'],
      ),
    ],
  },
  'resource-policy-model': {
    ...common,
    code: 'PPMI7002',
    evidence: 'derived',
    title: 'The vault uses access policies; role assignments are ignored',
    message: (args) =>
      `${capital(named('vault', args.resource))} uses access policies, and none of them allows the request of ${named('application', args.application)}. Role assignments on this vault are ignored.`,
    cause:
      'A vault uses one of two permission models. A grant in the other model is visible in the portal and has no effect.',
    fix: (args, print) => [
      'Grant the permission in an access policy:',
      print.command(
        ...['az', 'keyvault', 'set-policy', '--name', nameWord(args.resource, 'vault')],
        ...['--object-id', guidWord(args.principalId, 'object-id'), '--secret-permissions', 'get', 'list'],
      ),
      'Or change the vault to role assignments; assign a role to every identity that has a policy first.',
    ],
    see: [],
    verify: (print) => [
      'False or empty means access policies:',
      print.command(
        ...['az', 'keyvault', 'show', '--name', '<vault>', '--query', 'properties.enableRbacAuthorization'],
      ),
    ],
  },
  'dataverse-no-application-user': {
    ...common,
    code: 'PPMI7003',
    evidence: 'observed',
    title: 'Dataverse does not know the identity as a user',
    message: (args) =>
      `${capital(named('application', args.application))} gets a token for Dataverse, but has no application user in ${args.environment ?? 'the environment'}.`,
    cause:
      'If the plug-in calls Dataverse, its identity needs an application user with a security role there. The managed identity record does not replace it.',
    fix: () => [
      'Create it in Power Platform admin center > Environments > (name) > Settings > Users + permissions > Application users > New app user. For a managed identity enter its client ID, not its name. Assign a security role.',
    ],
    see: [],
    verify: (print) => [
      'The list is empty:',
      print.readDataverse('systemusers', '--url-parameters', `$filter=applicationid eq ${print.applicationId}`),
    ],
  },
} as const satisfies Partial<FindingBodies>;
