/**
 * Requests and addresses of a run that differ from the plan: another name, an ID that the service assigned, a second
 * form.
 */
import type { Step, StepRequest } from '../domain/plan.ts';
import type { ObjectAddress } from '../sources/objects.ts';
import type { Change } from './change.ts';
import type { StepResult } from './journal/events.ts';

/** The longest name that Graph and ARM accept. */
const longestName = 120;

/** The same new credential with the next name; null for a request without a name. */
export function renamed(request: StepRequest): StepRequest | null {
  const { method, url, body } = request;
  if (request.system === 'graph' && method === 'POST') {
    const { name } = (body ?? {}) as { name?: unknown };
    return typeof name === 'string' ? { ...request, body: { ...(body as object), name: nextName(name) } } : null;
  }
  if (request.system !== 'arm' || method !== 'PUT') return null;
  const [, before = '', name, after = ''] = /^([^?\n]*\/)([^/?\n]+)(\?.*)?$/.exec(url) ?? [];
  return name === undefined ? null : { ...request, url: `${before}${nextName(name)}${after}` };
}

function nextName(name: string): string {
  const [, base = name, count] = /^(.*?)(?:-(\d{1,3}))?$/.exec(name) ?? [];
  const suffix = `-${Number(count ?? 1) + 1}`;
  return base.slice(0, longestName - suffix.length) + suffix;
}

/** The undo of a step. A created object is deleted by the ID that the service assigned. */
export function undoRequest(step: Step, object: ObjectAddress): StepRequest | null {
  if (step.undo === null) return null;
  const creates = step.request.method !== 'DELETE' && step.undo.method === 'DELETE';
  if (object.kind === 'arm-credential' && creates) return { ...step.undo, url: object.url };
  if (object.kind !== 'graph-credential' || !creates) return step.undo;
  const key = object.id ?? object.name;
  return key === null ? step.undo : { ...step.undo, url: `${object.collection}/${encodeURIComponent(key)}` };
}

/**
 * The other way to clear a lookup. Public tools disagree about which one works for assemblies and packages (observed,
 * 2026-11), so ppmi reads back and tries the second where the first changed nothing.
 */
export function secondForm(request: StepRequest): StepRequest | null {
  const [, component] = /^(.*)\/managedidentityid\/\$ref$/.exec(request.url) ?? [];
  if (request.method !== 'DELETE' || component === undefined) return null;
  return { system: 'dataverse', method: 'PATCH', url: component, body: { 'managedidentityid@odata.bind': null } };
}

/** The object under its final name, with the ID that the service returned. */
export function locate(change: Change, sent: StepRequest | null, result: StepResult | null): Change {
  const { object, after } = change;
  if (object.kind === 'arm-credential') return { ...change, object: { ...object, url: sent?.url ?? object.url } };
  if (object.kind !== 'graph-credential' || object.name === null) return change;
  const name = (sent?.body as { name?: unknown } | null)?.name;
  const named = typeof name === 'string' ? { ...object, name } : object;
  const renamedAfter = after !== null && typeof name === 'string' ? { ...after, name } : after;
  return { ...change, object: identified(named, result?.id ?? null), after: renamedAfter };
}

export function withoutGone(change: Change, gone: ReadonlySet<string> | undefined): Change {
  const { object } = change;
  return gone === undefined || object.kind !== 'graph-credential' ? change : { ...change, object: { ...object, gone } };
}

export function identified(object: ObjectAddress, id: string | null): ObjectAddress {
  return object.kind === 'graph-credential' && id !== null ? { ...object, id } : object;
}

/** Any credential with this issuer and subject, whatever its name: an application holds the pair at most once. */
export function twinOf(change: Change): Change {
  const { object, after } = change;
  if (object.kind !== 'graph-credential') return change;
  const claims = { issuer: String(after?.issuer), subject: String(after?.subject) };
  return { ...change, object: { ...object, id: null, name: null, claims } };
}
