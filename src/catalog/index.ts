/**
 * Every code of the tool with its words. Plain objects: importing this costs nothing but reading the file.
 * Names and codes are permanent (test/catalog/codes.golden.json); words are not.
 */
import type { ErrorName } from '../domain/errors.ts';
import type { FindingName } from '../domain/findings.ts';
import { suggest } from '../domain/suggest.ts';
import type { Entry, EntryBody, FindingBodies } from './entry.ts';
import { errors } from './errors/index.ts';
import { record } from './findings/1-record.ts';
import { trust } from './findings/2-trust.ts';
import { certificate } from './findings/3-certificate.ts';
import { network } from './findings/4-network.ts';
import { token } from './findings/5-token.ts';
import { application } from './findings/6-application.ts';
import { access } from './findings/7-access.ts';

export type { Args, Entry, RepairKind } from './entry.ts';

export const findings: FindingBodies = {
  ...record,
  ...trust,
  ...certificate,
  ...network,
  ...token,
  ...application,
  ...access,
};

export const findingNames = Object.keys(findings).filter(isFindingName);

const named = (bodies: Readonly<Record<string, Omit<Entry, 'name'>>>): readonly Entry[] =>
  Object.entries(bodies).map(([name, body]) => ({ name, ...body }));

const findingEntries = named(findings);
const errorEntries = named(errors);

/** Ordered by code. */
export const entries: readonly Entry[] = [...findingEntries, ...errorEntries].sort((a, b) =>
  a.code < b.code ? -1 : 1,
);

export function isFindingName(name: string): name is FindingName {
  return Object.hasOwn(findings, name);
}

/** The entry of a finding or mistake. An unknown name is a bug of the caller. */
export function entryByName(name: FindingName): Entry {
  return { name, ...findings[name] };
}

export function errorEntry(name: ErrorName): EntryBody & { readonly name: ErrorName } {
  return { name, ...errors[name] };
}

/** By code in any letter case (`PPMI2004`, `ppmi2004`, `2004`), or by name; a finding before an error of the same name. */
export function entryByCode(code: string): Entry | null {
  const upper = code.trim().toUpperCase();
  const full = /^\d{4}$/.test(upper) ? `PPMI${upper}` : upper;
  return entries.find((entry) => entry.code === full || entry.name.toUpperCase() === full) ?? null;
}

/** The code or name most similar to `text`; null when none is similar enough. */
export function nearestCode(text: string): string | null {
  return suggest(
    text,
    entries.flatMap((entry) => [entry.code, entry.name]),
  );
}
