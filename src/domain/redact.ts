/**
 * Keeps secrets out of all output. A secret is registered when it is acquired and replaced in every text;
 * patterns catch those that were not registered, such as a token in an error body of a service.
 */
import { redacted, redactPatterns } from './redact/patterns.ts';
import { createPieces } from './redact/pieces.ts';

export { redacted, redactPatterns };

export interface Redactor {
  /** Registers a secret: it, its pieces and its encodings are replaced from now on. Ignores up to 3 characters. */
  register(secret: string): void;
  /** For texts from outside, before they are cut: a piece of a secret is harder to find than the whole. */
  redact(text: string): string;
  /** The same for every string inside plain data; keys stay as they are. */
  redactData<T>(data: T): T;
  /**
   * For what ppmi composed, with its own words, flags and names in it. A password that is a plain word stays: with the
   * password `password`, `password-wrong` must stay a name that scripts know. What came from outside was redacted before.
   */
  redactResult<T>(data: T): T;
}

/** Replacing one to three characters everywhere would make texts unreadable and show the secret by its gaps. */
const shortestSecret = 4;
/** From this length on, no passphrase of words equals a text of ppmi. */
const longestWord = 15;

/** No service returns deeper data, and V8 cannot print it. */
const deepest = 200;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const pieces = createPieces();
  let distinct: readonly string[] = [];
  let words: RegExp | null = null;

  function redactWhole(text: string): string {
    let clean = text;
    for (const secret of distinct) if (secret.length <= clean.length) clean = clean.replaceAll(secret, redacted);
    return clean;
  }

  function redact(text: string): string {
    const clean = redactPatterns(pieces.redactForeign(redactWhole(text)));
    return words === null ? clean : clean.replace(words, redacted);
  }

  const redactOwn = (text: string) => redactPatterns(pieces.redactOwn(redactWhole(text)));

  return {
    register(secret) {
      if (secret.length < shortestSecret || secrets.has(secret)) return;
      for (const spelling of spellings(secret)) secrets.add(spelling);
      const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
      distinct = longestFirst.filter((each) => !isWord(each));
      words = alone(longestFirst.filter(isWord));
      if (!isWord(secret)) pieces.add(secret);
    },
    redact,
    redactData: (data) => mapTexts(data, redact, 0),
    redactResult: (data) => mapTexts(data, redactOwn, 0),
  };
}

function mapTexts<T>(data: T, clean: (text: string) => string, depth: number): T;
function mapTexts(data: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof data === 'string') return clean(data);
  if (typeof data !== 'object' || data === null) return data;
  if (depth === deepest) return redacted;
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, clean, depth + 1));
  if (Object.getPrototypeOf(data) !== Object.prototype) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, clean, depth + 1)]));
}

// As text: V8 builds the letters of all scripts for a literal as soon as the file is loaded.
const lettersOnly = String.raw`^(?:[\p{L}]+(?:[ _-][\p{L}]+)*|\d{1,8})$`;

/** A secret that may equal a word, name or number of ppmi. */
const isWord = (secret: string): boolean => secret.length <= longestWord && new RegExp(lettersOnly, 'u').test(secret);

/** The words where they stand alone, so that `password` leaves `password-wrong` and `--password` as they are. */
function alone(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\d_-])(?:${words.join('|')})(?![\\p{L}\\d_-])`, 'gu');
}

const loneSurrogate = /[\ud800-\udfff]/u;

/** The secret itself, and encoded for a URL, a form, JSON and base64. */
function spellings(secret: string): readonly string[] {
  // A lone surrogate, as a file in another encoding gives, cannot be written in a URL.
  const percent = loneSurrogate.test(secret) ? secret : encodeURIComponent(secret);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, percent, percent.toLowerCase(), form, json, base64];
}
