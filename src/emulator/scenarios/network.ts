/** Faults between this machine and Graph. `connectivity` names the cause; for `doctor` they only block checks. */
import { cloud } from '../../domain/cloud/cloud.ts';
import type { NetworkFault } from '../world/model.ts';
import type { Scenario } from './scenario.ts';

const onGraph = (id: string, title: string, fault: Omit<NetworkFault, 'host'>, blocked = true): Scenario => ({
  id,
  title,
  findings: [],
  connectivity: [id],
  repairable: false,
  fails: null,
  blocked,
  inject({ world }) {
    world.wire.push({ host: cloud(world.cloud).graphHost.value ?? '', ...fault });
  },
});

export const networkScenarios: readonly Scenario[] = [
  onGraph('dns-fails', "The proxy cannot resolve Graph's host name", { kind: 'dns' }),
  onGraph('tcp-refused', "Graph's address refuses the proxy's connection", { kind: 'unreachable', value: 111 }),
  onGraph('tcp-timeout', "The proxy's connection to Graph times out", { kind: 'unreachable', value: 110 }),
  onGraph('proxy-refuses-host', 'The proxy refuses connections to Graph', { kind: 'refuse-connect' }),
  onGraph('proxy-auth-required', 'The proxy requires a user name and a password', {
    kind: 'proxy-auth',
    text: 'user:password',
  }),
  onGraph('block-page', 'A web gateway answers with a block page instead of Graph', { kind: 'block-page' }),
  onGraph(
    'tls-intercepted-untrusted',
    'A web gateway intercepts TLS with a certificate that this machine does not trust',
    {
      kind: 'untrusted-ca',
    },
  ),
  onGraph('tls-missing-intermediate', "Graph's server does not send its intermediate certificate", {
    kind: 'missing-intermediate',
  }),
  onGraph(
    'throttled',
    'Graph answers 429 twice, then succeeds',
    { kind: 'status', value: 429, retryAfter: 1, times: 2 },
    false,
  ),
  {
    ...onGraph('clock-skew', "This machine's clock is 15 minutes off", { kind: 'clock' }, false),
    inject: ({ world }) => void world.wire.push({ host: '*', kind: 'clock', value: 900 }),
  },
  {
    id: 'wrong-cloud-host',
    title: 'The environment belongs to a sovereign cloud; its address is that of the public cloud',
    findings: [],
    connectivity: ['wrong-cloud-host'],
    repairable: false,
    fails: null,
    blocked: true,
    base: { cloud: 'gcchigh' },
    inject({ environment }) {
      environment.url = 'https://contoso-dev--example.crm.dynamics.com';
    },
  },
];
