/** The application, its service principal, the managed identity, and what the token is for. */

import { derivedId } from '../derived-id.ts';
import type { Parts } from './base.ts';
import { applicationNamed, principalOf } from './makers.ts';
import type { Scenario } from './scenario.ts';

function removeFrom<T>(list: T[], item: T | null): void {
  const index = item === null ? -1 : list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}

/** Registered for one tenant only, and not for this one: the principal here is a leftover. */
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

const needsPerson = (id: string, title: string, fails: number | string, inject: Scenario['inject']): Scenario => ({
  id,
  title,
  findings: [id],
  repairable: false,
  fails,
  inject,
});

/** A managed identity has no registration, one tenant, and no conditional access. */
const ofRegistration: readonly Scenario[] = [
  needsPerson(
    'application-missing',
    'The application registration was deleted, its service principal is left over',
    700016,
    ({ tenant, application }) => removeFrom(tenant.applications, application),
  ),
  {
    ...needsPerson(
      'service-principal-missing',
      'The application has no service principal in the tenant',
      7000229,
      (parts) => {
        removeFrom(parts.tenant.servicePrincipals, parts.principal);
        // A principal that is created again is another one: the roles of the first are gone. This is about the token.
        delete parts.component.target;
      },
    ),
    repairable: true,
  },
  needsPerson('application-other-tenant', 'The application is registered in another tenant', 700016, moveAbroad),
  needsPerson(
    'conditional-access-blocked',
    'Conditional access blocks the workload',
    53003,
    ({ tenant, principal }) => {
      tenant.conditionalAccessBlocks.push(principal.appId);
    },
  ),
];

const ofPrincipal: readonly Scenario[] = [
  needsPerson('service-principal-disabled', 'The service principal is disabled', 7000112, ({ principal }) => {
    principal.accountEnabled = false;
  }),
  {
    ...needsPerson(
      'managed-identity-deleted',
      'The managed identity was deleted, its principal is left over',
      70025,
      (parts) => {
        for (const subscription of parts.world.subscriptions) subscription.identities.splice(0);
      },
    ),
    base: { kind: 'uami' },
  },
];

const ofToken: readonly Scenario[] = [
  needsPerson(
    'resource-no-role',
    'The token is fine, but the vault gives the plug-in no access',
    'answered 403',
    (parts) => {
      for (const { roleAssignments } of parts.world.subscriptions) roleAssignments.splice(0);
    },
  ),
  needsPerson(
    'resource-policy-model',
    'The vault uses access policies, which ignore role assignments',
    'answered 403',
    ({ world }) => {
      for (const vault of world.subscriptions.flatMap(({ vaults }) => vaults)) vault.rbac = false;
    },
  ),
  needsPerson(
    'dataverse-no-application-user',
    'The token is for Dataverse, where the application is no user',
    'answered 403',
    ({ component, environment }) => {
      component.scope = `${environment.url}/.default`;
      component.target = `${environment.url}/api/data/v9.2/WhoAmI`;
    },
  ),
  needsPerson('scope-no-default', 'The plug-in asks for a scope without /.default', 1002012, ({ component }) => {
    component.scope = component.scope.replace('/.default', '/secrets.read');
  }),
  needsPerson(
    'scope-unknown-resource',
    'The plug-in asks for a resource that the tenant does not know',
    500011,
    (parts) => {
      parts.component.scope = 'https://vault.contoso.example/.default';
    },
  ),
  {
    id: 'assertion-expired',
    title: 'The assertion at hand was captured an hour ago; the plug-in itself is fine',
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
