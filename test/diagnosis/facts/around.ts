/** Services around a component, for tests of facts about other workloads. */
import { readFileSync } from 'node:fs';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { ComponentFact, FederatedCredential, IdentityRecord } from '../../../src/domain/facts.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component, ids, record } from '../../facts.ts';

export const content = (name: string) => readFileSync(`test/fixtures/assemblies/${name}.dll`);
export const refused = () => new PpmiError('refused', { permission: 'p', detail: 'd' });

export const otherRecord: IdentityRecord = {
  ...record,
  id: 'other-record',
  applicationId: ids.otherApplication.toUpperCase(),
};
export const sameRecord: IdentityRecord = { ...record, id: 'same-record', version: 1 };
export const neighbor: ComponentFact = { ...component, id: 'neighbor', managedIdentityId: record.id };
export const stranger: ComponentFact = { ...component, id: 'stranger', managedIdentityId: otherRecord.id };

export interface Services {
  readonly credentials?: readonly FederatedCredential[] | Error;
  readonly content?: Uint8Array | null | Error;
  readonly environments?: Sources['environments'];
}

/** Notes the applications whose credentials are read. */
export function sourcesOf({ credentials = [], content: bytes = null, environments }: Services = {}) {
  const asked: string[] = [];
  const graph = {
    application: async (appId: string) => ({ id: `object of ${appId}`, appId, displayName: 'Other' }),
    servicePrincipal: async () => null,
    async credentials({ appId }: { appId: string }) {
      asked.push(appId);
      if (credentials instanceof Error) throw credentials;
      return { system: 'graph', url: 'u', credentials };
    },
  };
  const dataverse = {
    async content() {
      if (bytes instanceof Error) throw bytes;
      return bytes;
    },
  };
  const sources = { graph, dataverse, ...(environments !== undefined && { environments }) };
  return { asked, sources: sources as unknown as Sources };
}
