/** One step of every form that ppmi makes. */
import type { Step } from '../../src/domain/plan.ts';
import type { Values } from '../../src/repair/change.ts';

const application = 'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0';
const webApi = 'https://contoso.crm.dynamics.com/api/data/v9.2';
const recordId = '11111111-2222-4333-8444-555555555555';
const otherRecordId = '99999999-2222-4333-8444-555555555555';
const componentId = '66666666-7777-4888-9999-000000000000';
const credential = { issuer: 'https://login.microsoftonline.com/t/v2.0', subject: '/eid1/x', audiences: ['api://a'] };
const wrong = { ...credential, subject: '/eid1/y' };
const identity =
  'https://management.azure.com/subscriptions/33333333-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders/federatedIdentityCredentials/ppmi-1?api-version=2023-01-31';

const base = { says: 'Change something', risk: 'safe', repairs: 'fic-missing' } as const;

export interface Case {
  readonly name: string;
  readonly step: Step;
  /** What exists before. */
  readonly objects: readonly (readonly [string, Values])[];
}

const graph = 'graph' as const;
const arm = 'arm' as const;
const dataverse = 'dataverse' as const;

export const cases: readonly Case[] = [
  {
    name: 'create a credential in Graph',
    objects: [],
    step: {
      ...base,
      id: 'create-credential',
      request: {
        system: graph,
        method: 'POST',
        url: `${application}/federatedIdentityCredentials`,
        body: { name: 'ppmi-1', ...credential },
      },
      undo: { system: graph, method: 'DELETE', url: `${application}/federatedIdentityCredentials/ppmi-1`, body: null },
    },
  },
  {
    name: 'update a credential in Graph',
    objects: [[`${application}/federatedIdentityCredentials/${recordId}`, wrong]],
    step: {
      ...base,
      id: 'update-credential',
      request: {
        system: graph,
        method: 'PATCH',
        url: `${application}/federatedIdentityCredentials/${recordId}`,
        body: credential,
      },
      undo: {
        system: graph,
        method: 'PATCH',
        url: `${application}/federatedIdentityCredentials/${recordId}`,
        body: wrong,
      },
    },
  },
  {
    name: 'create a credential in ARM',
    objects: [],
    step: {
      ...base,
      id: 'create-arm',
      request: { system: arm, method: 'PUT', url: identity, body: { properties: credential } },
      undo: { system: arm, method: 'DELETE', url: identity, body: null },
    },
  },
  {
    name: 'update a credential in ARM',
    objects: [[identity, wrong]],
    step: {
      ...base,
      id: 'update-arm',
      request: { system: arm, method: 'PUT', url: identity, body: { properties: credential } },
      undo: { system: arm, method: 'PUT', url: identity, body: { properties: wrong } },
    },
  },
  {
    name: 'delete a credential in Graph',
    objects: [[`${application}/federatedIdentityCredentials/id-of-ppmi-1`, { name: 'ppmi-1', ...credential }]],
    step: {
      ...base,
      id: 'delete-credential',
      request: {
        system: graph,
        method: 'DELETE',
        url: `${application}/federatedIdentityCredentials/id-of-ppmi-1`,
        body: null,
      },
      undo: {
        system: graph,
        method: 'POST',
        url: `${application}/federatedIdentityCredentials`,
        body: { name: 'ppmi-1', ...credential },
      },
    },
  },
  {
    name: 'delete a credential in ARM',
    objects: [[identity, credential]],
    step: {
      ...base,
      id: 'delete-arm',
      request: { system: arm, method: 'DELETE', url: identity, body: null },
      undo: { system: arm, method: 'PUT', url: identity, body: { properties: credential } },
    },
  },
  {
    name: 'delete a record',
    objects: [[`${webApi}/managedidentities(${recordId})`, { managedidentityid: recordId, version: 2 }]],
    step: {
      ...base,
      id: 'delete-record',
      request: { system: dataverse, method: 'DELETE', url: `${webApi}/managedidentities(${recordId})`, body: null },
      undo: {
        system: dataverse,
        method: 'POST',
        url: `${webApi}/managedidentities`,
        body: { managedidentityid: recordId, version: 2 },
      },
    },
  },
  {
    name: 'unbind a component',
    objects: [[`${webApi}/pluginassemblies(${componentId})`, { managedidentityid: recordId }]],
    step: {
      ...base,
      id: 'unbind',
      request: {
        system: dataverse,
        method: 'DELETE',
        url: `${webApi}/pluginassemblies(${componentId})/managedidentityid/$ref`,
        body: null,
      },
      undo: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/pluginassemblies(${componentId})`,
        body: { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` },
      },
    },
  },
  {
    name: 'change a record',
    objects: [[`${webApi}/managedidentities(${recordId})`, { version: null, name: 'Orders' }]],
    step: {
      ...base,
      id: 'patch-record',
      request: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/managedidentities(${recordId})`,
        body: { version: 2 },
      },
      undo: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/managedidentities(${recordId})`,
        body: { version: null },
      },
    },
  },
  {
    name: 'create a record',
    objects: [],
    step: {
      ...base,
      id: 'create-record',
      request: {
        system: dataverse,
        method: 'POST',
        url: `${webApi}/managedidentities`,
        body: { managedidentityid: recordId, version: 2 },
      },
      undo: { system: dataverse, method: 'DELETE', url: `${webApi}/managedidentities(${recordId})`, body: null },
    },
  },
  {
    name: 'bind a component',
    objects: [],
    step: {
      ...base,
      id: 'bind',
      request: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/pluginassemblies(${componentId})`,
        body: { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` },
      },
      undo: {
        system: dataverse,
        method: 'DELETE',
        url: `${webApi}/pluginassemblies(${componentId})/managedidentityid/$ref`,
        body: null,
      },
    },
  },
  {
    name: 'bind a component to another record',
    objects: [[`${webApi}/pluginpackages(${componentId})`, { managedidentityid: otherRecordId }]],
    step: {
      ...base,
      id: 'rebind',
      request: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/pluginpackages(${componentId})`,
        body: { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` },
      },
      undo: {
        system: dataverse,
        method: 'PATCH',
        url: `${webApi}/pluginpackages(${componentId})`,
        body: { 'managedidentityid@odata.bind': `/managedidentities(${otherRecordId})` },
      },
    },
  },
];
