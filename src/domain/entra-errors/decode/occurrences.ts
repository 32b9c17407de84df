/** Everything that each occurrence of a code in a plain text says about its error. */

import { findMetadataRuns, joinIds, noIds } from './assign-metadata.ts';
import { type Body, bodyAt } from './body.ts';
import type { CodeMatch } from './code-matches.ts';
import { extractClaims, noClaims, noMatch } from './extract-claims.ts';
import type { Occurrence } from './merge-occurrences.ts';
import { messageEnds, softEnd, tidy } from './message.ts';
import { assignMetadata, type MetadataBlocks } from './metadata-blocks.ts';
import { type ContextValue, contextOf, findSignInContext, withContext } from './sign-in-context.ts';

type EndOf = ReturnType<typeof messageEnds>;

/** One per match, in the same order. */
export function findOccurrences(
  text: string,
  matches: readonly CodeMatch[],
  bodies: readonly Body[],
): readonly Occurrence[] {
  const endOf = messageEnds(text);
  const tails = assignMetadata(text, matches, findMetadataRuns(text), endOf);
  const context = findSignInContext(text);
  const found = matches.map((match, index): Occurrence => {
    const { tail, before } = tails[index] ?? { tail: null, before: null };
    const next = matches[index + 1];
    const limit = tail?.start ?? next?.start ?? text.length;
    const read = readMessage(text, match, limit, tail !== null, endOf);
    const message = read !== null && isFrame(read, match, next, limit) ? null : read;
    const values = message === null ? noClaims : extractClaims(match.code, message);
    return {
      code: match.code,
      message,
      text: joinIds(tail?.ids ?? noIds, before?.ids ?? noIds),
      fields: bodyAt(bodies, match.start)?.ids ?? noIds,
      ...withContext(values, around(context, match, matches[index - 1]), noMatch.has(match.code)),
    };
  });
  return shareInOneAnswer(text, matches, found, tails, endOf);
}

// In the middle of a sentence, the rest of that sentence follows the code.
const sentenceStart = String.raw`^['"„“«]?\p{Lu}\S*\s+\S`;
const startsSentence = (text: string): boolean => new RegExp(sentenceStart, 'u').test(text);

function readMessage(
  text: string,
  { messageStart, separated }: CodeMatch,
  limit: number,
  tail: boolean,
  endOf: EndOf,
): string | null {
  if (limit <= messageStart || (!separated && !startsSentence(text.slice(messageStart, messageStart + 40))))
    return null;
  const end = endOf(messageStart, limit);
  return tidy(text.slice(messageStart, tail ? end : softEnd(text, messageStart, end)));
}

// `WorkloadIdentityCredential: Microsoft Entra ID error '(invalid_client)`, `ClientAssertionCredential authentication failed:`.
const library = /^[A-Za-z][\w.]*(?:Credential|Exception|Error|Client)\b[^.]{0,200}(?::|\(\w+\)|error)[\s'"]*$/;

/** A library may name the code before it quotes the service: its own words end where the code appears again. */
function isFrame(message: string, match: CodeMatch, next: CodeMatch | undefined, limit: number): boolean {
  return next !== undefined && limit === next.start && next.code === match.code && library.test(message);
}

function around(
  context: readonly ContextValue[],
  match: CodeMatch,
  previous: CodeMatch | undefined,
): readonly ContextValue[] {
  return context.length === 0 ? context : contextOf(context, { from: previous?.end ?? 0, at: match.start });
}

const general = /^Error\s+validating\s+credentials\.\s*$/;
const sentenceEnd = /[.!]["')]?[ \t]*$/;

/** `AADSTS70002: Error validating credentials. AADSTS50012: …` is one response with one tail (rule 9). */
function shareInOneAnswer(
  text: string,
  matches: readonly CodeMatch[],
  found: readonly Occurrence[],
  tails: readonly MetadataBlocks[],
  endOf: EndOf,
): readonly Occurrence[] {
  const shared = [...found];
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const [here, behind] = [shared[index], shared[index + 1]];
    const [match, next] = [matches[index], matches[index + 1]];
    if (here === undefined || behind === undefined || match === undefined || next === undefined) continue;
    if (!match.separated || !next.separated || match.code === next.code) continue;
    if (tails[index]?.tail !== null || tails[index + 1]?.before !== null) continue;
    const between = text.slice(match.messageStart, Math.min(next.start, match.messageStart + 2000));
    const direct =
      general.test(between) ||
      (!between.includes('\n') && sentenceEnd.test(between) && endOf(match.messageStart, next.start) === next.start);
    if (!direct || next.start - match.messageStart > 2000) continue;
    shared[index] = { ...here, text: joinIds(here.text, behind.text), fields: joinIds(here.fields, behind.fields) };
  }
  return shared;
}
