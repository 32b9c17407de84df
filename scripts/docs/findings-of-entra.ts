import type { Entry } from '../../src/catalog/index.ts';

/** Which entries name a code of Entra: the table with which `explain` shows them without loading the catalog. */
export function findingsOfEntraJson(entries: readonly Pick<Entry, 'code' | 'see'>[]): string {
  const codes = [...new Set(entries.flatMap(({ see }) => see.filter((each) => each.startsWith('AADSTS'))))].sort();
  const rows = codes.map((code) => [code, entries.filter(({ see }) => see.includes(code)).map((entry) => entry.code)]);
  return `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`;
}
