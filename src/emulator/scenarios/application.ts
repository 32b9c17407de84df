/** Faults of the application, its service principal, the managed identity, and the resource of the token. */

import { derivedId } from '../derived-id.ts';
import type { Parts } from './base.ts';
import { applicationNamed, principalOf } from './makers.ts';
import type { Scenario } from './scenario.ts';

function removeFrom<T>(list: T[], item: T | null): void {
  const index = item === null ? -1 : list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}

/** Registered for another tenant only: the principal here is orphaned. */
function moveAbroad({ world, tenant, application, principal }: Parts): void {
  const id = derivedId('tenant/fabrikam');
  const abroad = application ?? applicationNamed(principal.displayName);
  removeFrom(tenant.applications, application);
  principal.appOwnerOrganizationId = id;
  world.tenants.push({
    id,
    displayName: 'Fabrikam (emulated)',
    domain: 'fabrikam.example',
    applications: [abroad],
    servicePrincipals: [principalOf(abroad, id)],
    conditionalAccessBlocks: [],
  });
}

const notRepairable = (id: string, title: string, fails: number | string, inject: Scenario['inject']): Scenario => ({
  id,
  title,
  findings: [id],
  repairable: false,
  fails,
  inject,
});

/** A managed identity has no registration, one tenant, and no conditional access. */
const ofRegistration: readonly Scenario[] = [
  notRepairable(
    'application-missing',
    'The application registration was deleted; its service principal still exists',
    700016,
    ({ tenant, application }) => removeFrom(tenant.applications, application),
  ),
  {
    ...notRepairable(
      'service-principal-missing',
      'The application has no service principal in the tenant',
      7000229,
      (parts) => {
        removeFrom(parts.tenant.servicePrincipals, parts.principal);
        // A principal that is created again is another one, without the roles of the first. The scenario is about the token.
        delete parts.component.target;
      },
    ),
    repairable: true,
  },
  notRepairable('application-other-tenant', 'The application is registered in another tenant', 700016, moveAbroad),
  notRepairable(
    'conditional-access-blocked',
    'Conditional access blocks the workload',
    53003,
    ({ tenant, principal }) => {
      tenant.conditionalAccessBlocks.push(principal.appId);
    },
  ),
];

const ofPrincipal: readonly Scenario[] = [
  notRepairable('service-principal-disabled', 'The service principal is disabled', 7000112, ({ principal }) => {
    principal.accountEnabled = false;
  }),
  {
    ...notRepairable(
      'managed-identity-deleted',
      'The managed identity was deleted; its service principal still exists',
      70025,
      (parts) => {
        for (const subscription of parts.world.subscriptions) subscription.identities.splice(0);
      },
    ),
    base: { kind: 'uami' },
  },
];

const ofToken: readonly Scenario[] = [
  notRepairable(
    'resource-no-role',
    'The token is valid, but the vault refuses the plug-in',
    'answered 403',
    (parts) => {
      for (const { roleAssignments } of parts.world.subscriptions) roleAssignments.splice(0);
    },
  ),
  notRepairable(
    'resource-policy-model',
    'The vault uses access policies and ignores role assignments',
    'answered 403',
    ({ world }) => {
      for (const vault of world.subscriptions.flatMap(({ vaults }) => vaults)) vault.rbac = false;
    },
  ),
  notRepairable(
    'dataverse-no-application-user',
    'The token is for Dataverse, where the application is not a user',
    'answered 403',
    ({ component, environment }) => {
      component.scope = `${environment.url}/.default`;
      component.target = `${environment.url}/api/data/v9.2/WhoAmI`;
    },
  ),
  notRepairable('scope-no-default', 'The plug-in requests a scope without /.default', 1002012, ({ component }) => {
    component.scope = component.scope.replace('/.default', '/secrets.read');
  }),
  notRepairable(
    'scope-unknown-resource',
    'The plug-in requests a resource that does not exist in the tenant',
    500011,
    (parts) => {
      parts.component.scope = 'https://vault.contoso.example/.default';
    },
  ),
  {
    id: 'assertion-expired',
    title: 'The captured assertion is an hour old; the plug-in itself works',
    findings: [],
    exchange: ['assertion-expired'],
    repairable: false,
    fails: null,
    inject({ component }) {
      component.capturedSecondsAgo = 3600;
    },
  },
];

export const applicationScenarios: readonly Scenario[] = [
  ...ofRegistration.map((scenario): Scenario => ({ ...scenario, base: { kind: 'app' } })),
  ...ofPrincipal,
  ...ofToken,
];
