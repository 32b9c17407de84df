/** Extracts the values of a message, by the templates of `aadsts-messages.md` §2. */
import type { PresentedTrust } from '../../trust/trust.ts';
import { isMask } from './parse-scalars.ts';

export interface ExtractedClaims {
  readonly presented: PresentedTrust;
  readonly expectedSubject: string | null;
  readonly clientId: string | null;
  readonly resource: string | null;
  readonly tenant: string | null;
}

type Claim = keyof PresentedTrust;

const nothing: PresentedTrust = { issuer: null, subject: null, audience: null };
export const noClaims: ExtractedClaims = {
  presented: nothing,
  expectedSubject: null,
  clientId: null,
  resource: null,
  tenant: null,
};

/** The claim that the message of a code contains. */
const presentedClaim: ReadonlyMap<number, Claim> = new Map([
  [700211, 'issuer'],
  [700212, 'audience'],
  [700213, 'subject'],
  [7002131, 'subject'],
  [7002137, 'subject'],
  [7002138, 'subject'],
  [700236, 'issuer'],
  [7002381, 'issuer'],
  [500131, 'audience'],
]);

/** Codes for an assertion that matches no federated credential; a login step's token details describe the same assertion. */
export const noMatch: ReadonlySet<number> = new Set([
  70021, 700211, 700212, 700213, 7002131, 7002137, 7002138, 70025, 70050,
]);

/** The subject equals that of a credential but for upper and lower case. */
export const subjectCaseDiffers = 7002138;

export function extractClaims(code: number, message: string): ExtractedClaims {
  return {
    presented: readPresented(code, message),
    expectedSubject: readExpectedSubject(code, message),
    ...readNames(code, message),
  };
}

function readPresented(code: number, message: string): PresentedTrust {
  if (code === 70021) return readThree(message);
  if (code === 7000272) return { ...nothing, issuer: readUnquotedIssuer(message) };
  const claim = presentedClaim.get(code);
  if (claim === undefined) return nothing;
  const anchor = anchors[code] ?? /presented\s+assertion\s+(issuer|subject|audience)\s*/;
  const found = anchor.exec(message);
  const named = (found?.[1] as Claim | undefined) ?? claim;
  const value = found === null ? firstQuoted(message) : quotedAt(message, found.index + found[0].length, afterClaim);
  return { ...nothing, [named]: value };
}

const anchors: Readonly<Record<number, RegExp>> = {
  700236: /issued\s+by\s+issuer\s*/,
  7002381: /credentials\s+issued\s+by\s*/,
  500131: /audience\s+in\s+the\s+assertion\s+was\s*/,
};
const afterClaim =
  /\.\s+(?:Please\s+(?:note|check|make)|Check\s+your|The\s+subject\s+matches)|(?<!\s)\s+(?:or\s+no\s+federated|may\s+not\s+be\s+used|for\s+applications\s+or|and\s+the\s+expected)/y;

function readThree(message: string): PresentedTrust {
  const labels = /Assertion\s+(Issuer|Subject|Audience)\s*[:：]\s*/g;
  const found = [...message.matchAll(labels)];
  if (found.length === 0) {
    const [issuer = null, subject = null, audience = null] = allQuoted(message);
    return { issuer, subject, audience };
  }
  const presented: { -readonly [key in Claim]: string | null } = { ...nothing };
  for (const [index, label] of found.entries()) {
    const claim = (label[1] ?? '').toLowerCase() as Claim;
    const until = found[index + 1]?.index ?? message.length;
    presented[claim] ??= quotedAt(message.slice(0, until), label.index + label[0].length, /\.\s*$/y);
  }
  return presented;
}

function readUnquotedIssuer(message: string): string | null {
  const found = /identity\s+provider\s+(\S.{0,1000}?)(?:\.\s+Please\s+validate|\.$)/s.exec(message);
  if (found?.[1] !== undefined) return clean(found[1].replace(/\s+/g, ''));
  if (/identity\s+provider/.test(message)) return null;
  return /https?:\/\/(?!learn\.microsoft|docs\.microsoft)[^\s"'“”„»<>]+[^\s"'“”„»<>.,;)]/.exec(message)?.[0] ?? null;
}

function readExpectedSubject(code: number, message: string): string | null {
  if (code === 7002137) {
    const anchor = /credential\s+Subject\s+is\s*/;
    if (anchor.test(message)) return readAfter(message, anchor, /\.\s*$/y);
    return /presented\s+assertion/.test(message) ? null : (allQuoted(message)[1] ?? null);
  }
  if (code === 7000227) return readAfter(message, /with\s+subject:\s*/, /,\s+issuer:/y);
  return null;
}

function readAfter(message: string, anchor: RegExp, follow: RegExp): string | null {
  const found = anchor.exec(message);
  return found === null ? null : quotedAt(message, found.index + found[0].length, follow);
}

const opening = `'"\`´‘’‚‛“”„«‹»›`;
const closing = /['"`´‘’“”»›«‹]/g;

/**
 * The quoted value at an offset. The closing quote is the one before the next words of the template, because the value
 * may contain quotes. Without those words, the one before the end of a sentence; null if no quote closes it.
 */
function quotedAt(text: string, at: number, follow: RegExp): string | null {
  const open = text.charAt(at);
  if (open === '' || !opening.includes(open)) return unquotedAt(text, at, follow);
  let sentence: number | null = null;
  let other: number | null = null;
  closing.lastIndex = at + 1;
  for (let hit = closing.exec(text); hit !== null; hit = closing.exec(text)) {
    const behind = hit.index + 1;
    follow.lastIndex = behind;
    if (follow.test(text)) return clean(text.slice(at + 1, hit.index));
    if (/^\.(?:[^\w/]|$)/.test(text.slice(behind, behind + 2))) sentence ??= hit.index;
    else if (/^(?:[,;:)\s]|$)/.test(text.charAt(behind)) && !/\s/.test(text.charAt(hit.index - 1))) other ??= hit.index;
  }
  const end = sentence ?? other;
  return end === null ? null : clean(text.slice(at + 1, end));
}

/** A tool removed the quotes, so only the next words of the template can end the value. */
function unquotedAt(text: string, at: number, follow: RegExp): string | null {
  const search = new RegExp(follow.source, 'g');
  search.lastIndex = at;
  const next = search.exec(text);
  return next === null || next.index === at ? null : clean(text.slice(at, next.index).replace(/^\*\*(.*)\*\*$/, '$1'));
}

function firstQuoted(message: string): string | null {
  return allQuoted(message)[0] ?? null;
}

const pairs: Readonly<Record<string, string>> = {
  '„': '“”"',
  '“': '”',
  '«': '»',
  '»': '«',
  '‘': '’',
  '‚': '‘’',
  "'": "'",
  '`': '`´',
  '"': '"',
};

/** In a translated sentence, only the quotes are known. A quote inside a word (`l’assertion`) is not a delimiter. */
function allQuoted(message: string): readonly (string | null)[] {
  const found: (string | null)[] = [];
  for (let at = 0; at < message.length; at += 1) {
    const closers = pairs[message.charAt(at)];
    if (closers === undefined || isLetter(message.charAt(at - 1))) continue;
    let end = at + 1;
    while (end < message.length && !(closers.includes(message.charAt(end)) && !isLetter(message.charAt(end + 1))))
      end += 1;
    if (end === message.length) break;
    found.push(clean(message.slice(at + 1, end)));
    at = end;
  }
  return found;
}

const anyLetter = String.raw`[\p{L}\p{N}]`;

function isLetter(character: string): boolean {
  return /^[ -~]?$/.test(character) ? /[A-Za-z0-9]/.test(character) : new RegExp(anyLetter, 'u').test(character);
}

const guid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const q = `['"\`‘’“”„]`;

interface NamePatterns {
  readonly clientId?: RegExp;
  readonly resource?: RegExp;
  readonly tenant?: RegExp;
}

const appQuoted = new RegExp(`[Aa]pplication ${q}(${guid})${q}`);
const namePatterns: Readonly<Record<number, NamePatterns>> = {
  70025: { clientId: new RegExp(`client ${q}(${guid})${q}`) },
  700016: {
    clientId: new RegExp(`identifier ${q}([^'"‘’]{1,200})${q} was`),
    tenant: new RegExp(`directory ${q}(.{1,300}?)${q}(?:\\.|$)`),
  },
  700027: { clientId: new RegExp(`app Id ${q}(${guid})${q}`) },
  500131: { clientId: new RegExp(`App ID ${q}(${guid})${q}`) },
  7000112: { clientId: appQuoted },
  7000114: { clientId: appQuoted },
  7000116: { clientId: appQuoted, tenant: /in tenant (\S+?)\.?(?:\s|$)/ },
  7000117: { resource: appQuoted, tenant: /in tenant (\S+?)\.?(?:\s|$)/ },
  7000215: { clientId: new RegExp(`app ${q}(${guid})${q}`) },
  7000222: { clientId: new RegExp(`app ${q}(${guid})${q}`) },
  7000217: { clientId: /principal named (.{1,300}?) was not found/, tenant: /tenant named (.{1,300}?)\.(?:\s|$)/ },
  7000226: { clientId: new RegExp(`application \\((${guid})\\)`) },
  7000229: { clientId: new RegExp(`application (${guid})`), tenant: new RegExp(`tenant (${guid})`) },
  90002: { tenant: new RegExp(`Tenant ${q}(.{1,300}?)${q} not found`) },
  900023: { tenant: new RegExp(`identifier ${q}(.{1,300}?)${q} is neither`) },
  5000211: { tenant: new RegExp(`access to ${q}(.{1,300}?)${q}(?:\\.|$)`) },
  65001: { clientId: new RegExp(`with ID ${q}(${guid})${q}`) },
  650056: { resource: new RegExp(`permissions for ${q}(.{1,300}?)${q} in`) },
  650057: {
    clientId: new RegExp(`Client app ID: (${guid})`),
    resource: /Resource value from request: (.{1,500}?)\.(?: Resource app ID|\s*$)/,
  },
  500011: {
    resource: /principal named (.{1,500}?) was not found/,
    tenant: /tenant named (.{1,300}?)\.(?: This can happen|\s*$)/,
  },
  50105: { clientId: appQuoted, resource: new RegExp(`for the application ${q}(.{1,300}?)${q}`) },
  501051: { clientId: appQuoted, resource: new RegExp(`for the application ${q}(.{1,300}?)${q}`) },
  1002012: { resource: new RegExp(`for scope ${q}(.{1,500}?)${q} is not valid`) },
};

function readNames(code: number, message: string): Pick<ExtractedClaims, 'clientId' | 'resource' | 'tenant'> {
  const patterns = namePatterns[code];
  const text = message.replaceAll('\u00a0', ' ');
  const read = (pattern: RegExp | undefined): string | null => clean(pattern?.exec(text)?.[1] ?? '');
  return { clientId: read(patterns?.clientId), resource: read(patterns?.resource), tenant: read(patterns?.tenant) };
}

function clean(value: string): string | null {
  const bare = value.replace(/^\*\*(.*)\*\*$/, '$1').trim();
  return isMask(bare) ? null : bare;
}
