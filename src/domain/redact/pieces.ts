/**
 * Pieces of known secrets. A service that cuts a text off, or masks the middle of a token, shows a part of a secret that
 * no comparison with the whole finds.
 */
import { redacted } from './patterns.ts';

export interface Pieces {
  add(secret: string): void;
  /** For texts from outside: every piece of `shortest` characters, wherever it is and whatever it looks like. */
  redactForeign(text: string): string;
  /**
   * For what ppmi composed: a word of its own, such as `emulated`, is no sign of the secret that contains it. Short
   * pieces are redacted only where they stand alone and are no word.
   */
  redactOwn(text: string): string;
}

const shortest = 8;
/** A piece of this length is no coincidence with a word of ppmi's. */
const anywhere = 16;
/** Limit, because runs such as `AAAAAAAA` occur many times in a token, and comparing with each would not be linear. */
const mostPlaces = 4;

interface Place {
  readonly secret: string;
  readonly at: number;
}

interface Run {
  readonly start: number;
  readonly end: number;
}

export function createPieces(): Pieces {
  const waiting: string[] = [];
  const places = new Map<string, Place[]>();
  /** Whether some piece begins with two characters of this sum: most places of a text need no look-up. */
  const begins = new Uint8Array(65536);

  /** Only when a text is redacted: most runs acquire a token and print no text from outside. */
  function index(): void {
    for (const secret of waiting.splice(0)) {
      for (let at = 0; at + shortest <= secret.length; at += 1) {
        begins[beginning(secret, at)] = 1;
        const piece = secret.slice(at, at + shortest);
        const known = places.get(piece);
        if (known === undefined) places.set(piece, [{ secret, at }]);
        else if (known.length < mostPlaces) known.push({ secret, at });
      }
    }
  }

  function redact(text: string, isSecret: (text: string, run: Run) => boolean): string {
    index();
    if (places.size === 0 || text.length < shortest) return text;
    let clean = '';
    let done = 0;
    for (let at = 0; at + shortest <= text.length; at += 1) {
      if (begins[beginning(text, at)] === 0) continue;
      const run = longestRun(text, at, places.get(text.slice(at, at + shortest)) ?? []);
      if (run === null || !isSecret(text, run)) continue;
      clean += text.slice(done, run.start) + redacted;
      done = run.end;
      at = run.end - 1;
    }
    return done === 0 ? text : clean + text.slice(done);
  }

  return {
    add(secret) {
      waiting.push(secret);
    },
    redactForeign: (text) => redact(text, () => true),
    redactOwn: (text) => redact(text, standsOut),
  };
}

const beginning = (text: string, at: number): number => (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;

/** The longest run from `at` that a secret has too. What is before it was looked at before. */
function longestRun(text: string, at: number, places: readonly Place[]): Run | null {
  let longest = 0;
  for (const { secret, at: place } of places) {
    let length = shortest;
    while (at + length < text.length && text[at + length] === secret[place + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest === 0 ? null : { start: at, end: at + longest };
}

function standsOut(text: string, { start, end }: Run): boolean {
  if (end - start >= anywhere) return true;
  return (
    !new RegExp(lettersOnly, 'u').test(text.slice(start, end)) && isBoundary(text, start - 1) && isBoundary(text, end)
  );
}

/** Words with spaces between them. */
const lettersOnly = String.raw`^[\p{L} ]+$`;

/** Before the text, after it, or a character that no word has. */
function isBoundary(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95);
}
