/** Decodes AADSTS errors in any text: aadsts-messages.md §3 (containers), §4 (rules), §5 (traps). Pure and linear. */

import { redactPatterns } from '../../redact.ts';
import { codeEntry } from '../codes.ts';
import { findBodies } from './body.ts';
import { findCodeMatches } from './code-matches.ts';
import type { DecodedError } from './decoded.ts';
import { type MergedOccurrence, mergedOccurrence, OccurrenceMerger } from './merge-occurrences.ts';
import { findOccurrences } from './occurrences.ts';
import { unwrap } from './unwrap.ts';

export type { DecodedError } from './decoded.ts';

/** Every error of the text once, in order of appearance. Never throws. */
export function decodeErrors(text: string): DecodedError[] {
  return decodeUnredacted(text).map(redactError);
}

/** The context of an error often contains secrets, and an unterminated message or value can run into them. */
export function redactError<T extends DecodedError>(error: T): T {
  const { issuer, subject, audience } = error.presented;
  return {
    ...error,
    message: redacted(error.message),
    presented: { issuer: redacted(issuer), subject: redacted(subject), audience: redacted(audience) },
    expectedSubject: redacted(error.expectedSubject),
    clientId: redacted(error.clientId),
    resource: redacted(error.resource),
    tenant: redacted(error.tenant),
  };
}

function redacted(text: string | null): string | null {
  return text === null ? null : redactPatterns(text);
}

/** For a caller that redacts only what it keeps: in a log of many errors, that is little. */
export function decodeUnredacted(text: string): readonly DecodedError[] {
  return text.includes('AADSTS') || text.includes('\0') ? decodePlain(unwrap(text)) : [];
}

/** The same for text that is already unwrapped. */
export function decodePlain(text: string): readonly DecodedError[] {
  const matches = findCodeMatches(text);
  if (matches.length === 0) return [];
  const bodies = findBodies(text);
  const found = findOccurrences(text, matches, bodies);
  const [only] = found;
  if (only !== undefined && found.length === 1 && bodies.length === 0) return [toError(mergedOccurrence(only))];
  const merger = new OccurrenceMerger();
  for (const occurrence of found) merger.add(occurrence);
  for (const body of bodies) for (const code of body.codes) merger.addIds(code, body.ids);
  return merger.list().map(toError);
}

function toError(attempt: MergedOccurrence): DecodedError {
  const entry = codeEntry(attempt.code);
  return {
    code: attempt.code,
    name: entry?.name ?? null,
    area: entry?.area ?? null,
    message: attempt.message,
    traceId: attempt.traceId,
    correlationId: attempt.correlationId,
    timestamp: attempt.timestamp,
    presented: attempt.presented,
    expectedSubject: attempt.expectedSubject,
    clientId: attempt.clientId,
    resource: attempt.resource,
    tenant: attempt.tenant,
    count: 1,
  };
}
