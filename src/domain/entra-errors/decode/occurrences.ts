/** What each place of a plain text that names a code knows about its error. */

import { findMetadataRuns, joinIds, noIds } from './assign-metadata.ts';
import { type Body, bodyAt } from './body.ts';
import type { CodeMatch } from './code-matches.ts';
import { type ExtractedClaims, extractClaims, noClaims, noMatch } from './extract-claims.ts';
import { findLoginDetails, type LoginDetails } from './login-details.ts';
import type { Occurrence } from './merge-occurrences.ts';
import { messageEnds, softEnd, tidy } from './message.ts';
import { assignMetadata, type MetadataBlocks } from './metadata-blocks.ts';

type EndOf = ReturnType<typeof messageEnds>;

/** One for each mention, in their order. */
export function findOccurrences(
  text: string,
  mentions: readonly CodeMatch[],
  bodies: readonly Body[],
): readonly Occurrence[] {
  const endOf = messageEnds(text);
  const tails = assignMetadata(text, mentions, findMetadataRuns(text), endOf);
  const details = findLoginDetails(text);
  let detail = 0;
  const found = mentions.map((mention, index): Occurrence => {
    const { tail, before } = tails[index] ?? { tail: null, before: null };
    const limit = tail?.start ?? mentions[index + 1]?.start ?? text.length;
    const message = readMessage(text, mention, limit, tail !== null, endOf);
    while ((details[detail + 1]?.start ?? Number.POSITIVE_INFINITY) < mention.start) detail += 1;
    const values = message === null ? noClaims : extractClaims(mention.code, message);
    return {
      code: mention.code,
      message,
      text: joinIds(tail?.ids ?? noIds, before?.ids ?? noIds),
      fields: bodyAt(bodies, mention.start)?.ids ?? noIds,
      ...withDetails(values, mention, mentions[index - 1], details[detail]),
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

/** The step prints a few lines between its details and the error. */
const rightBefore = 6000;

/** What a login step printed right before tells the same assertion, unless the message contradicts it (rule 7). */
function withDetails(
  values: ExtractedClaims,
  mention: CodeMatch,
  previous: CodeMatch | undefined,
  block: LoginDetails | undefined,
): ExtractedClaims {
  if (block === undefined || !noMatch.has(mention.code)) return values;
  const distance = mention.start - block.start;
  if (distance < 0 || distance > rightBefore || block.start < (previous?.end ?? 0)) return values;
  const { presented } = values;
  const claims = ['issuer', 'subject', 'audience'] as const;
  const other = (claim: (typeof claims)[number]): boolean =>
    presented[claim] !== null && block.presented[claim] !== null && presented[claim] !== block.presented[claim];
  if (claims.some(other)) return values;
  return {
    ...values,
    presented: {
      issuer: presented.issuer ?? block.presented.issuer,
      subject: presented.subject ?? block.presented.subject,
      audience: presented.audience ?? block.presented.audience,
    },
  };
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
