/** What each place of a plain text that names a code knows about its error. */

import { findMetadataRuns, joinIds, noIds } from './assign-metadata.ts';
import { type Body, bodyAt } from './body.ts';
import type { CodeMatch } from './code-matches.ts';
import { extractClaims, noClaims, noMatch } from './extract-claims.ts';
import type { Occurrence } from './merge-occurrences.ts';
import { messageEnds, softEnd, tidy } from './message.ts';
import { assignMetadata, type MetadataBlocks } from './metadata-blocks.ts';
import { type ContextValue, contextOf, findSignInContext, withContext } from './sign-in-context.ts';

type EndOf = ReturnType<typeof messageEnds>;

/** One for each mention, in their order. */
export function findOccurrences(
  text: string,
  mentions: readonly CodeMatch[],
  bodies: readonly Body[],
): readonly Occurrence[] {
  const endOf = messageEnds(text);
  const tails = assignMetadata(text, mentions, findMetadataRuns(text), endOf);
  const context = findSignInContext(text);
  const found = mentions.map((mention, index): Occurrence => {
    const { tail, before } = tails[index] ?? { tail: null, before: null };
    const next = mentions[index + 1];
    const limit = tail?.start ?? next?.start ?? text.length;
    const read = readMessage(text, mention, limit, tail !== null, endOf);
    const message = read !== null && isFrame(read, mention, next, limit) ? null : read;
    const values = message === null ? noClaims : extractClaims(mention.code, message);
    return {
      code: mention.code,
      message,
      text: joinIds(tail?.ids ?? noIds, before?.ids ?? noIds),
      fields: bodyAt(bodies, mention.start)?.ids ?? noIds,
      ...withContext(values, around(context, mention, mentions[index - 1]), noMatch.has(mention.code)),
    };
  });
  return shareInOneAnswer(text, mentions, found, tails, endOf);
}

// Behind a bare code in the middle of a sentence stands the rest of that sentence.
const startsSentence = /^['"„“«]?\p{Lu}\S*\s+\S/u;

function readMessage(
  text: string,
  { messageStart, separated }: CodeMatch,
  limit: number,
  tail: boolean,
  endOf: EndOf,
): string | null {
  if (limit <= messageStart || (!separated && !startsSentence.test(text.slice(messageStart, messageStart + 40))))
    return null;
  const end = endOf(messageStart, limit);
  return tidy(text.slice(messageStart, tail ? end : softEnd(text, messageStart, end)));
}

// `WorkloadIdentityCredential: Microsoft Entra ID error '(invalid_client)`, `ClientAssertionCredential authentication failed:`.
const library = /^[A-Za-z][\w.]*(?:Credential|Exception|Error|Client)\b[^.]{0,200}(?::|\(\w+\)|error)[\s'"]*$/;

/** A library that names the code before it quotes the service: its own words end where the code stands again. */
function isFrame(message: string, mention: CodeMatch, next: CodeMatch | undefined, limit: number): boolean {
  return next !== undefined && limit === next.start && next.code === mention.code && library.test(message);
}

function around(
  context: readonly ContextValue[],
  mention: CodeMatch,
  previous: CodeMatch | undefined,
): readonly ContextValue[] {
  return context.length === 0 ? context : contextOf(context, { from: previous?.end ?? 0, at: mention.start });
}

const general = /^Error\s+validating\s+credentials\.\s*$/;
const sentenceEnd = /[.!]["')]?[ \t]*$/;

/** `AADSTS70002: Error validating credentials. AADSTS50012: …` is one answer with one tail (rule 9). */
function shareInOneAnswer(
  text: string,
  mentions: readonly CodeMatch[],
  found: readonly Occurrence[],
  tails: readonly MetadataBlocks[],
  endOf: EndOf,
): readonly Occurrence[] {
  const shared = [...found];
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const [here, behind] = [shared[index], shared[index + 1]];
    const [mention, next] = [mentions[index], mentions[index + 1]];
    if (here === undefined || behind === undefined || mention === undefined || next === undefined) continue;
    if (!mention.separated || !next.separated || mention.code === next.code) continue;
    if (tails[index]?.tail !== null || tails[index + 1]?.before !== null) continue;
    const between = text.slice(mention.messageStart, Math.min(next.start, mention.messageStart + 2000));
    const direct =
      general.test(between) ||
      (!between.includes('\n') && sentenceEnd.test(between) && endOf(mention.messageStart, next.start) === next.start);
    if (!direct || next.start - mention.messageStart > 2000) continue;
    shared[index] = { ...here, text: joinIds(here.text, behind.text), fields: joinIds(here.fields, behind.fields) };
  }
  return shared;
}
