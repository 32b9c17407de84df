/** 6xxx: the application or user-assigned managed identity in Entra that the plug-in acts as. */

import type { InTenant } from '../../domain/findings.ts';
import { capital, named, slot } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error' } as const;
const theApplication = ({ application, applicationId }: Pick<InTenant, 'application' | 'applicationId'>) =>
  capital(
    named('application', application, applicationId === null ? 'the application' : `application ${applicationId}`),
  );
const theTenant = ({ tenantId }: Pick<InTenant, 'tenantId'>) =>
  tenantId === null ? 'the tenant' : `tenant ${tenantId}`;
const show: readonly string[] = [
  'Ask Entra yourself:',
  '  az ad app show --id <client-id>',
  '  az ad sp show --id <client-id>',
];

export const application = {
  'application-missing': {
    ...common,
    code: 'PPMI6001',
    evidence: 'seen',
    title: 'The application does not exist in the tenant',
    says: (args) => `${theApplication(args)} does not exist in ${theTenant(args)}.`,
    cause:
      'It was deleted, or the client id is that of another tenant. A deleted registration can be restored for 30 days.',
    fix: (args) => [
      'Look among the deleted ones:',
      `  az rest --url "https://graph.microsoft.com/v1.0/directory/deletedItems/microsoft.graph.application?\\$filter=appId eq '${slot(args.applicationId, 'client-id')}'"`,
      'Restore it there, or name another application in the managed identity record.',
    ],
    repair: 'none',
    see: ['AADSTS700016'],
    seeYourself: show,
  },
  'service-principal-missing': {
    ...common,
    code: 'PPMI6002',
    evidence: 'seen',
    title: 'The registration has no service principal in the tenant',
    says: (args) => `${theApplication(args)} is registered, but it has no service principal in ${theTenant(args)}.`,
    cause:
      'The portal makes both at once; scripts and templates often make the registration only. Without a service principal nobody can sign in as the application.',
    fix: (args) => ['Create it:', `  az ad sp create --id ${slot(args.applicationId, 'client-id')}`],
    repair: 'ask',
    see: ['AADSTS700016', 'AADSTS7000229'],
    seeYourself: show,
  },
  'service-principal-disabled': {
    ...common,
    code: 'PPMI6003',
    evidence: 'seen',
    title: 'The service principal is disabled',
    says: (args) => `${theApplication(args)} is disabled in ${theTenant(args)}.`,
    cause: 'An administrator, a lifecycle policy or the vendor switched it off. Find out why before switching it on.',
    fix: (args) => [
      'A Cloud Application Administrator switches it on: Entra admin center > Enterprise applications > (name) > Properties > Enabled for users to sign in.',
      `  az ad sp update --id ${slot(args.applicationId, 'client-id')} --set accountEnabled=true`,
    ],
    repair: 'none',
    see: ['AADSTS7000112'],
    seeYourself: ['`accountEnabled` is false:', '  az ad sp show --id <client-id> --query accountEnabled'],
  },
  'managed-identity-deleted': {
    ...common,
    code: 'PPMI6004',
    evidence: 'own',
    title: 'The user-assigned managed identity was deleted',
    says: (args) =>
      `The Azure resource of ${named('managed identity', args.application)} is gone; its service principal is still there.`,
    cause:
      'The resource was deleted in Azure, and with it its federated credentials. Entra removes what is left over later. A new identity of the same name has another client id.',
    fix: () => [
      'Create an identity and name its client id in the managed identity record.',
      '  az identity create --name <name> --resource-group <group> --query clientId',
    ],
    repair: 'none',
    see: ['AADSTS700016'],
    seeYourself: [
      'The resource id stands in `alternativeNames`; asking for the resource fails:',
      '  az ad sp show --id <client-id> --query alternativeNames',
      '  az resource show --ids <resource id>',
    ],
  },
  'application-other-tenant': {
    ...common,
    code: 'PPMI6005',
    evidence: 'own',
    title: 'The application is registered in another tenant',
    says: (args) =>
      `${theApplication(args)} is registered in ${args.owner === null ? 'another tenant' : `tenant ${args.owner}`}, not in the environment's.`,
    cause:
      'Federated credentials live where the application is registered. How managed identities across tenants behave is described nowhere; treat it as not verified.',
    fix: () => [
      'Register an application in the tenant of the environment, and name it in the managed identity record.',
      '  az ad app create --display-name <name> --query appId',
    ],
    repair: 'none',
    see: ['AADSTS700016', 'AADSTS65001'],
    seeYourself: ['The tenant that owns it:', '  az ad sp show --id <client-id> --query appOwnerOrganizationId'],
  },
} as const satisfies Partial<FindingBodies>;
