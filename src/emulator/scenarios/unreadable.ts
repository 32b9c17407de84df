/** Nothing is wrong with the set-up; somebody could not look. Never a finding. */
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
  blocked('no-graph-permission', 'Whoever looks may not read applications', ({ world }) => {
    world.operator.graphPermissions = [];
  }),
  blocked('no-dataverse-access', 'Whoever looks is no member of the environment', ({ world }) => {
    world.operator.dataverseMember = false;
  }),
  blocked(
    'no-arm-access',
    'The managed identity is found, its subscription is not readable',
    ({ world }) => {
      world.operator.azureRoles = [];
    },
    { kind: 'uami' },
  ),
  blocked('service-down', 'Graph answers 503 for longer than anybody waits', ({ world }) => {
    const host = cloud(world.cloud).graphHost.value ?? '';
    world.wire.push({ host, kind: 'status', value: 503 });
  }),
  blocked('cut-answers', 'Answers of Graph arrive cut off', ({ world }) => {
    const host = cloud(world.cloud).graphHost.value ?? '';
    world.wire.push({ host, kind: 'truncate' });
  }),
];
