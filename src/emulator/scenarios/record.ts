/** Faults of the managed identity record and its bindings. */

import { derivedId } from '../derived-id.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf, recordLike } from './makers.ts';
import type { Scenario } from './scenario.ts';

const notAssociated = 'is not associated to a Managed identity';

export const recordScenarios: readonly Scenario[] = [
  {
    id: 'environment-of-other-tenant',
    title: 'The environment belongs to another tenant than the application',
    findings: ['environment-of-other-tenant'],
    repairable: false,
    fails: 700211,
    inject({ world, tenant, environment }) {
      const id = derivedId('tenant/fabrikam');
      world.tenants.push({
        id,
        displayName: 'Fabrikam (emulated)',
        domain: 'fabrikam.example',
        applications: [],
        servicePrincipals: [],
        conditionalAccessBlocks: [],
      });
      environment.tenantId = id;
      environment.acceptsTenants = [tenant.id];
    },
  },
  {
    id: 'record-missing',
    title: 'No managed identity record fits the component',
    findings: ['record-missing'],
    repairable: true,
    fails: notAssociated,
    needsApplicationId: true,
    inject({ environment }) {
      environment.managedIdentities.splice(0);
      // Dataverse removes the links with the record.
      for (const component of environment.components) component.managedIdentityId = null;
    },
  },
  {
    id: 'binding-missing',
    title: 'One record fits, but the component is not bound to it',
    findings: ['binding-missing'],
    repairable: true,
    fails: notAssociated,
    inject({ component }) {
      component.managedIdentityId = null;
    },
  },
  {
    id: 'binding-other-record',
    title: 'The component is bound to the record of another application',
    findings: ['binding-other-record'],
    repairable: true,
    fails: 70025,
    needsApplicationId: true,
    inject({ tenant, environment, component, record }) {
      const other = applicationNamed('Contoso Orders');
      tenant.applications.push(other);
      tenant.servicePrincipals.push(principalOf(other, tenant.id));
      const orders = recordLike(record, other);
      environment.managedIdentities.push(orders);
      component.managedIdentityId = orders.id;
    },
  },
  {
    id: 'binding-assembly-of-package',
    title: 'The assembly is bound instead of the package that contains it',
    findings: ['binding-assembly-of-package'],
    repairable: true,
    fails: notAssociated,
    base: { version: 2, component: 'package', content: 'author-self-rsa' },
    inject({ options, environment, component, record }) {
      const inside = componentNamed('Contoso.Invoices.Plugins', { ...options, component: 'assembly' }, record.id);
      // Rows that a package brings have no content of their own. [inferred]
      environment.components.push({
        ...inside,
        id: derivedId('component/inside'),
        content: null,
        packageId: component.id,
      });
      component.managedIdentityId = null;
    },
  },
  {
    id: 'record-credential-source',
    title: 'The credential source of the record is not 2',
    findings: ['record-credential-source'],
    repairable: true,
    fails: 7000216,
    inject({ record }) {
      record.credentialSource = 0;
    },
  },
  {
    id: 'record-subject-scope',
    title: 'The subject scope of the record is not 1',
    findings: ['record-subject-scope'],
    repairable: true,
    fails: 700213,
    inject({ record }) {
      record.subjectScope = 0;
    },
  },
  {
    id: 'record-application-is-object-id',
    title: "The record contains the application's object ID instead of its client ID",
    findings: ['record-application-is-object-id'],
    repairable: true,
    fails: 700016,
    inject({ record, application, principal }) {
      record.applicationId = application?.id ?? principal.id;
    },
  },
  {
    id: 'record-application-unknown',
    title: 'The record names a client ID that does not exist in the tenant',
    findings: ['record-application-unknown'],
    repairable: true,
    fails: 700016,
    needsApplicationId: true,
    inject({ record }) {
      record.applicationId = derivedId('application/nowhere');
    },
  },
  {
    id: 'record-tenant-missing',
    title: 'The record names no tenant',
    findings: ['record-tenant-missing'],
    repairable: true,
    fails: 50059,
    inject({ record }) {
      record.tenantId = null;
    },
  },
  {
    id: 'record-tenant-other',
    title: "The record names another tenant than the application's",
    findings: ['record-tenant-other'],
    repairable: true,
    fails: 90002,
    inject({ record }) {
      record.tenantId = derivedId('tenant/fabrikam');
    },
  },
  {
    id: 'record-inactive',
    title: 'The record is deactivated',
    findings: ['record-inactive'],
    repairable: true,
    fails: notAssociated,
    inject({ record }) {
      record.stateCode = 1;
    },
  },
  {
    id: 'record-imported-from-dev',
    title: "A managed solution brought the other environment's application",
    findings: ['record-imported-from-dev'],
    repairable: true,
    fails: 700213,
    needsApplicationId: true,
    inject({ tenant, environment, record, claims }) {
      const source = applicationNamed('Contoso Invoices (build)');
      tenant.applications.push(source);
      tenant.servicePrincipals.push(principalOf(source, tenant.id));
      const subject = claims.subject.replace(environment.id, derivedId('environment/build'));
      source.federatedIdentityCredentials.push(credentialOf('contoso-invoices-build', { ...claims, subject }));
      record.applicationId = source.appId;
      record.isManaged = true;
    },
  },
  {
    id: 'record-duplicate',
    title: 'Two records name one application; the component is bound to one of them',
    findings: ['record-duplicate'],
    repairable: false,
    fails: null,
    inject({ environment, record }) {
      environment.managedIdentities.push({
        ...record,
        id: derivedId('record/duplicate'),
        name: 'Contoso Invoices (copy)',
      });
    },
  },
];
