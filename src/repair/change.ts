/**
 * The changes that ppmi may make, recognized by their requests. Plan files and journals are input that may have been
 * edited: a request of any other form is never sent.
 */
import type { StepRequest } from '../domain/plan.ts';
import type { ObjectAddress } from '../sources/objects.ts';

/** Column or property values in the format of the service. */
export type Values = Readonly<Record<string, unknown>>;

export interface Change {
  readonly object: ObjectAddress;
  /** The values before and after the change; null: the object does not exist. */
  readonly before: Values | null;
  readonly after: Values | null;
}

/** What a step states: its request and the one that undoes it. */
export interface RequestPair {
  readonly request: StepRequest;
  readonly undo: StepRequest | null;
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const graphCollection = new RegExp(`^https://[^/?#]+/v1\\.0/applications/${guid}/federatedIdentityCredentials$`, 'i');
const graphCredential = new RegExp(
  `^(https://[^/?#]+/v1\\.0/applications/${guid}/federatedIdentityCredentials)/(${guid}|[A-Za-z0-9][A-Za-z0-9_-]{2,119})$`,
  'i',
);
const graphPrincipals = /^https:\/\/[^/?#]+\/v1\.0\/servicePrincipals$/;
const armCredential =
  /^https:\/\/[^/?#]+\/subscriptions\/[^?#]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/?#]+\/federatedIdentityCredentials\/([A-Za-z0-9][A-Za-z0-9_-]{2,119})\?api-version=\d{4}-\d{2}-\d{2}$/i;
const webApi = '^https://[^/?#]+/api/data/v9\\.2';
const records = new RegExp(`${webApi}/managedidentities$`);
const record = new RegExp(`${webApi}/managedidentities\\(${guid}\\)$`, 'i');
const component = new RegExp(`${webApi}/plugin(?:assemblies|packages)\\(${guid}\\)$`, 'i');
const reference = new RegExp(`(${webApi}/plugin(?:assemblies|packages)\\(${guid}\\))/managedidentityid/\\$ref$`, 'i');
const boundRecord = new RegExp(`^/managedidentities\\((${guid})\\)$`, 'i');

const recordColumns = new Set([
  'managedidentityid',
  'name',
  'applicationid',
  'tenantid',
  'credentialsource',
  'subjectscope',
  'version',
  'statecode',
  'statuscode',
]);
const credentialProperties = new Set(['name', 'issuer', 'subject', 'audiences', 'description']);

/** Null for a request that ppmi never makes, or an undo that does not reverse the request. */
export function changeOf({ request, undo }: RequestPair): Change | null {
  if (request.method === 'DELETE' && request.body != null) return null;
  if (!isFlat(request.body, deepest) || !isFlat(undo?.body, deepest)) return null;
  switch (request.system) {
    case 'graph':
      return graphPrincipals.test(request.url) ? principalChange(request) : graphChange(request, undo);
    case 'arm':
      return armChange(request, undo);
    case 'dataverse':
      return records.test(request.url) || record.test(request.url)
        ? recordChange(request, undo)
        : bindingChange(request, undo);
    // The types know no other, but a file can.
    default:
      return null;
  }
}

function graphChange(request: StepRequest, undo: StepRequest | null): Change | null {
  const after = valuesIn(request.body, credentialProperties);
  if (request.method === 'POST' && graphCollection.test(request.url)) {
    const name = typeof after?.name === 'string' ? after.name : null;
    if (after === null || name === null) return null;
    const object = { kind: 'graph-credential', collection: request.url, id: null, name } as const;
    return { object, before: null, after };
  }
  const [, collection, id] = graphCredential.exec(request.url) ?? [];
  if (collection === undefined || id === undefined) return null;
  const before = valuesIn(undo?.body, credentialProperties);
  const object = { kind: 'graph-credential', collection, id, name: null } as const;
  if (request.method === 'PATCH' && after !== null && before !== null && undo?.method === 'PATCH') {
    return undo.url === request.url && sameKeys(after, before) ? { object, before, after } : null;
  }
  const recreates = undo?.method === 'POST' && undo.url === collection && typeof before?.name === 'string';
  if (request.method !== 'DELETE' || before === null || !recreates) return null;
  return { object: { ...object, recreatedAs: String(before.name) }, before, after: null };
}

function armChange(request: StepRequest, undo: StepRequest | null): Change | null {
  const [, name] = armCredential.exec(request.url) ?? [];
  if (name === undefined || (undo !== null && undo.url !== request.url)) return null;
  const object = { kind: 'arm-credential', url: request.url, name } as const;
  const values = (each: StepRequest | null) =>
    each?.method === 'PUT'
      ? valuesIn((each.body as { properties?: unknown } | null)?.properties, credentialProperties)
      : null;
  const after = values(request);
  const before = values(undo);
  if (request.method === 'PUT' && after !== null) {
    return before !== null || undo?.method === 'DELETE' ? { object, before, after } : null;
  }
  return request.method === 'DELETE' && before !== null ? { object, before, after: null } : null;
}

function principalChange(request: StepRequest): Change | null {
  const { appId } = (request.body ?? {}) as { appId?: unknown };
  if (request.method !== 'POST' || typeof appId !== 'string' || !new RegExp(`^${guid}$`, 'i').test(appId)) return null;
  const object = { kind: 'service-principal', url: `${request.url}(appId='${appId}')`, applicationId: appId } as const;
  return { object, before: null, after: { appId } };
}

function recordChange(request: StepRequest, undo: StepRequest | null): Change | null {
  const after = valuesIn(request.body, recordColumns);
  if (request.method === 'POST' && records.test(request.url)) {
    const id = after?.managedidentityid;
    if (after === null || typeof id !== 'string' || !record.test(`${request.url}(${id})`)) return null;
    return { object: { kind: 'record', url: `${request.url}(${id})` }, before: null, after };
  }
  const object = { kind: 'record', url: request.url } as const;
  const before = valuesIn(undo?.body, recordColumns);
  if (!record.test(request.url) || before === null) return null;
  if (request.method === 'PATCH' && after !== null) {
    return undo?.method === 'PATCH' && undo.url === request.url && sameKeys(after, before)
      ? { object, before, after }
      : null;
  }
  const recreates = undo?.method === 'POST' && request.url === `${undo.url}(${before.managedidentityid})`;
  return request.method === 'DELETE' && recreates ? { object, before, after: null } : null;
}

function bindingChange(request: StepRequest, undo: StepRequest | null): Change | null {
  const url = bindingUrl(request);
  if (url === null || (undo !== null && bindingUrl(undo) !== url)) return null;
  return { object: { kind: 'binding', url }, before: boundBy(undo), after: boundBy(request) };
}

function bindingUrl({ method, url, body }: StepRequest): string | null {
  if (method === 'PATCH' && component.test(url)) {
    const [only, ...more] = Object.entries(body ?? {});
    const [key, target] = only ?? [];
    const binds = key === bindKey && (target === null || recordIn(target) !== null);
    return binds && more.length === 0 ? url : null;
  }
  return method === 'DELETE' ? (reference.exec(url)?.[1] ?? null) : null;
}

const bindKey = 'managedidentityid@odata.bind';

function boundBy(request: StepRequest | null): Values {
  return { managedidentityid: recordIn((request?.body as Values | null | undefined)?.[bindKey]) };
}

function recordIn(target: unknown): string | null {
  return typeof target === 'string' ? (boundRecord.exec(target)?.[1] ?? null) : null;
}

/** `{"properties":{"audiences":[…]}}`. What is nested deeper would exhaust the stack where bodies are compared. */
const deepest = 3;

function isFlat(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isFlat(inner, depth - 1));
}

function valuesIn(body: unknown, known: ReadonlySet<string>): Values | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const keys = Object.keys(body);
  return keys.length > 0 && keys.every((key) => known.has(key)) ? (body as Values) : null;
}

function sameKeys(a: Values, b: Values): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

/** The change that undoes this one. */
export function reversed({ object, before, after }: Change): Change {
  return { object, before: after, after: before };
}

/** One deletes a credential, the other creates it again with the same values: they belong together. */
export function recreates(deletion: RequestPair, creation: RequestPair): boolean {
  const [deleted, created] = [changeOf(deletion), changeOf(creation)];
  if (deleted === null || created === null || deleted.after !== null || created.before !== null) return false;
  return created.object.kind.endsWith('credential') && holds(created.after, deleted.before);
}

/**
 * True if an object holds exactly these values. Ignores columns that the change does not write, and the name of a whole
 * object: a credential is equally good under another name, and a created record is known by its ID.
 */
export function holds(observed: Values | null, values: Values | null): boolean {
  if (observed === null || values === null) return observed === values;
  const isWhole = 'issuer' in values || 'managedidentityid' in values;
  return Object.entries(values).every(([key, value]) => (isWhole && key === 'name') || same(observed[key], value));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
