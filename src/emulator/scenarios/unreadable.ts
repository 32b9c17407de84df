/** Checks that cannot run although nothing is wrong with the configuration. Never a finding. */
import { cloud } from '../../domain/cloud/cloud.ts';
import type { Scenario } from './scenario.ts';

const blocked = (id: string, title: string, inject: Scenario['inject'], base: Scenario['base'] = {}): Scenario => ({
  id,
  title,
  findings: [],
  repairable: false,
  fails: null,
  blocked: true,
  base,
  inject,
});

export const unreadableScenarios: readonly Scenario[] = [
  blocked('no-graph-permission', 'The signed-in account cannot read applications', ({ world }) => {
    world.operator.graphPermissions = [];
  }),
  blocked('no-dataverse-access', 'The signed-in account is not a member of the environment', ({ world }) => {
    world.operator.dataverseMember = false;
  }),
  blocked(
    'no-arm-access',
    'The managed identity exists, but its subscription is not readable',
    ({ world }) => {
      world.operator.azureRoles = [];
    },
    { kind: 'uami' },
  ),
  blocked('service-down', 'Graph answers 503 for longer than the retry budget', ({ world }) => {
    const host = cloud(world.cloud).graphHost.value ?? '';
    world.wire.push({ host, kind: 'status', value: 503 });
  }),
  blocked('cut-answers', 'Graph sends truncated answers', ({ world }) => {
    const host = cloud(world.cloud).graphHost.value ?? '';
    world.wire.push({ host, kind: 'truncate' });
  }),
];
