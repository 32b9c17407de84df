/**
 * What an administrator grants so that ppmi can read and repair. The privileges of Dataverse follow its naming
 * convention (`prvRead` and the name of the table); the other rows are documented by Microsoft.
 */
export type GrantPurpose = 'read' | 'repair';

export interface Grant {
  readonly purpose: GrantPurpose;
  readonly service: 'Dataverse' | 'Microsoft Graph' | 'Azure' | 'Power Platform';
  /** Role or permission, as the administrator finds it. */
  readonly grant: string;
  /** The object on which it is granted. */
  readonly scope: string;
  /** When it is needed. */
  readonly neededFor: string;
  readonly grantedBy: string;
}

const environment = { service: 'Dataverse', scope: 'the environment' } as const;
const tenant = { service: 'Microsoft Graph', scope: 'the tenant' } as const;
const environmentAdministrator = 'a System Administrator of the environment';
const consent = 'a Privileged Role Administrator or Global Administrator (admin consent)';
const roles = 'an Owner or User Access Administrator of that scope';

export const grants: readonly Grant[] = [
  {
    ...environment,
    purpose: 'read',
    grant: 'security role System Customizer, for a user or an application user',
    neededFor: 'every diagnosis',
    grantedBy: environmentAdministrator,
  },
  {
    ...environment,
    purpose: 'read',
    grant:
      'instead of System Customizer, a custom role with prvReadPluginAssembly, prvReadPluginPackage, prvReadPluginType, prvReadPluginTraceLog, prvReadManagedIdentity, prvReadOrganization, prvReadUser and prvReadRole at organization level',
    neededFor: 'least privilege; not verified against a real environment',
    grantedBy: environmentAdministrator,
  },
  {
    ...tenant,
    purpose: 'read',
    grant: 'Application.Read.All, delegated (interactive sign-in) or application (automation)',
    neededFor: 'applications, service principals and the federated credentials of applications',
    grantedBy: consent,
  },
  {
    ...tenant,
    purpose: 'read',
    grant: 'AuditLog.Read.All, delegated (the user needs the role Reports Reader) or application; optional',
    neededFor: 'telling a credential that Entra did not take up (`fic-stale`) from one that is not effective yet',
    grantedBy: consent,
  },
  {
    service: 'Azure',
    purpose: 'read',
    grant: 'role Reader',
    scope: 'the user-assigned managed identity, or its resource group',
    neededFor: 'the federated credentials of a user-assigned managed identity',
    grantedBy: roles,
  },
  {
    service: 'Azure',
    purpose: 'read',
    grant: 'role Reader',
    scope: 'the key vault or other resource, or its resource group',
    neededFor: 'the access model and role assignments of the resource (`access check`)',
    grantedBy: roles,
  },
  {
    service: 'Power Platform',
    purpose: 'read',
    grant: 'role Power Platform Administrator, or registration of the application as a management application',
    scope: 'the tenant',
    neededFor:
      '`env list` with all environments, and telling a credential of another environment (`environment-other`) from the trust of another component; without it, the environments of the signed-in user',
    grantedBy: 'a Global Administrator or Privileged Role Administrator',
  },
  {
    ...environment,
    purpose: 'repair',
    grant: 'security role System Customizer or System Administrator',
    neededFor: 'creating and changing managed identity records, and binding components',
    grantedBy: environmentAdministrator,
  },
  {
    ...tenant,
    purpose: 'repair',
    grant: 'Application.ReadWrite.All, delegated (interactive sign-in)',
    scope:
      'the tenant; the user must also own the application or have the role Application Administrator or Cloud Application Administrator',
    neededFor: 'the federated credentials of applications, and service principals',
    grantedBy: consent,
  },
  {
    ...tenant,
    purpose: 'repair',
    grant: 'Application.ReadWrite.OwnedBy, application (automation)',
    scope: 'the applications that the signed-in application owns',
    neededFor: 'the same; Application.ReadWrite.All for applications that it does not own',
    grantedBy: consent,
  },
  {
    service: 'Azure',
    purpose: 'repair',
    grant: 'role Managed Identity Contributor (Managed Identity Operator is not enough)',
    scope: 'the user-assigned managed identity, or its resource group',
    neededFor: 'the federated credentials of a user-assigned managed identity',
    grantedBy: roles,
  },
];
