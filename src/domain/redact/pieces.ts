/**
 * Pieces of known secrets. A service that cuts a text off, or masks the middle of a token, shows a part of a secret that
 * no comparison with the whole finds.
 */
import { redacted } from './patterns.ts';

export interface Pieces {
  add(secret: string): void;
  redact(text: string): string;
}

/** A piece of this length is redacted where it stands alone: at the ends of a text, or between spaces, quotes, dots. */
const shortest = 8;
/** A piece of this length is redacted wherever it stands. */
const anywhere = 16;
/** A run of `anywhere` characters has a piece of `shortest` at one of these steps. */
const step = anywhere - shortest + 1;
/** Runs such as `AAAAAAAA` stand in a token many times; comparing with each would not be linear. */
const mostPlaces = 4;

interface Place {
  readonly secret: string;
  readonly at: number;
}

export function createPieces(): Pieces {
  const waiting: string[] = [];
  const places = new Map<string, Place[]>();

  /** Only when a text is redacted: most runs acquire a token and print nothing foreign. */
  function index(): void {
    for (const secret of waiting.splice(0)) {
      for (let at = 0; at + shortest <= secret.length; at += 1) {
        const piece = secret.slice(at, at + shortest);
        const known = places.get(piece);
        if (known === undefined) places.set(piece, [{ secret, at }]);
        else if (known.length < mostPlaces) known.push({ secret, at });
      }
    }
  }

  return {
    add(secret) {
      waiting.push(secret);
    },
    redact(text) {
      index();
      if (places.size === 0 || text.length < shortest) return text;
      let clean = '';
      let done = 0;
      for (let at = 0; at + shortest <= text.length; at += 1) {
        if (at % step !== 0 && !isBoundary(text, at - 1)) continue;
        const run = longestRun(text, at, done, places.get(text.slice(at, at + shortest)) ?? []);
        if (run === null) continue;
        clean += text.slice(done, run.start) + redacted;
        done = run.end;
        at = run.end - 1;
      }
      return done === 0 ? text : clean + text.slice(done);
    },
  };
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** The longest run around `at` that a secret has too, if it is one to redact; never before `from`. */
function longestRun(text: string, at: number, from: number, places: readonly Place[]): Run | null {
  let longest: Run | null = null;
  for (const { secret, at: place } of places) {
    let start = at;
    let end = at + shortest;
    while (start > from && text[start - 1] === secret[place - (at - start) - 1]) start -= 1;
    while (end < text.length && text[end] === secret[place + (end - at)]) end += 1;
    if (end - start > (longest === null ? 0 : longest.end - longest.start)) longest = { start, end };
  }
  if (longest === null) return null;
  const { start, end } = longest;
  // A word such as `emulated` is no sign of the secret that contains it.
  if (end - start < anywhere && lettersOnly.test(text.slice(start, end))) return null;
  return end - start >= anywhere || (isBoundary(text, start - 1) && isBoundary(text, end)) ? longest : null;
}

const lettersOnly = /^\p{L}+$/u;

/** Before the text, after it, or a character that no word has. */
function isBoundary(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95);
}
