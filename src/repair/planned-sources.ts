/** Sources that return the configuration as if planned steps on records and bindings had been applied. */
import type { ComponentFact, CredentialsFact, IdentityRecord } from '../domain/facts.ts';
import type { Step } from '../domain/plan.ts';
import type { Sources } from '../sources/sources.ts';
import { type Change, changeOf } from './change.ts';

/** Steps that decide which identity the component has, and so which credentials count. */
export function decidesIdentity(step: Step): boolean {
  const change = changeOf(step);
  if (change === null) return false;
  const { object, before, after } = change;
  if (object.kind === 'binding') return true;
  // Versions are raised last, once the credentials of the new version exist.
  return object.kind === 'record' && (before === null || !('version' in (after ?? {})));
}

export function afterSteps(sources: Sources, steps: readonly Step[]): Sources {
  const changes = steps.flatMap((step) => changeOf(step) ?? []);
  const { dataverse, graph, arm } = sources;
  return {
    ...sources,
    // Earlier runs show what the platform presented for the old record.
    ...(changes.some(changesSubject) && { runsAfter: () => endOfTime }),
    graph: {
      ...graph,
      credentials: async (application) => withoutDeleted(await graph.credentials(application), changes),
    },
    arm: {
      ...arm,
      async credentials(resourceId) {
        const read = await arm.credentials(resourceId);
        return read === null ? null : withoutDeleted(read, changes);
      },
    },
    dataverse: {
      ...dataverse,
      records: async () => changes.reduce(changeRecords, await dataverse.records()),
      components: async () => changes.reduce(changeComponents, await dataverse.components()),
    },
  };
}

function withoutDeleted(read: CredentialsFact, changes: readonly Change[]): CredentialsFact {
  const deleted = new Set(changes.flatMap(({ object, after }) => (after === null ? urlOf(object) : [])));
  return { ...read, credentials: read.credentials.filter(({ url }) => !deleted.has(url)) };
}

function urlOf(object: Change['object']): string | readonly string[] {
  if (object.kind === 'arm-credential') return object.url;
  return object.kind === 'graph-credential' && object.id !== null ? `${object.collection}/${object.id}` : [];
}

/** The latest time that a Date can represent. */
const endOfTime = new Date(8.64e15);

function changesSubject({ object, after }: Change): boolean {
  return object.kind === 'binding' || (object.kind === 'record' && !('statecode' in (after ?? {})));
}

function idIn(url: string): string {
  return /\(([0-9a-f-]{36})\)$/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

function changeRecords(records: readonly IdentityRecord[], { object, before, after }: Change): typeof records {
  if (object.kind !== 'record') return records;
  const id = idIn(object.url);
  if (after === null) return records.filter((record) => record.id.toLowerCase() !== id);
  if (before === null) return [...records, withColumns(newRecord(id), after)];
  return records.map((record) => (record.id.toLowerCase() === id ? withColumns(record, after) : record));
}

const newRecord = (id: string): IdentityRecord => ({
  id,
  name: '',
  applicationId: null,
  tenantId: null,
  credentialSource: null,
  subjectScope: null,
  version: null,
  active: true,
  managed: false,
});

const columns: Readonly<Record<string, (value: unknown) => Partial<IdentityRecord>>> = {
  name: (value) => ({ name: String(value) }),
  applicationid: (value) => ({ applicationId: text(value) }),
  tenantid: (value) => ({ tenantId: text(value) }),
  credentialsource: (value) => ({ credentialSource: number(value) }),
  subjectscope: (value) => ({ subjectScope: number(value) }),
  version: (value) => ({ version: number(value) }),
  statecode: (value) => ({ active: value === 0 }),
};

const text = (value: unknown) => (typeof value === 'string' ? value : null);
const number = (value: unknown) => (typeof value === 'number' ? value : null);

function withColumns(record: IdentityRecord, values: Readonly<Record<string, unknown>>): IdentityRecord {
  return Object.assign({ ...record }, ...Object.entries(values).map(([key, value]) => columns[key]?.(value)));
}

function changeComponents(components: readonly ComponentFact[], { object, after }: Change): typeof components {
  if (object.kind !== 'binding') return components;
  const id = idIn(object.url);
  const bound = text(after?.managedidentityid);
  return components.map((row) => (row.id.toLowerCase() === id ? { ...row, managedIdentityId: bound } : row));
}
