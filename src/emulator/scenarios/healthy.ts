import type { Scenario } from './scenario.ts';

const healthy = (id: string, title: string, base: Scenario['base']): Scenario => ({
  id,
  title,
  findings: [],
  repairable: false,
  fails: null,
  base: base ?? {},
  inject: () => {},
});

export const healthyScenarios: readonly Scenario[] = [
  healthy('healthy-v1-self-signed', 'No fault: version 1, self-signed certificate', { version: 1 }),
  healthy('healthy-v2-issued', 'No fault: version 2, certificate issued by a CA', {
    version: 2,
    content: 'issued-public',
    environmentType: 'Production',
  }),
  healthy('healthy-v2-package', 'No fault: version 2, plug-in package', {
    version: 2,
    component: 'package',
    content: 'author-issued-public',
  }),
];
