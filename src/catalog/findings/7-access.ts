/** 7xxx: the token is fine; the resource says no. */
import { capital, named, slot } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error', repair: 'none' } as const;

export const access = {
  'resource-no-role': {
    ...common,
    code: 'PPMI7001',
    evidence: 'documented',
    title: 'The identity has no role on the resource',
    says: (args) =>
      `${capital(named('application', args.application))} has no role on ${named('resource', args.resource)} that allows what it asks for; the resource answers 403.`,
    cause:
      'A token says who the plug-in is, not what it may do. Owner and Contributor give no access to data. A new assignment takes minutes to act.',
    fix: (args) => [
      'Assign the role to the object id of the service principal, not to the client id:',
      '  az ad sp show --id <client-id> --query id --output tsv',
      `  az role assignment create --assignee-object-id ${slot(args.principalId, 'object-id')} --assignee-principal-type ServicePrincipal --role "${slot(args.role, 'Key Vault Secrets User')}" --scope ${slot(args.scope, 'resource-id')}`,
    ],
    see: [],
    seeYourself: [
      'What the identity has, through groups as well:',
      '  az role assignment list --assignee <object-id> --all --include-inherited --include-groups --output table',
    ],
  },
  'resource-policy-model': {
    ...common,
    code: 'PPMI7002',
    evidence: 'own',
    title: 'The vault uses access policies; role assignments are ignored',
    says: (args) =>
      `${capital(named('vault', args.resource))} decides by access policies. No policy gives ${named('application', args.application)} what it asked for, and roles that it has there are not looked at.`,
    cause: 'A vault has one of two models. What is granted in the other one shows up in the portal and has no effect.',
    fix: (args) => [
      'Give the permission in the model that the vault uses:',
      `  az keyvault set-policy --name ${slot(args.resource, 'vault')} --object-id ${slot(args.principalId, 'object-id')} --secret-permissions get list`,
      'Or move the vault to roles; everybody who is in a policy needs a role first.',
    ],
    see: [],
    seeYourself: [
      'false or empty means access policies:',
      '  az keyvault show --name <vault> --query properties.enableRbacAuthorization',
    ],
  },
  'dataverse-no-application-user': {
    ...common,
    code: 'PPMI7003',
    evidence: 'seen',
    title: 'Dataverse does not know the identity as a user',
    says: (args) =>
      `${capital(named('application', args.application))} gets a token for Dataverse, but has no application user in ${slot(args.environment, 'the environment')}.`,
    cause:
      'Only when Dataverse is the target does the identity need an application user with a security role. The managed identity record is something else.',
    fix: () => [
      'Power Platform admin center > Environments > (name) > Settings > Users + permissions > Application users > New app user. For a managed identity enter its client id, not its name. Give it a security role.',
    ],
    see: [],
    seeYourself: [
      'The list is empty:',
      "  az rest --resource <environment-url> --url '<environment-url>/api/data/v9.2/systemusers?$filter=applicationid eq <client-id>&$select=fullname,isdisabled'",
    ],
  },
} as const satisfies Partial<FindingBodies>;
