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

/** Finds by object ID, by the alternate key `appId`, or by another one. */
export function findByKey<T extends { readonly id: string; readonly appId: string }>(
  items: readonly T[],
  key: Key | null,
  alternate?: (item: T) => { readonly name: string; readonly value: string | null },
): T | null {
  const id = key?.kind === 'value' ? key.value : keyValue(key, 'id');
  const appId = keyValue(key, 'appId');
  const fits = (item: T): boolean => {
    const other = alternate?.(item);
    const asked = other === undefined ? null : keyValue(key, other.name);
    return same(item.id, id) || same(item.appId, appId) || (asked !== null && other?.value === asked);
  };
  return items.find(fits) ?? null;
}

const same = (a: string, b: string | null): boolean => b !== null && a.toLowerCase() === b.toLowerCase();

/** The key as error texts name it. */
export function keyText(key: Key | null): string {
  if (key === null) return '';
  return key.kind === 'value' ? key.value : Object.values(key.values).join(',');
}
