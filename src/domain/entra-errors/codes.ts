/**
 * The table of AADSTS codes: name and area. Copied from the project's domain notes (`aadsts-codes.json`); `listed` means
 * that Microsoft's reference page of early 2025 has the code. The others were printed by the service or looked up.
 */
import table from './codes.json' with { type: 'json' };

export const areas = [
  'federation',
  'client-assertion',
  'application',
  'tenant',
  'resource',
  'conditional-access',
  'client-auth',
  'consent',
  'throttling',
  'service',
  'user',
  'device',
  'other',
] as const;
export type Area = (typeof areas)[number];

export interface CodeEntry {
  readonly code: number;
  readonly name: string | null;
  readonly listed: boolean;
  readonly area: Area;
}

export const codes: readonly CodeEntry[] = table as readonly CodeEntry[];

const byCode: ReadonlyMap<number, CodeEntry> = new Map(codes.map((entry) => [entry.code, entry]));

/** Null for a code that is not in the table; it is a valid code nevertheless. */
export function codeEntry(code: number): CodeEntry | null {
  return byCode.get(code) ?? null;
}
