/** The objects that a repair changes, as they are read before and after it. */
import { PpmiError } from '../domain/errors.ts';
import type { StepRequest } from '../domain/plan.ts';
import type { WriteOutcome } from '../domain/write-outcome.ts';
import type { ServiceClient } from './client.ts';
import { guid, text } from './json.ts';
import type { Json } from './response.ts';

/** An object as it is read now; `values` null: it does not exist. */
export interface ObservedObject {
  readonly values: Json | null;
  /** Id that the service gave it. */
  readonly id: string | null;
  readonly etag: string | null;
}

/** Addresses as ppmi's own requests hold them. */
export type ObjectAddress =
  | {
      readonly kind: 'graph-credential';
      readonly collection: string;
      readonly id: string | null;
      readonly name: string | null;
      /** Issuer and subject, where neither id nor name is known. */
      readonly claims?: { readonly issuer: string; readonly subject: string };
      /** Name under which a deleted one is created again, with an id that the service chooses. */
      readonly recreatedAs?: string;
      /** IDs of credentials that the run deleted: a replica may still show them. */
      readonly gone?: ReadonlySet<string>;
    }
  | { readonly kind: 'arm-credential'; readonly url: string; readonly name: string }
  | { readonly kind: 'record'; readonly url: string }
  | { readonly kind: 'binding'; readonly url: string }
  | { readonly kind: 'service-principal'; readonly url: string; readonly applicationId: string };

export interface Objects {
  read(object: ObjectAddress): Promise<ObservedObject>;
  /** Names of the components that are bound to a record; deleting it would cut them off. Absent: none can be. */
  boundTo?(record: Extract<ObjectAddress, { kind: 'record' }>): Promise<readonly string[]>;
  /** `etag`: what was read, sent where the service compares it. */
  write(request: StepRequest, etag: string | null): Promise<WriteOutcome>;
}

const absent: ObservedObject = { values: null, id: null, etag: null };

export function createObjects(clients: Readonly<Record<'dataverse' | 'graph' | 'arm', ServiceClient>>): Objects {
  const { dataverse, graph, arm } = clients;
  return {
    async read(object) {
      switch (object.kind) {
        case 'graph-credential':
          // Listing needs a lesser permission than reading one (documented).
          return credentialIn(await graph.list(object.collection), object);
        case 'arm-credential': {
          const row = await arm.get(object.url);
          return row === null ? absent : { values: propertiesOf(row), id: text(row, 'id'), etag: null };
        }
        case 'record':
          return rowOf(await dataverse.get(object.url), 'managedidentityid');
        case 'binding':
          return bindingOf(await dataverse.get(`${object.url}?$select=_managedidentityid_value`), object.url);
        case 'service-principal': {
          const row = await graph.get(`${object.url}?$select=id,appId`);
          return row === null ? absent : { values: row, id: text(row, 'id'), etag: null };
        }
      }
    },

    async boundTo({ url }) {
      const [, api, id] = /^(.*)\/managedidentities\(([0-9a-f-]{36})\)$/i.exec(url) ?? [];
      if (api === undefined || id === undefined) return [];
      const filter = `$select=name&$filter=_managedidentityid_value eq ${id}`;
      const lists = await Promise.all([
        dataverse.list(`${api}/pluginassemblies?${filter}`),
        dataverse.list(`${api}/pluginpackages?${filter}`),
      ]);
      return lists.flat().map((row) => text(row, 'name') ?? 'a component');
    },

    write(request, etag) {
      const client = clients[request.system];
      return client.write(request, request.system === 'dataverse' ? conditionsOf(request, etag) : {});
    },
  };
}

/**
 * A PATCH without a condition would create a row that is gone (documented). A reference has no etag of its own: the
 * service takes conditions for rows only.
 */
function conditionsOf({ method, url }: StepRequest, etag: string | null): Readonly<Record<string, string>> {
  const isRow = !url.endsWith('/$ref');
  return isRow && (method === 'PATCH' || method === 'DELETE') ? { 'If-Match': etag ?? '*' } : {};
}

function credentialIn(
  all: readonly Json[],
  { id, name, claims, recreatedAs, gone }: Extract<ObjectAddress, { kind: 'graph-credential' }>,
): ObservedObject {
  const rows = gone === undefined ? all : all.filter((each) => !gone.has(String(each.id)));
  const own = rows.find((each) => {
    if (id !== null) return each.id === id || each.name === id;
    return name === null ? each.issuer === claims?.issuer && each.subject === claims?.subject : each.name === name;
  });
  const row = own ?? rows.find((each) => recreatedAs !== undefined && each.name === recreatedAs);
  return row === undefined ? absent : { values: row, id: text(row, 'id'), etag: null };
}

function propertiesOf(row: Json): Json {
  const { properties } = row;
  return typeof properties === 'object' && properties !== null ? (properties as Json) : {};
}

function rowOf(row: Json | null, key: string): ObservedObject {
  if (row === null) return absent;
  return { values: row, id: guid(row, key), etag: text(row, '@odata.etag') };
}

function bindingOf(row: Json | null, url: string): ObservedObject {
  if (row === null)
    throw new PpmiError('answer-malformed', { host: new URL(url).host, detail: 'the component is not there (404)' });
  const bound = guid(row, '_managedidentityid_value');
  return { values: { managedidentityid: bound }, id: null, etag: text(row, '@odata.etag') };
}
