/**
 * Errors of Dataverse and of the resource in the same chain: they carry no AADSTS code, so they are known by their words.
 * Sentences: services.md §5.3, §5.5, §5.7 and identity-formats.md §7 (observed in public reports unless said otherwise).
 */

import { platformEntries } from '../../catalog/entra/platform.ts';
import { redactPatterns } from '../redact.ts';
import { unwrap } from './decode/unwrap.ts';

export type PlatformErrorName = keyof typeof platformEntries;

export interface PlatformError {
  readonly name: PlatformErrorName;
  /** `0x…`, eight digits; null where the sentence came without one. */
  readonly code: string | null;
  /** The sentence as it stood in the text, on one line. */
  readonly message: string;
  readonly title: string;
  readonly cause: string;
  readonly fix: readonly string[];
  /** Findings of ppmi that stand behind it. */
  readonly see: readonly string[];
}

interface Pattern {
  readonly name: PlatformErrorName;
  readonly pattern: RegExp;
}

// The first that fits a place wins; more special ones come first.
const patterns: readonly Pattern[] = [
  { name: 'component-not-signed', pattern: /must be signed with (?:a )?valid certificate/gi },
  { name: 'component-not-bound', pattern: /is not associated (?:to|with) a managed identity/gi },
  { name: 'power-platform-unreachable', pattern: /unable to (?:reach or )?(?:connect to|reach) Power\s?Platform/gi },
  { name: 'service-missing', pattern: /IManagedIdentityService\b(?!\S*\()/g },
  { name: 'token-not-acquired', pattern: /ManagedIdentityServiceProviderAcquireToken/g },
  { name: 'not-a-member', pattern: /not a member of the organization/gi },
  { name: 'vault-no-role', pattern: /Caller is not authorized to perform action on resource|ForbiddenByRbac/gi },
  { name: 'vault-no-policy', pattern: /does not have secrets \w{1,20} permission on key vault/gi },
];

const isMissing =
  /Object reference not set|NullReferenceException|\bnull\b|missing|not (?:found|available|registered)/i;
const near = 600;

/** Each kind once, in the order of first appearance. Never throws; linear in the length of the text. */
export function decodePlatformErrors(text: string): PlatformError[] {
  return platformErrorsOf(unwrap(text));
}

/** The same for a text that is unwrapped already. */
export function platformErrorsOf(text: string): PlatformError[] {
  const found = [...bySentence(text), ...byCode(text)].sort((a, b) => a.at - b.at);
  const seen = new Set<PlatformErrorName>();
  const errors: PlatformError[] = [];
  for (const { name, at, code } of found) {
    if (seen.has(name)) continue;
    seen.add(name);
    const message = redactPatterns(sentenceAt(text, at));
    errors.push({ name, code: code ?? codeNear(text, at), message, ...platformEntries[name] });
  }
  // The platform's own sentence says why no token was acquired; the frame around it says nothing more.
  const explained = errors.some(({ name }) => name === 'component-not-signed' || name === 'component-not-bound');
  return errors.filter(({ name }) => !(explained && (name === 'token-not-acquired' || name === 'plug-in-failed')));
}

interface Place {
  readonly name: PlatformErrorName;
  readonly at: number;
  readonly code: string | null;
}

function bySentence(text: string): readonly Place[] {
  return patterns.flatMap(({ name, pattern }) => {
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(text); hit !== null; hit = pattern.exec(text)) {
      const around = text.slice(Math.max(0, hit.index - near), hit.index + near);
      if (name === 'service-missing' && !isMissing.test(around)) continue;
      return [{ name, at: hit.index, code: null }];
    }
    return [];
  });
}

const codes: Readonly<Record<string, PlatformErrorName>> = {
  '0x80040265': 'plug-in-failed',
  '0x80040220': 'privilege-missing',
  '0x80072560': 'not-a-member',
  '0x80040217': 'row-missing',
  '0x8004418d': 'sandbox-crashed',
};
// As Dataverse prints them: the Web API in hex, faults as a signed number.
const code =
  /(?:"code"\s?:\s?"|<ErrorCode>|ErrorCode:\s?|error code:?\s?|HRESULT:?\s?)?(0x8[0-9a-fA-F]{7}|-2147\d{6})\b/gi;

function byCode(text: string): readonly Place[] {
  const places: Place[] = [];
  for (const hit of text.matchAll(code)) {
    const hex = toHex(hit[1] ?? '');
    const name = codes[hex];
    if (name !== undefined && !places.some((place) => place.name === name))
      places.push({ name, at: hit.index, code: hex });
  }
  return places;
}

function codeNear(text: string, at: number): string | null {
  const around = text.slice(Math.max(0, at - near), at + near);
  const hit = new RegExp(code.source, 'i').exec(around)?.[1];
  return hit === undefined ? null : toHex(hit);
}

/** `-2147220891` and `0x80040265` are the same 32 bits. */
function toHex(printed: string): string {
  return printed.startsWith('-') ? `0x${(Number(printed) >>> 0).toString(16).padStart(8, '0')}` : printed.toLowerCase();
}

function sentenceAt(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 200), at);
  const after = text.slice(at, at + 300);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('": "'), before.lastIndexOf(':"')) + 1;
  const end = after.search(/\n|Detail:|"\s*[,}]|<\/|(?<=[.!])\s/);
  return (before.slice(start) + (end < 0 ? after : after.slice(0, end)))
    .replace(/\s+/g, ' ')
    .replace(/^[\s":]+|[\s"]+$/g, '');
}
