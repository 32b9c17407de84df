/** Decodes AADSTS errors out of any text: aadsts-messages.md §3 (containers), §4 (rules), §5 (traps). Pure and linear. */
import { Attempts, type Sighting } from './attempts.ts';
import { type Body, findBodies } from './body.ts';
import { codeEntry } from './codes.ts';
import type { DecodedError } from './decoded.ts';
import { findRuns, type Ids, noIds, type Run } from './labels.ts';
import { findLoginDetails, type LoginDetails } from './login-details.ts';
import { findMentions, type Mention } from './mentions.ts';
import { hardEnd, softEnd, tidy } from './message.ts';
import { unwrap } from './unwrap.ts';
import { noMatch, noValues, readValues, type Values } from './values.ts';

export type { DecodedError } from './decoded.ts';

/** Every error of the text once, in the order of first appearance; empty for a text without one. Never throws. */
export function decodeErrors(text: string): DecodedError[] {
  if (!text.includes('AADSTS') && !text.includes('A\0A\0D\0S')) return [];
  return decodePlain(unwrap(text));
}

/** The same for a text whose containers are undone already. */
export function decodePlain(text: string): DecodedError[] {
  const mentions = findMentions(text);
  if (mentions.length === 0) return [];
  const bodies = findBodies(text);
  const attempts = new Attempts();
  for (const sighting of sightings(text, mentions, bodies)) attempts.add(sighting);
  for (const body of bodies) for (const code of body.codes) attempts.addIds(code, body.ids);
  return attempts.list().map((attempt) => {
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
  });
}

function sightings(text: string, mentions: readonly Mention[], bodies: readonly Body[]): readonly Sighting[] {
  const tails = assignRuns(text, mentions, findRuns(text));
  const details = findLoginDetails(text);
  const found: Sighting[] = [];
  for (const [index, mention] of mentions.entries()) {
    const { tail, before } = tails[index] ?? { tail: null, before: null };
    const message = readMessage(text, mention, tail?.start ?? mentions[index + 1]?.start ?? text.length, tail !== null);
    found.push({
      code: mention.code,
      message,
      text: joinIds(tail?.ids ?? noIds, before?.ids ?? noIds),
      fields: bodyOf(bodies, mention)?.ids ?? noIds,
      ...withDetails(mention, message, mentions[index - 1], details),
    });
  }
  return shareAcrossOneAnswer(text, mentions, found, tails);
}

interface Tails {
  tail: Run | null;
  before: Run | null;
}

/** Each tail belongs to the message before it; the block of a sign-in page to the one after. */
function assignRuns(text: string, mentions: readonly Mention[], runs: readonly Run[]): readonly Tails[] {
  const tails: Tails[] = mentions.map(() => ({ tail: null, before: null }));
  let next = 0;
  for (const run of runs) {
    while ((mentions[next]?.start ?? Number.POSITIVE_INFINITY) < run.start) next += 1;
    const previous = run.page ? null : ownerBefore(text, mentions, next, run, tails);
    if (previous !== null) previous.tail = run;
    else if (leadsTo(text, run, mentions[next])) {
      const after = tails[next];
      if (after !== undefined) after.before = run;
    } else if (run.page) {
      const last = tails[next - 1];
      if (last !== undefined && last.tail === null && last.before === null) last.before = run;
    }
  }
  return tails;
}

/** The mention whose message runs up to these labels; a bare mention inside that message does not take them. */
function ownerBefore(
  text: string,
  mentions: readonly Mention[],
  next: number,
  run: Run,
  tails: readonly Tails[],
): Tails | null {
  for (let index = next - 1; index >= Math.max(0, next - 3); index -= 1) {
    const mention = mentions[index];
    if (mention === undefined || tails[index]?.tail !== null) return null;
    const reached = hardEnd(text, mention.messageStart, run.start) >= run.start;
    if (!reached) return null;
    const outer = mentions[index - 1];
    const insideAnother =
      !mention.separated && outer?.separated === true && hardEnd(text, outer.messageStart, run.start) >= run.start;
    if (!insideAnother) return tails[index] ?? null;
  }
  return null;
}

// `Message:` of a sign-in page in any language, `Description:` of MSAL Node, or other lines of the block between.
const lead =
  /^[\s,;*_`"'-]*(?:App (?:name|id):[^\n]*\n\s*|IP address:[^\n]*\n\s*|Device [\w ]+:[^\n]*\n\s*)*(?:[\p{L} ]{1,40}\s?[:：])?[\s*_`"'“]*$/u;

function leadsTo(text: string, run: Run, mention: Mention | undefined): boolean {
  if (mention === undefined || mention.start - run.end > 1000) return false;
  return lead.test(text.slice(run.end, mention.start));
}

function readMessage(text: string, mention: Mention, limit: number, hasTail: boolean): string | null {
  if (limit <= mention.messageStart) return null;
  const end = hardEnd(text, mention.messageStart, limit);
  return tidy(text.slice(mention.messageStart, hasTail ? end : softEnd(text, mention.messageStart, end)));
}

/** The body whose error_description holds the mention. */
function bodyOf(bodies: readonly Body[], mention: Mention): Body | null {
  let low = 0;
  let high = bodies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bodies[middle]?.start ?? 0) <= mention.start) low = middle + 1;
    else high = middle;
  }
  const body = bodies[low - 1];
  return body !== undefined && mention.start < body.end ? body : null;
}

function withDetails(
  mention: Mention,
  message: string | null,
  previous: Mention | undefined,
  details: readonly LoginDetails[],
): Values {
  const values = message === null ? noValues : readValues(mention.code, message);
  if (!noMatch.has(mention.code)) return values;
  const block = details.findLast((one) => one.start < mention.start && one.start > (previous?.end ?? -1));
  if (block === undefined) return values;
  const { issuer, subject, audience } = values.presented;
  const agrees = (a: string | null, b: string | null): boolean => a === null || b === null || a === b;
  const same = agrees(issuer, block.presented.issuer) && agrees(subject, block.presented.subject);
  if (!same || !agrees(audience, block.presented.audience)) return values;
  return {
    ...values,
    presented: {
      issuer: issuer ?? block.presented.issuer,
      subject: subject ?? block.presented.subject,
      audience: audience ?? block.presented.audience,
    },
  };
}

const endsSentence = /[.!:]["')]?[ \t]*$/;

/** `AADSTS70002: Error validating credentials. AADSTS50012: …` is one answer with one tail (rule 9). */
function shareAcrossOneAnswer(
  text: string,
  mentions: readonly Mention[],
  found: readonly Sighting[],
  tails: readonly Tails[],
): readonly Sighting[] {
  const shared = [...found];
  for (let index = shared.length - 2; index >= 0; index -= 1) {
    const here = shared[index];
    const behind = shared[index + 1];
    const mention = mentions[index];
    const next = mentions[index + 1];
    if (here === undefined || behind === undefined || mention === undefined || next === undefined) continue;
    if (tails[index]?.tail !== null || here.code === behind.code || !mention.separated || !next.separated) continue;
    const between = text.slice(mention.messageStart, next.start);
    const oneAnswer =
      /^Error\s+validating\s+credentials\.\s*$/.test(between) ||
      (between.length < 2000 &&
        !between.includes('\n') &&
        endsSentence.test(between) &&
        hardEnd(text, mention.messageStart, next.start) === next.start);
    if (oneAnswer) {
      shared[index] = { ...here, text: joinIds(here.text, behind.text), fields: joinIds(here.fields, behind.fields) };
    }
  }
  return shared;
}

function joinIds(first: Ids, second: Ids): Ids {
  return {
    traceId: first.traceId ?? second.traceId,
    correlationId: first.correlationId ?? second.correlationId,
    timestamp: first.timestamp ?? second.timestamp,
  };
}
