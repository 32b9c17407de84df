/** The header of a journaled run, for the public cloud. */
import type { RunHeader } from '../../src/repair/journal/files.ts';

export const runId = '20261128T120000Z-abcdef';

export function runHeader(changes: Partial<RunHeader> = {}): RunHeader {
  return {
    schema: 'ppmi.run/1',
    id: runId,
    tool: { version: '0.0.0' },
    startedAt: '2026-11-28T12:00:00Z',
    cloud: 'public',
    tenantId: null,
    emulated: false,
    environment: { url: 'https://contoso.crm.dynamics.com', id: null },
    component: null,
    applicationId: null,
    steps: [],
    ...changes,
  };
}
