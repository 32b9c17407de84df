/** Finds errors without an AADSTS code, by their message or a code of their own. */
import { redactPatterns } from '../../redact.ts';
import { dataverseCodes, dataverseRules } from './dataverse-rules.ts';
import { networkRules } from './network-rules.ts';
import { noValues, type PlatformError, type PlatformErrorName, type PlatformRule } from './platform-error.ts';
import requiredWords from './required-words.json' with { type: 'json' };
import { resourceRules } from './resource-rules.ts';
import { lineAt, sentenceAt, sentenceBefore } from './sentence.ts';
import { hostRules, pipelineRules, signingRules } from './tool-rules.ts';
import { writeRules } from './write-rules.ts';

export const rules: readonly PlatformRule[] = [
  ...dataverseRules,
  ...resourceRules,
  ...writeRules,
  ...hostRules,
  ...pipelineRules,
  ...signingRules,
  ...networkRules,
];

/** Distance around a match within which its values are searched. */
const near = 600;
const far = 4000;

interface Match {
  readonly rule: Pick<PlatformRule, 'name'> & Partial<PlatformRule>;
  readonly at: number;
  readonly end: number;
  readonly code: string | null;
}

/** Each kind once, in order of appearance, from unwrapped text. Never throws; linear in the length of the text. */
export function findPlatformErrors(text: string): readonly PlatformError[] {
  const found = findIn(text, false);
  if (found.length > 0 || !text.trim().includes('\n')) return found;
  // A console or a box can wrap a message at any space.
  return findIn(text.replace(/(?<!\s)\s*\n\s*/g, ' '), true);
}

function findIn(text: string, joined: boolean): readonly PlatformError[] {
  const seen = new Set<string>();
  const found: PlatformError[] = [];
  const sentences = byRule(text);
  const codes = byCode(text).filter(({ rule: { name } }) => !sentences.some(({ rule }) => rule.name === name));
  for (const match of [...sentences, ...codes].sort((a, b) => a.at - b.at)) {
    const key = match.rule.each === true ? `${match.rule.name} ${match.code}` : match.rule.name;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(toError(text, match, joined));
  }
  return withoutFrames(found);
}

/**
 * By the source of an expression: texts of which each of its matches contains one. Written by `npm run docs`. Most rules are
 * ruled out by them before they are compiled; one that is missing here runs.
 */
const wordsOf: Readonly<Record<string, readonly string[]>> = requiredWords;

function byRule(text: string): readonly Match[] {
  const lower = text.toLowerCase();
  const named = new Set<PlatformErrorName>();
  return rules.flatMap((rule) => {
    if (wordsOf[rule.pattern.source]?.some((word) => lower.includes(word)) === false) return [];
    // Of several rules with one name, the first match gives code and place, because it is the most specific.
    if (named.has(rule.name)) return [];
    const matches = matchesOf(text, rule);
    if (matches.length > 0) named.add(rule.name);
    return matches;
  });
}

function matchesOf(text: string, rule: PlatformRule): readonly Match[] {
  const found: Match[] = [];
  rule.pattern.lastIndex = 0;
  for (let hit = rule.pattern.exec(text); hit !== null; hit = rule.pattern.exec(text)) {
    const [at, end] = [hit.index, hit.index + hit[0].length];
    if (rule.when !== undefined && !rule.when(text.slice(Math.max(0, at - near), at + near))) continue;
    const code = rule.code === 'match' ? (hit[1] ?? null) : (rule.code ?? codeNear(text, at));
    found.push({ rule, at, end, code });
    if (rule.each !== true || found.length === 50) break;
  }
  return found;
}

// As Dataverse and Windows print them: hex in the Web API, a signed number in faults.
const hresult = /(0x8[0-9a-fA-F]{7}|-2147\d{6}|-2146\d{6})\b/g;

function byCode(text: string): readonly Match[] {
  const found: Match[] = [];
  hresult.lastIndex = 0;
  for (let hit = hresult.exec(text); hit !== null; hit = hresult.exec(text)) {
    const code = toHex(hit[0]);
    const name = dataverseCodes[code];
    if (name === undefined || found.some((match) => match.rule.name === name)) continue;
    const rule = rules.find((each) => each.name === name);
    found.push({ rule: { ...rule, name }, code, ...messageBehind(text, hit.index, hit.index + hit[0].length) });
  }
  return found;
}

// Web API: `"code":"0x…","message":"…"`. Fault: `<ErrorCode>…</ErrorCode><Message>…`.
const message = /["'\s,]{0,6}(?:\ue000|<\/ErrorCode>)?\s{0,4}(?:"?[Mm]essage"?\s?[:=]\s?"?|<Message>)(?=\S)/y;

/** The first words of the message that belongs to a code; without one, the code. */
function messageBehind(text: string, at: number, end: number): Pick<Match, 'at' | 'end'> {
  message.lastIndex = end;
  const lead = message.exec(text);
  return lead === null ? { at, end } : { at: end + lead[0].length, end: end + lead[0].length };
}

function codeNear(text: string, at: number): string | null {
  const around = text.slice(Math.max(0, at - near), at + near);
  const printed = around.match(hresult)?.[0];
  return printed === undefined ? null : toHex(printed);
}

/** `-2147220891` and `0x80040265` are the same 32 bits. */
function toHex(printed: string): string {
  return printed.startsWith('-') ? `0x${(Number(printed) >>> 0).toString(16).padStart(8, '0')}` : printed.toLowerCase();
}

function toError(text: string, { rule, at, end, code }: Match, joined: boolean): PlatformError {
  const { name, runtime = null, values, line, quote } = rule;
  const around = text.slice(Math.max(0, at - near), at + near);
  const quoted = quote === undefined ? null : placeOf(quote, text, at);
  const place = quoted ?? { at, end };
  const sentence = (line === true && !joined ? lineAt : sentenceAt)(text, place.at, place.end);
  return {
    ...noValues,
    runtime,
    ...values?.(around, text.slice(at, at + far)),
    name,
    code,
    message: redactPatterns(isOnlyCode(sentence) ? (sentenceBefore(text, at) ?? sentence) : sentence),
  };
}

function placeOf(pattern: RegExp, text: string, at: number): Pick<Match, 'at' | 'end'> | null {
  const from = Math.max(0, at - near);
  pattern.lastIndex = 0;
  const hit = pattern.exec(text.slice(from, at + near));
  return hit === null ? null : { at: from + hit.index, end: from + hit.index + hit[0].length };
}

/** `code: 'SELF_SIGNED_CERT_IN_CHAIN'`, `ErrorCode: -2147204723`, `(0x800B0109)`: what it means stands before it. */
function isOnlyCode(sentence: string): boolean {
  const words = sentence
    .replace(/\b[A-Z][A-Z0-9_]{4,}\b|0x[0-9a-fA-F]{8}/g, '')
    .replace(/\b(?:error ?code|code|errno|hresult)\b/gi, '');
  return !/[a-z]{2}/i.test(words);
}

/** A message of the platform gives the reason, so the generic error around it adds nothing. */
function withoutFrames(errors: readonly PlatformError[]): readonly PlatformError[] {
  const frames: readonly PlatformErrorName[] = ['token-not-acquired', 'plug-in-failed', 'dataverse-unexpected'];
  const explained = errors.some(({ name }) => name === 'component-not-signed' || name === 'component-not-bound');
  const reported = errors.some(({ name }) => !frames.includes(name));
  return errors.filter(
    ({ name }) => !(frames.includes(name) && (explained || (reported && name !== 'token-not-acquired'))),
  );
}

/** The kind of error that a code identifies, for `explain`; null for an unknown code. */
export function platformErrorOfCode(code: string): Pick<PlatformError, 'name' | 'code' | 'runtime'> | null {
  const same = (text: string | null | undefined): boolean => text?.toUpperCase() === code.toUpperCase();
  if (!/^[\w:()/ -]{1,80}$/.test(code)) return null;
  const [found] = [...findPlatformErrors(code), ...findPlatformErrors(code.toUpperCase())];
  if (found !== undefined && found.code !== null) return found;
  // A code with several reasons is explained by the most general one, which comes last.
  const fixed = rules.filter((rule) => rule.code !== 'match' && same(rule.code)).at(-1);
  return fixed === undefined ? null : { name: fixed.name, code: fixed.code ?? null, runtime: fixed.runtime ?? null };
}
