import type { Json } from './client.ts';

/** Columns of a foreign row: the value when it has the type, else null. Nothing is converted. */
export function text(row: Json, key: string): string | null {
  const value = row[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(row: Json, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}

export function guid(row: Json, key: string): string | null {
  return text(row, key)?.toLowerCase() ?? null;
}

export function texts(row: Json, key: string): readonly string[] {
  const value = row[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
