import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';

/** @throws PpmiError `usage` if no record, or more than one, has this name or ID */
export function chooseRecord<R extends { readonly id: string; readonly name: string }>(
  records: readonly R[],
  nameOrId: string,
): R {
  const text = nameOrId.toLowerCase();
  const [record, ...others] = records.filter(({ id, name }) => id === text || name.toLowerCase() === text);
  if (record !== undefined && others.length === 0) return record;
  const names = records.map(({ name, id }) => `${quoted(name)} (${id})`).join(', ');
  const found = record === undefined ? 'No managed identity record is' : 'More than one managed identity record is';
  throw new PpmiError('usage', {
    detail: `${found} named ${quoted(nameOrId)}. The environment has: ${names || 'none'}`,
  });
}
