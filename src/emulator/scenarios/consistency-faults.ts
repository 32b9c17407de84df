/**
 * Services that lag behind writes or fail for a while. Nothing is wrong with the configuration: alone, such a world is
 * healthy; joined to a fault (`subject-case+exchange-stale-correction`) it tests what a repair makes of it.
 */
import { derivedId } from '../derived-id.ts';
import type { Consistency, DirectoryAudit } from '../world/model.ts';
import type { Parts } from './base.ts';
import { immediate, secondsPerRequest } from './consistency.ts';
import type { Scenario } from './scenario.ts';

const healthy = (id: string, title: string, inject: Scenario['inject'], base: Scenario['base'] = {}): Scenario => ({
  id,
  title,
  findings: [],
  repairable: false,
  fails: null,
  base,
  inject,
});

function turnOn({ world }: Pick<Parts, 'world'>, switches: Partial<Consistency>): void {
  world.consistency = { ...(world.consistency ?? immediate), ...switches };
  world.clock ??= { secondsPerRequest };
}

const lagging = (id: string, title: string, switches: Partial<Consistency>, base: Scenario['base'] = {}): Scenario =>
  healthy(id, title, (parts) => turnOn(parts, switches), base);

const identity = ({ world }: Parts) => world.subscriptions.flatMap(({ identities }) => identities)[0];

const secondsAgo = ({ now }: Parts['world'], seconds: number) =>
  new Date((now === null ? Date.now() : Date.parse(now)) - seconds * 1000).toISOString();

/** An hour ago: long enough for every replication. */
function correction(world: Parts['world'], application: Parts['application'], credential: string): DirectoryAudit {
  return {
    id: derivedId(`audit/${credential}`),
    at: secondsAgo(world, 3600),
    activity: 'Update application – Federated identity credentials',
    initiatedBy: world.operator.clientId,
    target: { id: application?.id ?? '', displayName: application?.displayName ?? '' },
    credential,
  };
}

export const consistencyScenarios: readonly Scenario[] = [
  lagging('graph-stale-reads', 'Graph answers with old lists of credentials for up to two minutes after a write', {
    replicas: 3,
    graphLagSeconds: [5, 120],
  }),
  lagging('graph-write-conflicts', 'Graph refuses every third write because of concurrent requests', {
    graphConflictRate: 0.33,
  }),
  lagging('exchange-intermittent', 'Entra refuses 2 % of exchanges although the credential is right', {
    exchangeFailureRate: 0.02,
  }),
  lagging('exchange-slow', 'The token exchange uses a changed credential after minutes, and not everywhere at once', {
    exchangeLagSeconds: [30, 180],
  }),
  lagging('exchange-stale-correction', 'The token exchange ignores corrections of upper and lower case', {
    staleAfterCorrection: true,
  }),
  lagging('role-assignment-slow', 'A new role assignment takes minutes to act', { roleLagSeconds: [120, 600] }),
  lagging(
    'identity-writes-throttled',
    'Azure Resource Manager allows one write in four seconds to a managed identity',
    { identityWrites: { perSecond: 0.25, burst: 1 } },
    { kind: 'uami' },
  ),
  healthy(
    'identity-not-replicated',
    "The managed identity was created a moment ago, and its principal is unknown to Microsoft Graph's replicas",
    (parts) => {
      turnOn(parts, { principalLagSeconds: [60, 120] });
      const created = identity(parts);
      if (created !== undefined) created.createdAt = secondsAgo(parts.world, 1);
    },
    { kind: 'uami' },
  ),
  healthy(
    'identity-region-unsupported',
    "The managed identity's region does not support federated credentials being written",
    ({ world }) => {
      for (const subscription of world.subscriptions) subscription.regionsWithoutFederation = ['westeurope'];
    },
    { kind: 'uami' },
  ),
  {
    ...healthy(
      'record-not-customizable',
      'The record came with a managed solution that does not allow changes',
      ({ record }) => {
        record.isManaged = true;
        record.isCustomizable = false;
      },
    ),
    findings: ['record-not-customizable'],
  },
  {
    ...healthy('trace-log-off', 'Failed runs of plug-ins leave no trace log', ({ environment }) => {
      environment.plugInTraceLogSetting = 0;
    }),
    findings: ['trace-log-off'],
  },
  healthy('record-delete-restricted', 'Dataverse refuses to delete a record that components use', ({ environment }) => {
    environment.managedIdentityDelete = 'restrict';
  }),
  {
    ...healthy('dataverse-ip-firewall', "The environment's IP firewall refuses this machine", ({ environment }) => {
      environment.accessBlock = 'ip-firewall';
    }),
    blocked: true,
  },
  {
    id: 'fic-stale',
    title: 'The credential was corrected in place, but the token exchange still uses its old subject',
    findings: ['fic-stale'],
    repairable: true,
    fails: 7002138,
    base: { kind: 'app' },
    inject({ world, tenant, application, credential, claims }) {
      turnOn({ world }, { staleAfterCorrection: true });
      world.operator.graphPermissions.push('AuditLog.Read.All');
      tenant.directoryAudits = [correction(world, application, credential.name)];
      credential.exchangeSubject = claims.subject.replace('/plugin/', '/Plugin/');
    },
  },
  {
    id: 'identity-federation-blocked',
    title: 'An administrator blocked federated credentials on the managed identity',
    findings: ['identity-federation-blocked'],
    repairable: false,
    fails: 70025,
    base: { kind: 'uami' },
    inject(parts) {
      const blocked = identity(parts);
      if (blocked !== undefined) blocked.federationBlocked = true;
    },
  },
];
