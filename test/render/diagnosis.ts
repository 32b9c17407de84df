/** A small diagnosis that has one of everything. */

import type { Diagnosis, Unread, Verdict, VerdictState } from '../../src/domain/diagnosis.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import type { FindingArgs, FindingName } from '../../src/domain/findings.ts';
import { unknownFinding } from '../findings.ts';

export function finding<N extends FindingName>(
  name: N,
  more: Partial<Diagnosis['findings'][number]> & { readonly args?: NoInfer<FindingArgs[N]> } = {},
): Diagnosis['findings'][number] {
  return { ...unknownFinding(name), consequences: [], ...more };
}

export function verdict(check: string, state: VerdictState, blockedBy: Verdict['blockedBy'] = null): Verdict {
  return { check, title: `the healthy state of ${check}`, state, blockedBy };
}

export const refused: Unread = {
  fact: 'applications',
  error: new PpmiError('refused', {
    permission: 'Application.Read.All',
    who: 'a Cloud Application Administrator',
    detail: 'graph.microsoft.com answered 403 Authorization_RequestDenied',
  }),
};

export const oneOfEach: Diagnosis = {
  findings: [
    finding('environment-is-organization', {
      args: { credential: 'orders-dev', detail: null, segment: null },
      where: { system: 'graph', kind: 'federated identity credential', id: 'id-1', name: 'orders-dev' },
      expected: '/e/59b86021-2790-4a26-b386-15823676bbf4/h/22',
      actual: '/e/7ec158d7-95bb-4e89-bb85-4b54cf17806c/h/22',
      consequences: [finding('fic-missing')],
    }),
    finding('certificate-expires-soon', { args: { component: 'Orders', notAfter: '2026-04-01T00:00:00Z', days: 12 } }),
  ],
  verdicts: [
    verdict('trust/credential-matches', 'failed'),
    verdict('certificate/usable', 'failed'),
    verdict('identity/record-bound', 'passed'),
    verdict('application/exists', 'blocked', refused),
    verdict('application/enabled', 'blocked', refused),
    verdict('trust/version-current', 'not-applicable'),
    verdict('certificate/component-signed', 'crashed', {
      reason: 'bug',
      fact: 'certificate/component-signed',
      detail: 'x is undefined',
    }),
  ],
};

/** All that a report can say of what was looked at. */
export const everyTarget = {
  target: {
    environment: { url: 'https://contoso.crm4.dynamics.com', id: 'e', name: 'Contoso' },
    component: { type: 'package', id: 'c', name: 'Orders' },
    record: { id: 'r', name: 'Orders', version: 2 },
    application: { applicationId: 'a', name: null },
    cloud: 'gcc',
    tenantId: 't',
  },
  signedInAs: { tenantId: 't', clientId: 'c', user: null },
  tool: { version: '1.0.0', at: '2026-01-01T00:00:00.000Z' },
} as const;
