/** Graph addresses an object by key (`applications(appId='…')`) or by a further segment (`applications/{id}`). */
import { type Key, keyValue, parseSegment } from '../odata/path.ts';

export interface Step {
  /** Lower case. */
  readonly name: string;
  readonly key: Key | null;
}

const collections = ['applications', 'serviceprincipals', 'federatedidentitycredentials', 'directoryobjects', 'owners'];
const actions = ['$count', 'getbyids', '$ref'];

export function parseRoute(segments: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (const text of segments) {
    const last = steps.at(-1);
    if (last && collections.includes(last.name) && last.key === null && !actions.includes(text.toLowerCase()))
      steps[steps.length - 1] = { name: last.name, key: { kind: 'value', value: text } };
    else {
      const { name, key } = parseSegment(text);
      steps.push({ name: name.toLowerCase(), key });
    }
  }
  return steps;
}

/** Finds by object id, or by the alternate key `appId`. */
export function findByKey<T extends { readonly id: string; readonly appId: string }>(
  items: readonly T[],
  key: Key | null,
): T | null {
  const id = key?.kind === 'value' ? key.value : keyValue(key, 'id');
  const appId = keyValue(key, 'appId');
  return items.find((item) => same(item.id, id) || same(item.appId, appId)) ?? null;
}

const same = (a: string, b: string | null): boolean => b !== null && a.toLowerCase() === b.toLowerCase();

/** The key as error texts name it. */
export function keyText(key: Key | null): string {
  if (key === null) return '';
  return key.kind === 'value' ? key.value : Object.values(key.values).join(',');
}
