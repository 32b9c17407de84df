/** Between this machine and Graph. `connectivity` names the cause; for a diagnosis it only means that it could not look. */
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
  onGraph('dns-fails', "The proxy cannot resolve Graph's name", { kind: 'dns' }),
  onGraph('tcp-refused', 'Nobody listens where the proxy looks for Graph', { kind: 'unreachable', value: 111 }),
  onGraph('tcp-timeout', 'The proxy gets no answer from Graph', { kind: 'unreachable', value: 110 }),
  onGraph('proxy-refuses-host', 'The proxy does not let Graph through', { kind: 'refuse-connect' }),
  onGraph('proxy-auth-required', 'The proxy wants a user name and a password', {
    kind: 'proxy-auth',
    text: 'user:password',
  }),
  onGraph('block-page', 'A web gateway answers in place of Graph', { kind: 'block-page' }),
  onGraph('tls-intercepted-untrusted', 'A web gateway opens TLS with a certificate that this machine does not trust', {
    kind: 'untrusted-ca',
  }),
  onGraph('tls-missing-intermediate', "Graph's server does not send the certificate between its own and the root", {
    kind: 'missing-intermediate',
  }),
  onGraph(
    'throttled',
    'Graph answers 429 twice, then as usual',
    { kind: 'status', value: 429, retryAfter: 1, times: 2 },
    false,
  ),
  {
    ...onGraph('clock-skew', "This machine's clock is a quarter of an hour off", { kind: 'clock' }, false),
    inject: ({ world }) => void world.wire.push({ host: '*', kind: 'clock', value: 900 }),
  },
  {
    id: 'wrong-cloud-host',
    title: 'The environment is of a sovereign cloud, its address is that of the public one',
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
